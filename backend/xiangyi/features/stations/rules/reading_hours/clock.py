"""Times of a day as doors write them, and the two of them that make a span."""

from typing import Final, Literal

from msgspec import Struct

from xiangyi.features.stations.rules.opening_hours import DAY, Span
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood

Period = Literal["night", "morning", "noon", "afternoon", "dusk", "evening"]

_NOON: Final = 12
_HALF_A_DAY: Final = 720
_LAST_HOUR: Final = 24
_MINUTES: Final = 60
#: An hour up to this one, written with a single digit, may be meant in the afternoon.
_EARLY: Final = 6
#: The first hour after noon on each period's clock, and the last.
_AFTER_NOON: Final[dict[Period, range]] = {
    "noon": range(1, 3),
    "afternoon": range(1, _NOON),
    "dusk": range(4, 9),
    "evening": range(5, _NOON),
}
#: The hours that a period may name without a shift.
_AS_WRITTEN: Final[dict[Period, range]] = {
    "night": range(7),
    "morning": range(4, 13),
    "noon": range(11, 15),
    "afternoon": range(12, 24),
    "dusk": range(13, 24),
    "evening": range(13, 25),
}


class Time(Struct, frozen=True):
    """An hour and a minute, and how sure they are: "08:00" has a leading zero, "8点" has none."""

    hour: int
    minute: int
    padded: bool = True
    dotted: bool = False
    #: "8" of "8-22点": only to be believed beside an hour that says so.
    hour_alone: bool = False
    period: Period | None = None
    next_day: bool = False

    def __post_init__(self) -> None:
        last = self.hour == _LAST_HOUR and self.minute == 0
        if not (self.hour < _LAST_HOUR or last) or self.minute >= _MINUTES:
            raise HoursNotUnderstood

    @property
    def minutes(self) -> int:
        return self.hour * _MINUTES + self.minute


def span(start: Time, end: Time) -> Span:
    """The span between two times; where it is not certain which half of the day is meant, none.

    Raises:
        HoursNotUnderstood: the two times can be read in more ways than one, or in none.
    """
    if start.next_day:
        raise HoursNotUnderstood
    opens = _minutes(start, start.period)
    if opens >= DAY:
        raise HoursNotUnderstood
    closes = _closing(start, end, opens)
    if not opens < closes <= opens + DAY:
        raise HoursNotUnderstood
    return opens, closes


def _minutes(time: Time, period: Period | None) -> int:
    if period is None:
        return time.minutes
    if period == "evening" and time.hour in {0, _NOON}:
        return DAY + time.minute
    if period == "evening" and time.hour < _AFTER_NOON["evening"].start:
        return DAY + time.minutes
    if period == "night" and time.hour == _NOON:
        return time.minute
    if period in _AFTER_NOON and time.hour in _AFTER_NOON[period]:
        return time.minutes + _HALF_A_DAY
    if time.hour in _AS_WRITTEN[period]:
        return time.minutes
    raise HoursNotUnderstood


def _closing(start: Time, end: Time, opens: int) -> int:
    if end.next_day:
        if end.period not in {None, "night", "morning"}:
            raise HoursNotUnderstood
        return DAY + _minutes(end, end.period)
    if end.period is not None:
        return _in_its_own_period(start, end, end.period, opens)
    if start.period is not None and 0 < end.hour <= _NOON:
        closes = _minutes(end, start.period)
        # "夜间22:00-6:00" is the next morning; "下午14:30-5:30" is no night, if it need not be one.
        if closes > opens or start.hour <= _NOON:
            return closes
    return _by_the_24_hour_clock(start, end, opens)


def _in_its_own_period(start: Time, end: Time, period: Period, opens: int) -> int:
    """ "8:00至下午5:30", "22:00至凌晨2:00"."""
    closes = _minutes(end, period)
    if start.period is None and not start.padded and start.hour <= _EARLY:
        raise HoursNotUnderstood
    if closes <= opens and period in {"night", "morning"} and end.hour < _NOON:
        return closes + DAY
    return closes


def _by_the_24_hour_clock(start: Time, end: Time, opens: int) -> int:
    """A night is believed only where "8:00-5:30" cannot be half past five in the afternoon."""
    if not start.minutes and not end.minutes:
        # "00:00-00:00" is what a form says that nobody filled in.
        raise HoursNotUnderstood
    closes = end.minutes or DAY
    early = start.period is None and not start.padded and 0 < start.hour <= _EARLY
    if early and opens < closes <= _HALF_A_DAY:
        raise HoursNotUnderstood
    if closes > opens:
        return closes
    sure = start.hour > _NOON or (end.padded and end.hour <= _EARLY // 2)
    if closes == opens or not sure:
        raise HoursNotUnderstood
    return closes + DAY
