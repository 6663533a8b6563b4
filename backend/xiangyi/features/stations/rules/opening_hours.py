"""Weekly hours with what changes them, and what they say at an instant: open, closed or unknown.

Nobody is told "open" on a guess: where nobody said, or where the day may be a holiday that has not
been announced and the plans differ, the answer is unknown.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final, Literal

from msgspec import Struct, field

from xiangyi.features.workdays.rules import CHINA, Kind, SpecialDays, kinds_of

DAY: Final = 1440
#: How far ahead the next change is looked for.
HORIZON: Final = timedelta(days=14)
_ONE_DAY: Final = timedelta(days=1)
_DAYS_OF_A_WEEK: Final = 7
_DAY_OF_A_YEAR: Final = re.compile("[0-9]{2}-[0-9]{2}")

State = Literal["open", "closed", "unknown"]
#: Open and close in minutes after the day's midnight; a close above 1440 runs into the next day.
Span = tuple[int, int]
Spans = tuple[Span, ...]
#: Seven days, Monday first.
Week = tuple[Spans, ...]
Reason = Literal["heat", "cold", "holiday", "closed", "other"]
Fault = Literal["dates", "season", "week", "weekday", "span", "order", "overlap"]


class FaultyHours(ValueError):
    """A schedule that cannot be meant; `fault` says which rule it breaks, the words where."""

    def __init__(self, fault: Fault, words: str) -> None:
        super().__init__(words)
        self.fault = fault


class HoursException(Struct, frozen=True, forbid_unknown_fields=True):
    """Other hours on some dates: no spans mean closed, None that nobody knows."""

    from_: date = field(name="from")
    to: date
    spans: Spans | None
    reason: Reason | None = None

    def __post_init__(self) -> None:
        if self.from_ > self.to:
            raise FaultyHours("dates", f"an exception runs from {self.from_} back to {self.to}")
        _check(self.spans, f"the exception from {self.from_}")


class Season(Struct, frozen=True, forbid_unknown_fields=True):
    """Another week from one day of every year ("05-01") through another, over New Year if earlier.

    A day that a year lacks is passed over: through "02-29" is the end of every February.
    """

    from_: str = field(name="from")
    to: str
    week: Week

    def __post_init__(self) -> None:
        for day in (self.from_, self.to):
            if not _DAY_OF_A_YEAR.fullmatch(day) or not _exists(day):
                raise FaultyHours("season", f"a season cannot begin or end on {day!r}")
        _check_week(self.week, f"the season from {self.from_}, ")

    def contains(self, day: str) -> bool:
        if self.from_ <= self.to:
            return self.from_ <= day <= self.to
        return day >= self.from_ or day <= self.to


class OpeningHours(Struct, frozen=True, forbid_unknown_fields=True):
    """A schedule, Monday first. None anywhere means that nobody said."""

    week: Week | None
    holiday: Literal["asWeek"] | Spans | None = None
    #: A number is the weekday whose hours a make-up workday follows.
    makeup: Literal["asWeek"] | int | Spans | None = None
    #: The last entry that matches a date wins over everything else.
    exceptions: tuple[HoursException, ...] = ()
    #: The first season that contains a date takes the place of `week` on it.
    seasons: tuple[Season, ...] = ()
    #: The source's own words, shown and never evaluated.
    note: str = ""

    def __post_init__(self) -> None:
        if self.week is not None:
            _check_week(self.week, "")
        if isinstance(self.holiday, tuple):
            _check(self.holiday, "holidays")
        if isinstance(self.makeup, tuple):
            _check(self.makeup, "make-up workdays")
        if isinstance(self.makeup, int) and not 0 <= self.makeup < _DAYS_OF_A_WEEK:
            raise FaultyHours(
                "weekday", f"make-up workdays follow weekday {self.makeup}, which is not 0 to 6"
            )


class Answer(Struct, frozen=True):
    """The state, and the next instant at which it differs, if that is within the horizon."""

    state: State
    until: datetime | None
    then: State | None


def state_at(hours: OpeningHours | None, at: datetime, special_days: SpecialDays) -> State:
    if hours is None:
        return "unknown"
    day, minute = _local(at)
    yesterday = _plans(hours, day - _ONE_DAY, special_days)
    return _state(yesterday, _plans(hours, day, special_days), minute)


def evaluate(hours: OpeningHours | None, at: datetime, special_days: SpecialDays) -> Answer:
    """What the schedule says at `at`, and when it next says something else."""
    state = state_at(hours, at, special_days)
    if hours is None:
        return Answer(state, None, None)
    for instant, then in _changes(hours, at, at + HORIZON, special_days):
        if then != state:
            return Answer(state, instant, then)
    return Answer(state, None, None)


def opens_during(
    hours: OpeningHours | None, since: datetime, before: datetime, special_days: SpecialDays
) -> bool:
    """Whether it is surely open at some instant of the window, whose end is not part of it."""
    if hours is None or since >= before:
        return False
    return state_at(hours, since, special_days) == "open" or any(
        state == "open" and instant < before
        for instant, state in _changes(hours, since, before, special_days)
    )


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(f"2000-{day}")
    except ValueError:
        return False
    return True


def _check_week(week: Week, whose: str) -> None:
    if len(week) != _DAYS_OF_A_WEEK:
        raise FaultyHours("week", f"{whose}a week has {len(week)} days instead of 7")
    for weekday, spans in enumerate(week):
        _check(spans, f"{whose}weekday {weekday}")


def _check(spans: Spans | None, whose: str) -> None:
    for opens, closes in spans or ():
        if not (0 <= opens < DAY and opens < closes <= opens + DAY):
            raise FaultyHours("span", f"{whose}: {opens} to {closes} is no span of a day")
    for before, after in pairwise(spans or ()):
        if after[0] < before[0]:
            raise FaultyHours(
                "order", f"{whose}: {after} stands after {before}, but starts earlier"
            )
        if after[0] < before[1]:
            raise FaultyHours("overlap", f"{whose}: {after} overlaps {before}")


def _local(at: datetime) -> tuple[date, int]:
    if at.tzinfo is None:
        raise ValueError("an instant needs its offset from UTC")
    here = at.astimezone(CHINA)
    return here.date(), here.hour * 60 + here.minute


def _plans(hours: OpeningHours, day: date, special_days: SpecialDays) -> tuple[Spans | None, ...]:
    """The spans that start on a day, once for each kind the day may be."""
    for exception in reversed(hours.exceptions):
        if exception.from_ <= day <= exception.to:
            return (exception.spans,)
    week = week_on(hours, day)
    return tuple(_plan(hours, week, day.weekday(), kind) for kind in kinds_of(day, special_days))


def week_on(hours: OpeningHours, day: date) -> Week | None:
    """The week in force: that of the first season which contains the day, else the plain one."""
    if hours.seasons:
        written = f"{day:%m-%d}"
        for season in hours.seasons:
            if season.contains(written):
                return season.week
    return hours.week


def _plan(hours: OpeningHours, week: Week | None, weekday: int, kind: Kind) -> Spans | None:
    rule: Literal["asWeek"] | int | Spans | None = weekday
    if kind == "holiday":
        rule = hours.holiday
    elif kind == "makeup":
        rule = hours.makeup
    if rule == "asWeek":
        rule = weekday
    if isinstance(rule, int):
        return None if week is None else week[rule]
    return rule


def _state(
    yesterday: tuple[Spans | None, ...], today: tuple[Spans | None, ...], minute: int
) -> State:
    """One answer where every kind the two days may be agrees.

    A day of which nobody said anything is unknown from midnight to midnight: it casts no doubt on
    the morning after, or one silent holiday would hide the hours of the next day.
    """
    late = {plan is not None and _covers(plan, minute + DAY) for plan in yesterday}
    now = {None if plan is None else _covers(plan, minute) for plan in today}
    if late == {True} or now == {True}:
        return "open"
    return "closed" if late == now == {False} else "unknown"


def _covers(spans: Spans, minute: int) -> bool:
    return any(opens <= minute < closes for opens, closes in spans)


def _changes(
    hours: OpeningHours, after: datetime, through: datetime, special_days: SpecialDays
) -> Iterator[tuple[datetime, State]]:
    """Every instant in the stretch at which the state may change, with the state it then has."""
    day, _ = _local(after)
    yesterday = _plans(hours, day - _ONE_DAY, special_days)
    while (midnight := datetime.combine(day, time(), CHINA)) <= through:
        today = _plans(hours, day, special_days)
        for minute in _edges(yesterday, today):
            instant = midnight + timedelta(minutes=minute)
            if after < instant <= through:
                yield instant, _state(yesterday, today, minute)
        day, yesterday = day + _ONE_DAY, today


def _edges(yesterday: tuple[Spans | None, ...], today: tuple[Spans | None, ...]) -> list[int]:
    late = {closes - DAY for plan in yesterday for _, closes in plan or () if closes > DAY}
    own = {edge for plan in today for span in plan or () for edge in span if edge < DAY}
    return sorted({0} | late | own)
