"""The facts of stations as they are held, beside what their source last told of them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from xiangyi.core.db import in_parts, is_postgres, run
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


async def hold_others_back() -> None:
    """Let no second change of stations read what this transaction is about to write."""
    if is_postgres():
        await run("LOCK TABLE station IN SHARE ROW EXCLUSIVE MODE")


async def of_sources(sources: Collection[str]) -> list[Held]:
    """All stations of these sources, the closed ones too."""
    rows = await Station.select().where(Station.source.is_in(sorted(sources) or [""]))
    offers = await StationAmenity.select().where(
        StationAmenity.station.source.is_in(sorted(sources) or [""])
    )
    return _held(rows, offers)


async def of_ids(ids: Collection[str]) -> list[Held]:
    rows: list[dict[str, Any]] = []
    offers: list[dict[str, Any]] = []
    for some in in_parts(sorted(ids), 1):
        rows += await Station.select().where(Station.id.is_in(list(some)))
        offers += await StationAmenity.select().where(StationAmenity.station.is_in(list(some)))
    return _held(rows, offers)


async def open_after(id_: str, *, limit: int) -> list[tuple[Held, datetime]]:
    """The next stations by id that have not closed, each with when it last changed."""
    rows = (
        await Station.select()
        .where((Station.id > id_) & Station.closed_at.is_null())
        .order_by(Station.id)
        .limit(limit)
    )
    ids = [row["id"] for row in rows]
    offers = await StationAmenity.select().where(StationAmenity.station.is_in(ids or [""]))
    return list(zip(_held(rows, offers), (row["changed_at"] for row in rows), strict=True))


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
