"""Where a list and somebody here say different things of a station: kept, until one decides."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from xiangyi.core.bulk import insert_rows
from xiangyi.core.db import in_parts
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.tables.lists import StationDispute


class Dispute(Struct, frozen=True):
    """What a list says otherwise, by the names of the facts."""

    said_at: datetime
    said: dict[str, Any]


async def note(
    of: Iterable[str],
    contested: Mapping[str, Mapping[str, Any]],
    *,
    now: datetime,
    batch: str | None,
) -> None:
    """Remember what a list says otherwise, and forget what it says no longer.

    Args:
        of: the stations of which it speaks.
        contested: by station, what it says of them that is not followed.
    """
    settled = sorted(set(of) - contested.keys())
    for some in in_parts(settled, 1):
        await StationDispute.delete().where(StationDispute.station.is_in(list(some)))
    rows = [
        {
            "station": station,
            "said_at": now,
            "batch": batch,
            "facts": msgspec.json.encode(said).decode(),
        }
        for station, said in contested.items()
    ]
    await insert_rows(
        StationDispute, rows, over=["station"], updating=["said_at", "batch", "facts"]
    )


async def of(station: str, here: StationFacts) -> Dispute | None:
    """What stands against the facts that a station has now, if anything does."""
    return (await among({station: here})).get(station)


async def among(here: Mapping[str, StationFacts]) -> dict[str, Dispute]:
    """What stands against the facts that stations have now, by station; most have nothing."""
    found = {}
    for some in in_parts(list(here), 1):
        rows = await StationDispute.select().where(StationDispute.station.is_in(list(some)))
        for row in rows:
            if said := _otherwise(msgspec.json.decode(row["facts"]), here[row["station"]]):
                found[row["station"]] = Dispute(row["said_at"], said)
    return found


def _otherwise(told: dict[str, Any], here: StationFacts) -> dict[str, Any]:
    # As StationFacts has them: hours and amenities are structs there.
    all_ = msgspec.convert(msgspec.to_builtins(here) | told, StationFacts)
    both = {name: (getattr(all_, name), getattr(here, name)) for name in told}
    return {name: there for name, (there, ours) in both.items() if there != ours}


async def settled(station: str, names: Iterable[str]) -> None:
    """Forget that these facts were disputed."""
    here = StationDispute.station == station
    row = await StationDispute.select(StationDispute.facts).where(here).first()
    if row is None:
        return
    gone = set(names)
    left = {
        name: one for name, one in msgspec.json.decode(row["facts"]).items() if name not in gone
    }
    if left:
        facts = msgspec.json.encode(left).decode()
        await StationDispute.update({StationDispute.facts: facts}).where(here)
    else:
        await StationDispute.delete().where(here)


async def forget(batch: str) -> None:
    """Forget what a list said that is taken back."""
    await StationDispute.delete().where(StationDispute.batch == batch)
