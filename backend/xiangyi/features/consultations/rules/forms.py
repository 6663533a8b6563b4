"""The five forms (Art 4), and when a meeting had better not be."""

from datetime import datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

Form = Literal["council", "hearing", "talk", "courtyard", "building"]
Doubt = Literal["meal_peak", "night", "day_off", "soon", "long"]
_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
#: When riders ride (product.md S4), and when nobody sits in a meeting.
_MEALS: Final = ((time(11), time(13)), (time(17), time(19)))
_NIGHT_ENDS, _NIGHT_BEGINS = time(7), time(22)
_SOON: Final = timedelta(days=2)
_LONG: Final = timedelta(hours=4)


def doubts(starts_at: datetime, ends_at: datetime, *, now: datetime, day_off: bool) -> list[Doubt]:
    """What a convener should think of again before calling people then."""
    starts, ends = starts_at.astimezone(_SHANGHAI), ends_at.astimezone(_SHANGHAI)
    found: list[Doubt] = []
    if any(_meets(starts, ends, begin, end) for begin, end in _MEALS):
        found.append("meal_peak")
    if starts.time() < _NIGHT_ENDS or ends.time() > _NIGHT_BEGINS or starts.date() != ends.date():
        found.append("night")
    if day_off:
        found.append("day_off")
    if starts_at - now < _SOON:
        found.append("soon")
    if ends_at - starts_at > _LONG:
        found.append("long")
    return found


def _meets(starts: datetime, ends: datetime, begin: time, end: time) -> bool:
    day = starts.date()
    return starts < datetime.combine(day, end, _SHANGHAI) and ends > datetime.combine(
        day, begin, _SHANGHAI
    )


#: What people call them.
FORMS_ZH: Final[dict[Form, str]] = {
    "council": "议事会",
    "hearing": "听证会",
    "talk": "恳谈会",
    "courtyard": "屋场会",
    "building": "楼栋会",
}
