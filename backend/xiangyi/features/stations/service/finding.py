"""The nearest stations that fit a wish, for callers of the API.

The app itself ranks on the phone and never asks the server what is near it.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.features.stations import errors
from xiangyi.features.stations.adapters.nearest import PointTree
from xiangyi.features.stations.adapters.text import TextIndex
from xiangyi.features.stations.rules.distance import Point, metres
from xiangyi.features.stations.rules.opening_hours import (
    OpeningHours,
    State,
    evaluate,
    state_at,
)
from xiangyi.features.stations.schemas import Opening, StationCard, StationPage
from xiangyi.features.stations.service.reading import StationRow, read_stations
from xiangyi.features.stations.tables import Amenity, Family
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import SpecialDays

#: Beyond so many pages nobody walks; a whole list is what the packs are for.
FARTHEST_START = 10_000
#: Fewer candidates than this are cheaper to sort than the tree is to walk.
_FEW = 2_000


class Wish(Struct, frozen=True, kw_only=True):
    """What a station must have: every amenity, one of the families, be open, contain the text."""

    #: The instant at which opening is judged.
    at: datetime
    open: bool = False
    amenities: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    text: str = ""


class Snapshot:
    """All stations at one revision, with what finds them quickly."""

    def __init__(self, revision: int, rows: list[StationRow], special_days: SpecialDays) -> None:
        self.revision = revision
        self.rows = rows
        self.special_days = special_days
        self.by_id = {row.id: row for row in rows}
        self.amenities = [frozenset(one.id for one in row.amenities) for row in rows]
        self.tree = PointTree([(row.lon, row.lat) for row in rows])
        self.text = TextIndex([_searched(row) for row in rows])


class Finder:
    """Answers from memory, and looks once a second whether a station has changed."""

    def __init__(self, *, report_hours: int) -> None:
        self._report_hours = report_hours
        self._snapshot: Snapshot | None = None
        self._looked_at: datetime | None = None
        self._reading = asyncio.Lock()

    async def nearest(
        self, here: Point, wish: Wish, *, now: datetime, start: int, limit: int
    ) -> StationPage:
        """The page of stations from number `start`, ordered by great-circle metres, then id.

        Raises:
            AmenityUnknown, FamilyUnknown: the wish names something that no row knows.
        """
        await _check(wish)
        snapshot = await self._current(now)
        fits = _filter(snapshot, wish)
        found: list[tuple[float, StationRow]] = []
        for group in _groups(snapshot, wish, here):
            near = [
                (metres(here, (row.lon, row.lat)), row)
                for row in map(snapshot.rows.__getitem__, filter(fits, group))
            ]
            near.sort(key=lambda one: (one[0], one[1].id))
            found += near
            if len(found) > start + limit:
                break
        page = found[start : start + limit]
        more = len(found) > start + limit and start + limit <= FARTHEST_START
        return StationPage(
            items=[self._card(snapshot, row, wish.at, now, far) for far, row in page],
            next=str(start + limit) if more else None,
        )

    async def station(self, id_: str, *, now: datetime) -> StationCard:
        """One station as it is now.

        Raises:
            StationNotFound: there is none with this id, or it has closed for good.
        """
        snapshot = await self._current(now)
        row = snapshot.by_id.get(id_)
        if row is None:
            raise errors.StationNotFound(station=id_)
        return self._card(snapshot, row, now, now)

    async def _current(self, now: datetime) -> Snapshot:
        async with self._reading:
            looked = self._looked_at
            if self._snapshot and looked and 0 <= (now - looked).total_seconds() < 1:
                return self._snapshot
            [row] = await run("SELECT COALESCE(SUM(revision), 0) AS revision FROM pack_revision")
            revision = int(str(row["revision"]))
            if self._snapshot is None or self._snapshot.revision != revision:
                rows = await read_stations(now=now, report_hours=self._report_hours)
                special_days = await workdays.table()
                self._snapshot = await asyncio.to_thread(Snapshot, revision, rows, special_days)
            self._looked_at = now
            return self._snapshot

    def _card(
        self,
        snapshot: Snapshot,
        row: StationRow,
        at: datetime,
        now: datetime,
        far: float | None = None,
    ) -> StationCard:
        answer = evaluate(row.hours, at, snapshot.special_days)
        shown = now - timedelta(hours=self._report_hours)
        state = row.live_state
        return StationCard(
            **{name: getattr(row, name) for name in _AS_THEY_ARE},
            distance_m=None if far is None else round(far),
            opening=Opening(state=answer.state, until=answer.until, then=answer.then),
            reports=tuple(one for one in row.reports if one.last_at > shown),
            live_state=None if state and state.until and state.until <= now else state,
        )


def _searched(row: StationRow) -> str:
    words = (row.name, row.address, row.family_words, row.pinyin, row.initials)
    return "\n".join(words).lower()


async def _check(wish: Wish) -> None:
    if wish.amenities:
        known = set(await Amenity.select(Amenity.id).output(as_list=True))
        if unknown := sorted(wish.amenities - known):
            raise errors.AmenityUnknown(amenity=unknown[0])
    if wish.families:
        known = set(await Family.select(Family.id).output(as_list=True))
        if unknown := sorted(wish.families - known):
            raise errors.FamilyUnknown(family=unknown[0])


def _groups(snapshot: Snapshot, wish: Wish, here: Point) -> Iterator[list[int]]:
    if wish.text:
        candidates = snapshot.text.candidates(wish.text)
        if len(candidates) <= _FEW:
            yield list(candidates)
            return
    yield from snapshot.tree.from_near_to_far(here)


def _filter(snapshot: Snapshot, wish: Wish) -> Callable[[int], bool]:
    states: dict[int, State] = {}

    def state(hours: OpeningHours | None, at: datetime) -> State:
        """Judge each shared schedule once."""
        if id(hours) not in states:
            states[id(hours)] = state_at(hours, at, snapshot.special_days)
        return states[id(hours)]

    def fits(number: int) -> bool:
        row = snapshot.rows[number]
        return (
            wish.amenities <= snapshot.amenities[number]
            and (not wish.families or row.family in wish.families)
            and (not wish.text or snapshot.text.contains(number, wish.text))
            and (not wish.open or state(row.hours, wish.at) == "open")
        )

    return fits


_AS_THEY_ARE = [
    name
    for name in StationCard.__struct_fields__
    if name not in {"distance_m", "opening", "reports", "live_state"}
]
