"""The facts of stations as they are held, beside what their source last told of them."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct
from piccolo.columns import Column
from piccolo.columns.combination import And, Where

from xiangyi.core.db import in_parts, is_postgres, run
from xiangyi.core.packed import PART
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.schemas import AmenityOffered, StationFacts
from xiangyi.features.stations.tables import Station, StationAmenity

#: StationFacts but for what is kept in another shape.
_COLUMNS = [name for name in StationFacts.__struct_fields__ if name not in {"hours", "amenities"}]


class Held(Struct, frozen=True):
    """One station; `told` is null where no source ever told of it, or its telling was undone."""

    id: str
    prefecture: str
    facts: StationFacts
    told: StationFacts | None
    closed: bool


class Place(Struct, frozen=True):
    """What tells two stations of one name apart; the point in WGS-84 degrees."""

    name: str
    division: str
    lon: float
    lat: float


class Outline(Struct, frozen=True):
    """As much of a station as tells whether a row means it: as held, and as last told."""

    id: str
    source: str
    external_id: str
    here: Place
    #: What is held, where its source did not tell of it.
    told: Place


async def hold_others_back() -> None:
    """Let no second change of stations read what this transaction is about to write."""
    if is_postgres():
        await run("LOCK TABLE station IN SHARE ROW EXCLUSIVE MODE")


async def of_numbers(numbers: Iterable[tuple[str, str]]) -> list[Held]:
    """The stations with these numbers, each a source and its own number; closed ones too."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for source, external_id in numbers:
        by_source[source].append(external_id)
    rows: list[dict[str, Any]] = []
    for source, its in by_source.items():
        for some in in_parts(its, 1):
            rows += await Station.select().where(
                (Station.source == source) & Station.external_id.is_in(list(some))
            )
    return _held(rows, await _offers([row["id"] for row in rows]))


async def of_ids(ids: Collection[str]) -> list[Held]:
    rows: list[dict[str, Any]] = []
    for some in in_parts(sorted(ids), 1):
        rows += await Station.select().where(Station.id.is_in(list(some)))
    return _held(rows, await _offers(sorted(ids)))


async def ids_taken(ids: Sequence[str]) -> set[str]:
    """Those of them that some station has."""
    taken: set[str] = set()
    for some in in_parts(ids, 1):
        taken.update(
            await Station.select(Station.id)
            .where(Station.id.is_in(list(some)))
            .output(as_list=True)
        )
    return taken


async def outlines(sources: Iterable[str]) -> AsyncIterator[Outline]:
    """All stations of these sources, the closed ones too."""
    columns = (Station.id, Station.name, Station.division, Station.lon, Station.lat, Station.told)
    for source in sorted(sources):
        async for row in in_order(Station.external_id, columns, Station.source == source):
            here = Place(row["name"], row["division"], row["lon"], row["lat"])
            told = row["told"] and msgspec.json.decode(row["told"], type=Place)
            yield Outline(row["id"], source, row["external_id"], here, told or here)


async def in_order(
    by: Column, columns: Sequence[Column], where: Where | And
) -> AsyncIterator[dict[str, Any]]:
    """Those columns of many stations, of which a part at a time is in memory.

    Args:
        by: text of which no two of them have the same; it comes along.
    """
    last = ""
    while rows := (
        await Station.select(by, *columns).where(where & (by > last)).order_by(by).limit(PART)
    ):
        for row in rows:
            yield row
        last = rows[-1][by._meta.name]  # noqa: SLF001  # Piccolo's own way


async def open_after(id_: str, *, limit: int) -> list[tuple[Held, datetime]]:
    """The next stations by id that have not closed, each with when it last changed."""
    rows = (
        await Station.select()
        .where((Station.id > id_) & Station.closed_at.is_null())
        .order_by(Station.id)
        .limit(limit)
    )
    held = _held(rows, await _offers([row["id"] for row in rows]))
    return list(zip(held, (row["changed_at"] for row in rows), strict=True))


async def _offers(ids: Sequence[str]) -> list[dict[str, Any]]:
    offers: list[dict[str, Any]] = []
    for some in in_parts(ids, 1):
        offers += await StationAmenity.select().where(StationAmenity.station.is_in(list(some)))
    return offers


def _held(rows: list[dict[str, Any]], offers: list[dict[str, Any]]) -> list[Held]:
    amenities: dict[str, list[AmenityOffered]] = defaultdict(list)
    for offer in offers:
        amenities[offer["station"]].append(AmenityOffered(id=offer["amenity"], note=offer["note"]))
    schedules: dict[str, OpeningHours] = {}

    def hours(text: str | None) -> OpeningHours | None:
        if text is not None and text not in schedules:
            schedules[text] = msgspec.json.decode(text, type=OpeningHours)
        return None if text is None else schedules[text]

    return [
        Held(
            id=row["id"],
            prefecture=row["prefecture"],
            facts=StationFacts(
                **{name: row[name] for name in _COLUMNS},
                hours=hours(row["hours"]),
                amenities=tuple(sorted(amenities[row["id"]], key=lambda one: one.id)),
            ),
            told=row["told"] and msgspec.json.decode(row["told"], type=StationFacts),
            closed=row["closed_at"] is not None,
        )
        for row in rows
    ]
