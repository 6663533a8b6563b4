"""Which days are worked and when something is due (product rule 6). No I/O."""

from datetime import date, timedelta, timezone
from typing import Final, Literal

from msgspec import Struct, field

#: All of China keeps one time, without daylight saving.
CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")

SpecialKind = Literal["holiday", "makeup"]
Kind = Literal["ordinary", "holiday", "makeup"]

_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)

_ORDINARY: Final[frozenset[Kind]] = frozenset({"ordinary"})
_HOLIDAY: Final[frozenset[Kind]] = frozenset({"holiday"})
_MAKEUP: Final[frozenset[Kind]] = frozenset({"makeup"})
_ANY_WEEKDAY: Final = _ORDINARY | _HOLIDAY
_ANY_WEEKEND: Final = _ANY_WEEKDAY | _MAKEUP


class SpecialDays(Struct, frozen=True, forbid_unknown_fields=True):
    """The holidays and make-up workdays of every date from `from_` through `through`."""

    from_: date = field(name="from")
    through: date
    days: dict[date, SpecialKind]

    def covers(self, day: date) -> bool:
        return self.from_ <= day <= self.through


def kinds_of(day: date, table: SpecialDays) -> frozenset[Kind]:
    """Every kind the date may be: one inside the table; outside it, whatever a notice could say."""
    if not table.covers(day):
        return _ANY_WEEKEND if day.weekday() >= _SATURDAY else _ANY_WEEKDAY
    special = table.days.get(day)
    if special is None:
        return _ORDINARY
    return _HOLIDAY if special == "holiday" else _MAKEUP


def is_working_day(day: date, table: SpecialDays) -> bool | None:
    """None outside the table: any weekday may become a holiday, any weekend day be worked."""
    if not table.covers(day):
        return None
    special = table.days.get(day)
    return _is_weekday(day) if special is None else special == "makeup"


def deadline(start: date, working_days: int, table: SpecialDays) -> tuple[date, bool]:
    """The last day of so many working days after `start`, which itself is not counted.

    Beyond the table Monday to Friday count and the second value, *provisional*, is true: count
    again when the table has grown.
    """
    if working_days < 1:
        raise ValueError(f"a deadline needs at least one working day, not {working_days}")
    day, left, provisional = start, working_days, False
    while left:
        day += _ONE_DAY
        works = is_working_day(day, table)
        if works is None:
            works, provisional = _is_weekday(day), True
        left -= works
    return day, provisional


def _is_weekday(day: date) -> bool:
    return day.weekday() < _SATURDAY
