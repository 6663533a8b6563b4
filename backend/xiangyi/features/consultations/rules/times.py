"""Times that a convener may take without a second thought: off the meals, nights and days off."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from xiangyi.features.consultations.rules.forms import doubts
from xiangyi.features.workdays.rules import SpecialDays, is_working_day, kinds_of

_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
#: Half past two first: the lunches are out, and the dinners not yet called.
_BY_DAY: Final = tuple(time(*at) for at in ((14, 30), (15, 0), (14, 0), (13, 0), (9, 0), (8, 30)))
#: For those who work by day; the dinners are out.
_AFTER_WORK: Final = tuple(time(*at) for at in ((19, 30), (19, 0), (20, 0)))
_ONE_DAY: Final = timedelta(days=1)
_MOST: Final = 3

Span = tuple[datetime, datetime]


class Slot(Struct, frozen=True, rename="camel"):
    """When a meeting may be; `provisional` where the holidays of then are not known yet."""

    starts_at: datetime
    ends_at: datetime
    provisional: bool


def slots(  # noqa: PLR0913  # of which days, how long, and what is in the way
    since: date,
    through: date,
    lasts: timedelta,
    taken: Sequence[Span],
    table: SpecialDays,
    *,
    now: datetime,
    evenings: bool,
) -> list[Slot]:
    """The first three, each on a day of its own.

    With `evenings` after work, and by day where nobody works; on a holiday never.
    """
    found: list[Slot] = []
    for day in _days(since, through):
        works = is_working_day(day, table)
        provisional = works is None
        if works is None:
            works = day.weekday() < 5  # noqa: PLR2004  # Saturday
        if kinds_of(day, table) == {"holiday"} or not (works or evenings):
            continue
        for at in _AFTER_WORK if works and evenings else _BY_DAY:
            starts = datetime.combine(day, at, _SHANGHAI)
            ends = starts + lasts
            doubted = {*doubts(starts, ends, now=now, day_off=False)} - {"long"}
            if not doubted and not any(starts < over and ends > begins for begins, over in taken):
                found.append(Slot(starts, ends, provisional))
                break
        if len(found) == _MOST:
            break
    return found


def _days(since: date, through: date) -> Iterator[date]:
    day = since
    while day <= through:
        yield day
        day += _ONE_DAY
