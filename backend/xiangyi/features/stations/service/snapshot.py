"""All stations as they were at one revision, kept so that a page of them is quickly found and told.

What stays until the next change is encoded once; what is the same for all stations that share a
schedule is judged once a minute.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import lru_cache, partial, reduce
from typing import Any, Self

import msgspec
import numpy as np
from msgspec import Raw, Struct
from msgspec.structs import fields, replace

from xiangyi.core.text_index import TextIndex
from xiangyi.features.stations.adapters.nearest import Numbers, PointTree
from xiangyi.features.stations.rules.opening_hours import OpeningHours, evaluate, state_at
from xiangyi.features.stations.schemas import LiveStateHere, Opening, StationCard
from xiangyi.features.stations.service.counting import window
from xiangyi.features.stations.service.reading import StationRow
from xiangyi.features.workdays.rules import SpecialDays

Mask = np.ndarray[Any, np.dtype[np.bool_]]

#: What of a card depends on who asks and when.
_VARYING = ("distance_m", "opening", "reports", "live_state")
_Lasting = msgspec.defstruct(
    "_Lasting",
    [(one.name, one.type) for one in fields(StationCard) if one.name not in _VARYING],
    rename="camel",
)
#: Answers about schedules and minutes that are kept; a hundred thousand stations of the
#: demonstration share some thirty schedules.
_OPENINGS = 4096
#: Minutes of which it is kept which stations are open.
_MINUTES = 8


class Moment(Struct, frozen=True):
    """When a card is told: the instant that schedules are judged at is not always now."""

    #: The start of a minute: schedules change on it, and what holds then holds until the next.
    at: datetime
    now: datetime
    #: Older reports are shown no more.
    reported_since: datetime

    @classmethod
    def of(cls, at: datetime, *, now: datetime, report_hours: int) -> Self:
        return cls(_minute(at), now, window(now, report_hours))


class Snapshot:
    """The stations by number, with what finds them and what tells of them."""

    def __init__(
        self, revision: int, rows: Sequence[StationRow], special_days: SpecialDays
    ) -> None:
        self.revision = revision
        self.ids = [row.id for row in rows]
        self.number_of = {id_: number for number, id_ in enumerate(self.ids)}
        self.points = [(row.lon, row.lat) for row in rows]
        self.tree = PointTree(self.points)
        self.text = TextIndex([_searched(row) for row in rows])
        self._lasting = [_lasting(row) for row in rows]
        self._reports = {number: row.said for number, row in enumerate(rows) if row.said}
        self._states = {number: row.states for number, row in enumerate(rows) if row.states}
        closed = [(one, *span) for one, its in self._states.items() for span in _closed(its)]
        self._closed = np.array([number for number, _, _ in closed], np.intp)
        self._closed_since = np.array([since for _, since, _ in closed])
        self._closed_until = np.array([until for _, _, until in closed])
        self._of_family = _masks([[row.family] for row in rows])
        self._with_amenity = _masks([[one.id for one in row.amenities] for row in rows])
        self._none = np.zeros(len(rows), np.bool_)
        numbers: dict[OpeningHours | None, int] = {}
        schedule = [numbers.setdefault(_judged(row.hours), len(numbers)) for row in rows]
        self._schedule = np.array(schedule, np.intp)
        schedules = list(numbers)
        # Kept by functions that do not hold the snapshot, which is let go of at the next change.
        self._opening = lru_cache(_OPENINGS)(partial(_opening, schedules, special_days))
        self._are_open = lru_cache(_MINUTES)(
            partial(_are_open, schedules, self._schedule, special_days)
        )

    def knows(self, amenities: AbstractSet[str], families: AbstractSet[str]) -> bool:
        """Whether some station has each of them."""
        return amenities <= self._with_amenity.keys() and families <= self._of_family.keys()

    def mask(
        self, amenities: Iterable[str], families: Iterable[str], open_at: datetime | None
    ) -> Mask | None:
        """Which stations have every amenity, are of one of the families, are open; None for all."""
        masks = [self._with_amenity.get(amenity, self._none) for amenity in amenities]
        if of_families := [self._of_family.get(family, self._none) for family in families]:
            masks.append(reduce(np.logical_or, of_families))
        if open_at is not None:
            masks.append(self._open(open_at))
        return reduce(np.logical_and, masks) if masks else None

    def _open(self, at: datetime) -> Mask:
        """Whose hours say open, leaving out whom a manager has closed for the time being.

        Full or without power is not closed; the phone judges the same (sieve.ts).
        """
        instant = at.timestamp()
        closed = (self._closed_since <= instant) & (instant < self._closed_until)
        mask = self._are_open(_minute(at)).copy()
        mask[self._closed[closed]] = False
        return mask

    def card(self, number: int, moment: Moment, distance_m: int | None = None) -> Raw:
        """The StationCard of a station, encoded."""
        reports = [
            report
            for said in self._reports.get(number, ())
            if (report := said.since(moment.reported_since))
        ]
        states = self._states.get(number, ())
        state = next((one for one in states if not one.until or one.until > moment.now), None)
        return Raw(
            b'%b,"distanceM":%b,"opening":%b,"reports":%b,"liveState":%b}'
            % (
                self._lasting[number],
                b"null" if distance_m is None else b"%d" % distance_m,
                self._opening(int(self._schedule[number]), moment.at),
                msgspec.json.encode(reports) if reports else b"[]",
                msgspec.json.encode(state) if state else b"null",
            )
        )


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _closed(states: Iterable[LiveStateHere]) -> Iterator[tuple[float, float]]:
    """From when until when a station is closed, by the clock; not while something else stands."""
    begin = -np.inf
    for state in states:
        since = max(begin, state.since.timestamp())
        begin = state.until.timestamp() if state.until else np.inf
        if state.kind == "closed":
            yield since, begin


def _masks(words: Sequence[Iterable[str]]) -> dict[str, Mask]:
    """For each word that any station has, which stations have it."""
    masks: dict[str, Mask] = {}
    for number, those in enumerate(words):
        for word in those:
            if word not in masks:
                masks[word] = np.zeros(len(words), np.bool_)
            masks[word][number] = True
    return masks


def _opening(
    schedules: Sequence[OpeningHours | None], special_days: SpecialDays, number: int, at: datetime
) -> bytes:
    answer = evaluate(schedules[number], at, special_days)
    return msgspec.json.encode(Opening(state=answer.state, until=answer.until, then=answer.then))


def _are_open(
    schedules: Sequence[OpeningHours | None], each: Numbers, special_days: SpecialDays, at: datetime
) -> Mask:
    """Judge each schedule, and tell it of each station that has it."""
    states = [state_at(one, at, special_days) for one in schedules]
    return np.array([state == "open" for state in states], np.bool_)[each]


def _judged(hours: OpeningHours | None) -> OpeningHours | None:
    """The hours without their note, which is never evaluated."""
    return None if hours is None else replace(hours, note="")


def _lasting(row: StationRow) -> bytes:
    """The object's beginning, to be closed by what varies."""
    told = {name: getattr(row, name) for name in _Lasting.__struct_fields__}
    return msgspec.json.encode(_Lasting(**told)).removesuffix(b"}")


def _searched(row: StationRow) -> str:
    words = (row.name, row.address, row.family_words, row.pinyin, row.initials)
    return "\n".join(words).lower()
