"""A judged list compared as a whole, with itself and with what is held, and kept as one batch."""

from collections.abc import Awaitable, Callable, Collection, Iterator
from datetime import datetime
from hashlib import blake2b

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from xiangyi.core.db import atomic
from xiangyi.core.packed import PART, Packed
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations.rules.listing.cells import LONGEST_NAME
from xiangyi.features.stations.rules.listing.columns import FACTS_OF, Field
from xiangyi.features.stations.rules.listing.remarks import EDITED_WORDS, Remark, remark, worst
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service import holding
from xiangyi.features.stations.service.holding import Outline
from xiangyi.features.stations.service.importing.judging import Told
from xiangyi.features.stations.service.importing.matching import Gist, Listed, gist_of
from xiangyi.features.stations.service.importing.scoping import smallest_around
from xiangyi.features.stations.service.keeping import Edited, keep_stations
from xiangyi.features.stations.tables import Station, StationBatch

#: In degrees, more than two stations that look like one are apart.
_MARGIN = 0.001
#: A process that serves others besides lets them have their turn more often than a command.
_AT_ONCE_AT_A_DESK = 200


class Vanished(Struct, frozen=True, rename="camel"):
    """A station of the source that the list no longer names; it stays."""

    id: str
    external_id: str
    name: str


