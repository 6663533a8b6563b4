"""Makes one schedule of all that a text said, where the parts agree."""

from collections.abc import Iterable
from typing import Any, Literal

from msgspec.structs import replace

from xiangyi.features.stations.rules.opening_hours import (
    HoursException,
    OpeningHours,
    Season,
    Spans,
    Week,
)
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood
from xiangyi.features.stations.rules.reading_hours.saying import Entry, Part, Said
from xiangyi.features.stations.rules.reading_hours.words import EVERY_DAY
from xiangyi.features.stations.rules.writing_hours import implied_rule, overlaps


def gather(said: Said) -> OpeningHours:
    """The schedule, without a note.

    Raises:
        HoursNotUnderstood: the parts contradict each other, or say too little.
    """
    parts = _parts(said.parts)
    several = len(parts) > 1
    weeks = [_week(part.entries, several=several) for part in parts]
    never_closed = EVERY_DAY if said.nonstop else said.as_usual
    if any(week is None or not all(week[day] for day in never_closed) for week in weeks):
        raise HoursNotUnderstood
    seasons = _seasons(parts, weeks)
    plain = next((week for part, week in zip(parts, weeks, strict=True) if not part.season), None)
    if plain is None and not seasons and not said.unknown:
        raise HoursNotUnderstood
    entries = [entry for part in said.parts for entry in part.entries]
    told = [week for week in weeks if week is not None]
    whole: Literal["asWeek"] | None = None
    if said.nonstop or (told and all(map(_is_whole, parts, weeks))):
        whole = "asWeek"
    work = any(entry.subject.work for entry in entries)
    holiday = _rule(entries, "holiday", () if work else whole)
    if said.nonstop and holiday != "asWeek":
        raise HoursNotUnderstood
    return OpeningHours(
        week=plain,
        holiday=holiday,
        makeup=_rule(entries, "makeup", 0 if work else whole),
        exceptions=_exceptions(entries),
        seasons=seasons,
    )


def _parts(parts: list[Part]) -> list[Part]:
    """The parts that have a week of their own, at most one of which has no dates."""
    first, *others = parts
    if not any(part.season for part in others):
        _rest_of_the_week(first, others)
        return [first] if _tells(first) else []
    names = [part.name for part in others if part.name]
    if len(names) != len(set(names)) or not all(part.entries for part in others):
        raise HoursNotUnderstood
    if _has_week(first):
        if _closings(first):
            raise HoursNotUnderstood
        others = [first, *others]
    else:
        _close_in_all(others, _closings(first))
    told = [part for part in others if part.season or _tells(part)]
    undated = [part for part in told if not part.season]
    if len(undated) > 1 or len({part.pauses for part in told}) > 1:
        raise HoursNotUnderstood
    return told


def _close_in_all(parts: list[Part], closings: list[Entry]) -> None:
    """What was said to be closed before any season is closed in each, which is no contradiction."""
    closed = frozenset(day for entry in closings for day in entry.subject.days)
    if closed and any(_closings(part) for part in parts):
        raise HoursNotUnderstood
    for part in parts:
        part.entries = [_without(entry, closed) for entry in part.entries] + closings


def _rest_of_the_week(first: Part, others: list[Part]) -> None:
    """ "周一休息，其余时间9:00-17:00": without seasons the rest is of the week."""
    named = frozenset(day for entry in first.entries for day in entry.subject.days)
    for part in others:
        for entry in part.entries:
            if part.name or not entry.subject.general or len(others) > 1:
                raise HoursNotUnderstood
            if not _is_closing(entry):
                first.entries.append(_without(entry, named))


def _without(entry: Entry, closed: frozenset[int]) -> Entry:
    subject = replace(entry.subject, days=entry.subject.days - closed)
    return replace(entry, subject=subject)


def _has_week(part: Part) -> bool:
    return any(entry.spans and entry.subject.days for entry in part.entries)


def _tells(part: Part) -> bool:
    return _has_week(part) or bool(_closings(part))


def _closings(part: Part) -> list[Entry]:
    return [entry for entry in part.entries if _is_closing(entry) and entry.subject.days]


