"""Which days are worked and when something is due (product rule 6). No I/O."""

from collections.abc import Mapping
from datetime import date, timedelta, timezone
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct, field

#: All of China keeps one time, without daylight saving.
CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")

SpecialKind = Literal["holiday", "makeup"]
Kind = Literal["ordinary", "holiday", "makeup"]

_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)

#: What the law gives every year (全国年节及纪念日放假办法), and the first and last month and day on
#: which a holiday of that name may lie. Mid-Autumn is not among them: in some years National
#: Day's week swallows it, so that its absence tells nothing.
_EVERY_YEAR: Final = {
    "new_year": ((1, 1), (1, 1)),
    "spring_festival": ((1, 21), (2, 20)),
    "labour_day": ((5, 1), (5, 1)),
    "national_day": ((10, 1), (10, 1)),
}
#: The same, for those that the law has had since then.
_NEWER_SINCE: Final = 2008
_NEWER: Final = {"qingming": ((4, 4), (4, 6)), "dragon_boat": ((5, 27), (6, 26))}

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


def lacking(year: int, days: Mapping[date, SpecialKind]) -> tuple[str, ...]:
    """What the year's notice must still tell before `days` can be all of it; empty when whole.

    The State Council announces a year at once, but whoever types it in may do so by halves, or
    the holidays first. A make-up workday is asked for because no notice has been without one:
    should that come, the year stays unknown, which is wrong for nobody.
    """
    holidays = {
        (day.month, day.day) for day, kind in days.items() if day.year == year and kind == "holiday"
    }
    wanted = _EVERY_YEAR | _NEWER if year >= _NEWER_SINCE else _EVERY_YEAR
    missing = tuple(
        name
        for name, (first, last) in wanted.items()
        if not any(first <= day <= last for day in holidays)
    )
    has_makeup = any(day.year == year and kind == "makeup" for day, kind in days.items())
    return missing if has_makeup else (*missing, "makeup_workday")


def unfinished(days: Mapping[date, SpecialKind]) -> dict[int, tuple[str, ...]]:
    """The years of which something is told but not all, and what each still lacks."""
    years = sorted({day.year for day in days})
    return {year: missing for year in years if (missing := lacking(year, days))}


def gaps(days: Mapping[date, SpecialKind]) -> set[int]:
    """The years between whole ones that are not whole themselves."""
    return {
        between
        for before, after in pairwise(_whole_years(days))
        for between in range(before + 1, after)
    }


def known(days: Mapping[date, SpecialKind]) -> SpecialDays:
    """The table that `days` make: the last whole years in a row, and what lies in them."""
    whole = _whole_years(days)
    if not whole:
        return SpecialDays(from_=date.max, through=date.min, days={})
    first = last = whole[-1]
    while first - 1 in whole:
        first -= 1
    return SpecialDays(
        from_=date(first, 1, 1),
        through=date(last, 12, 31),
        days={day: kind for day, kind in sorted(days.items()) if first <= day.year <= last},
    )


def _whole_years(days: Mapping[date, SpecialKind]) -> list[int]:
    return [year for year in sorted({day.year for day in days}) if not lacking(year, days)]


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