class Landed(Struct):
    """What came of a list's rows together."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    #: Stations of which it says otherwise than whoever keeps them.
    disputed: int = 0
    vanished: list[Vanished] = []

    @property
    def does_something(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self.added or self.changed or self.disputed)


class _Rehearsed(Exception):
    """Rolls back the transaction that it leaves."""


class Judged:
    """A whole list as it was judged; of rows that may land the facts are packed."""

    def __init__(self, heads: dict[Field, str]) -> None:
        self._heads = heads
        #: What there is to say of a row, by its line.
        self.said: dict[int, list[Remark]] = {}
        #: What those rows call their stations.
        self.names: dict[int, str] = {}
        self.listed = Listed()
        #: In the same order as the rows in `listed`.
        self.stations: Packed[StationFacts] = Packed()
        #: The lines of rows that say something, by a digest of all that they say.
        self._lines: dict[bytes, int] = {}

    def add(self, told: Told) -> None:
        if told.remarks:
            self.said[told.line] = told.remarks
            self.names[told.line] = str(told.facts.get("name", ""))[:LONGEST_NAME]
        if told.station is None:
            return
        self.stations.add(told.station)
        row = gist_of(told.line, told.station)
        earlier = self.listed.add(row)
        first = self._lines.setdefault(_digest(told.station), row.line)
        if first != row.line:
            self.say(row, "name", "row_repeated", line=first)
        elif earlier:
            self.say(row, "external_id", "twice_in_file", line=earlier.line)

    def plain(self) -> Iterator[tuple[int, str]]:
        """The lines of which there is nothing to say, and what they call their stations."""
        stations = (told for part in self.stations.parts() for told in part)
        for row, told in zip(self.listed.rows, stations, strict=True):
            if row.line not in self.said:
                yield row.line, told.name

    def silent(self) -> set[str]:
        """The facts of which the list has no column."""
        lacked = (facts for field, facts in FACTS_OF.items() if field not in self._heads)
        return {name for facts in lacked for name in facts}

    def say(self, row: Gist, field: Field, code: str, **facts: object) -> None:
        said = remark(self._heads.get(field, ""), code, **facts)
        self.said.setdefault(row.line, []).append(said)
        self.names.setdefault(row.line, row.name)
        row.refused = row.refused or said.verdict == "refused"


def _digest(told: StationFacts) -> bytes:
    return blake2b(msgspec.json.encode(told), digest_size=12).digest()


async def land(  # noqa: PLR0913  # the list, and how it is taken in
    judged: Judged,
    batch: StationBatch,
    *,
    now: datetime,
    dry_run: bool,
    progress: Callable[[int], object],
    within: Collection[str] | None = None,
    left_out: Collection[int] = (),
    kept: Callable[[Landed], Awaitable[None]] | None = None,
) -> Landed:
    """Keep what is not refused, all of it or none, and say what only the database knows.

    Args:
        within: the divisions in which rows and their stations must lie; None: anywhere.
        left_out: the lines of rows that are not to land, though they might.
        kept: writes more in the same transaction, unless it is a rehearsal.
    """
    landed = Landed()
    try:
        async with atomic():
            await holding.hold_others_back()
            sources = {batch.source, *judged.listed.sources()}
            await _refuse_elsewhere(judged, within)
            await _find_stations(judged, sources, within)
            await _doubt_twins(judged)
            landed.vanished = await _vanished(judged.listed, sources, within)
            # Not before: the other rows mean what they meant when they were looked through.
            for row in judged.listed.rows:
                if row.line in left_out and not row.refused:
                    judged.say(row, "name", "left_out")
            await StationBatch.insert(batch)
            at_once = PART if within is None else _AT_ONCE_AT_A_DESK
            await _keep(judged, batch.id, landed, now=now, progress=progress, at_once=at_once)
            if dry_run:
                raise _Rehearsed  # noqa: TRY301  # how a transaction is told to roll back
            await _sum_up(judged, batch, landed)
            if kept:
                await kept(landed)
    except _Rehearsed:
        pass
    return landed


async def _sum_up(judged: Judged, batch: StationBatch, landed: Landed) -> None:
    """Say with the batch what it did; one that did nothing is none."""
    here = StationBatch.id == batch.id
    if not landed.does_something:
        await StationBatch.delete().where(here)
        return
    verdicts = (worst(said) for said in judged.said.values())
    await StationBatch.update(
        {
            StationBatch.division: await smallest_around(batch.id),
            StationBatch.added: landed.added,
            StationBatch.changed: landed.changed,
            StationBatch.disputed: landed.disputed,
            StationBatch.refused: sum(one == "refused" for one in verdicts),
        }
    ).where(here)


async def _refuse_elsewhere(judged: Judged, within: Collection[str] | None) -> None:
    """Refuse the rows that lie where whoever sends the list has no say."""
    if within is None:
        return
    elsewhere = [
        row for row in judged.listed.rows if not row.refused and row.division not in within
    ]
    names = await divisions.names({row.division for row in elsewhere})
    for row in elsewhere:
        name, code = names[row.division], row.division.partition(":")[2]
        judged.say(row, "division", "division_not_yours", name=name, words=code)


async def _find_stations(judged: Judged, sources: set[str], within: Collection[str] | None) -> None:
    """Find which station each row means, by its number or by its name and place."""
    others: dict[tuple[str, str], Outline] = {}
    async for held in holding.outlines(sources):
        if row := judged.listed.renumbered(held):
            station = f"{held.here.name}（{held.id}）"
            number = held.external_id
            judged.say(row, "external_id", "number_taken", number=number, station=station)
        judged.listed.compare(held)
        if within is not None and held.here.division not in within:
            others[held.source, held.external_id] = held
    judged.listed.give_numbers()
    names = await divisions.names({held.here.division for held in others.values()})
    for (source, number), held in others.items():
        if row := judged.listed.numbered(source, number):
            station, name = f"{held.here.name}（{held.id}）", names[held.here.division]
            judged.say(row, "name", "station_not_yours", station=station, name=name)


async def _doubt_twins(judged: Judged) -> None:
    """Doubt a row that looks like another, or like a station that no row means."""
    for row, earlier, far in judged.listed.alike():
        judged.say(row, "name", "duplicate_row", line=earlier.line, metres=round(far))
    box = judged.listed.box(_MARGIN)
    if box is None:
        return
    (west, south), (east, north) = box
    columns = (Station.name, Station.lon, Station.lat, Station.source, Station.external_id)
    doubted: set[int] = set()
    async for other in holding.in_order(
        Station.id,
        columns,
        Station.closed_at.is_null()
        & ((Station.lon >= west) & (Station.lon <= east))
        & ((Station.lat >= south) & (Station.lat <= north)),
    ):
        if judged.listed.numbered(other["source"], other["external_id"]):
            continue
        for row, far in judged.listed.near(other["name"], (other["lon"], other["lat"])):
            if row.line not in doubted:
                doubted.add(row.line)
                station = f"{other['name']}（{other['id']}）"
                judged.say(row, "name", "duplicate_station", station=station, metres=round(far))


async def _vanished(
    listed: Listed, sources: set[str], within: Collection[str] | None
) -> list[Vanished]:
    return [
        Vanished(id=row["id"], external_id=row["external_id"], name=row["name"])
        for source in sorted(sources)
        async for row in holding.in_order(
            Station.external_id,
            (Station.id, Station.name, Station.division),
            (Station.source == source) & Station.closed_at.is_null(),
        )
        if (within is None or row["division"] in within)
        and listed.numbered(source, row["external_id"]) is None
    ]


async def _keep(  # noqa: PLR0913  # the list, and how it is taken in
    judged: Judged,
    batch: str,
    landed: Landed,
    *,
    now: datetime,
    progress: Callable[[int], object],
    at_once: int,
) -> None:
    rows, done = iter(judged.listed.rows), 0
    for part in judged.stations.parts():
        for first in range(0, len(part), at_once):
            some = part[first : first + at_once]
            stations = [
                replace(told, external_id=row.external_id)
                for told, row in zip(some, rows, strict=False)
                if not row.refused
            ]
            kept = await keep_stations(stations, now=now, batch=batch, silent=judged.silent())
            landed.added += kept.added
            landed.changed += kept.changed
            landed.unchanged += kept.unchanged
            landed.disputed += kept.disputed
            for one in kept.edited:
                _tell_edited(judged, one)
            done += len(some)
            progress(done)


def _tell_edited(judged: Judged, edited: Edited) -> None:
    row = judged.listed.numbered(edited.source, edited.external_id)
    words = dict.fromkeys(EDITED_WORDS[name] for name in edited.fields if name in EDITED_WORDS)
    if row:
        judged.say(row, "name", "edited_here", fields="、".join(words))