def _is_closing(entry: Entry) -> bool:
    return entry.rule in {"closed", "except"}


def _is_whole(part: Part, week: Week | None) -> bool:
    """Whether every day was named alike and by a word, rather than by the absence of any."""
    if week is None or any(entry.subject.bare for entry in part.entries):
        return False
    return implied_rule([week]) is not None


def _week(entries: list[Entry], *, several: bool) -> Week | None:
    """The week that a part tells; None where it tells nothing of one.

    Closed wins over open. Hours for some days stand in place of those for every day only where
    they are shorter, and with several seasons nothing stands in place of anything: it would not
    be clear in which of them.
    """
    opened = [entry for entry in entries if entry.spans and entry.subject.days]
    closings = [entry for entry in entries if _is_closing(entry) and entry.subject.days]
    closed = frozenset(day for entry in closings for day in entry.subject.days)
    if not opened:
        if closed and len(closed) < 7:  # noqa: PLR2004  a week
            raise HoursNotUnderstood
        return ((),) * 7 if closed else None
    general = _united(entry for entry in opened if entry.subject.general)
    special = _united(entry for entry in opened if not entry.subject.general)
    if special and any(entry.subject.bare for entry in opened):
        # Hours without days beside hours with days: those days may belong to either.
        raise HoursNotUnderstood
    week = []
    for day in range(7):
        spans = general.get(day, ())
        if day in special:
            if spans and (several or not _within(special[day], spans)):
                raise HoursNotUnderstood
            spans = special[day]
        if day in closed:
            if spans and several:
                raise HoursNotUnderstood
            spans = ()
        week.append(spans)
    return tuple(week)


def _united(entries: Iterable[Entry]) -> dict[int, Spans]:
    """What several entries say of a day together: they must be of the same days, and in order."""
    found: dict[int, Entry] = {}
    for entry in entries:
        for day in entry.subject.days:
            before = found.get(day)
            if before is not None and (
                before.subject.days != entry.subject.days
                or before.spans[-1][1] > entry.spans[0][0]
                or before.subject.bare
                or entry.subject.bare
            ):
                raise HoursNotUnderstood
            joined = [*before.spans, *entry.spans] if before else entry.spans
            found[day] = Entry(entry.subject, joined)
    return {day: tuple(entry.spans) for day, entry in found.items()}


def _within(inner: Spans, outer: Spans) -> bool:
    return all(any(o <= opens and closes <= c for o, c in outer) for opens, closes in inner)


def _seasons(parts: list[Part], weeks: list[Week | None]) -> tuple[Season, ...]:
    found: list[Season] = []
    for part, week in zip(parts, weeks, strict=True):
        if not part.season:
            continue
        if week is None:
            raise HoursNotUnderstood
        season = Season(*part.season, week)
        if overlaps(season, found) != part.again:
            raise HoursNotUnderstood
        found.append(season)
    return tuple(found)


def _rule(entries: list[Entry], which: Literal["holiday", "makeup"], unsaid: Any) -> Any:
    """What was said of holidays or make-up workdays, which must be one thing."""
    told: list[Any] = []
    for entry in entries:
        if not getattr(entry.subject, which):
            continue
        if entry.spans:
            told.append(tuple(entry.spans))
        elif entry.rule == "except" and any(
            _is_closing(one) and one.subject.days for one in entries
        ):
            # "周一闭馆，法定节假日除外" is an exception from the closing.
            told.append(None)
        elif _is_closing(entry):
            told.append(())
        else:
            told.append(None if entry.rule == "unknown" else entry.rule)
    if any(one != told[0] for one in told):
        raise HoursNotUnderstood
    return told[0] if told else unsaid


def _exceptions(entries: list[Entry]) -> tuple[HoursException, ...]:
    found: list[HoursException] = []
    for entry in entries:
        if entry.subject.dates is None:
            continue
        first, last = entry.subject.dates
        overlaps = any(one.from_ <= last and first <= one.to for one in found)
        if overlaps != entry.subject.instead:
            raise HoursNotUnderstood
        spans = None if entry.rule == "unknown" else tuple(entry.spans)
        found.append(HoursException(first, last, spans, entry.reason))
    return tuple(found)
