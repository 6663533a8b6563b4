"""Where a list and somebody here say different things of a station: kept, until one decides."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from xiangyi.core.bulk import insert_rows
from xiangyi.core.db import in_parts
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.tables.lists import ListDispute


class Dispute(Struct, frozen=True):
    """What lists say otherwise, by the names of the facts; when the latest of them said so."""

    said_at: datetime
    said: dict[str, Any]


async def note(
    silent: Mapping[str, Collection[str]],
    contested: Mapping[str, Mapping[str, Any]],
    *,
    now: datetime,
    batch: str | None,
) -> None:
    """Remember what a list says otherwise, and what it says otherwise no longer.

    Args:
        silent: by station of which it speaks, the facts of which it says nothing.
        contested: by station, what it says of them that is not followed.
    """
    before = await _latest(silent)
    rows = []
    for station, unsaid in silent.items():
        said = contested.get(station, {})
        agreed = before.get(station, {}).keys() - said.keys() - set(unsaid)
        if said or agreed:
            rows.append(
                {
                    "station": station,
                    "said_at": now,
                    "batch": batch,
                    "facts": msgspec.json.encode(said).decode(),
                    "agreed": msgspec.json.encode(sorted(agreed)).decode(),
                }
            )
    await insert_rows(ListDispute, rows)


async def of(station: str, here: StationFacts) -> Dispute | None:
    """What stands against the facts that a station has now, if anything does."""
    return (await among({station: here})).get(station)


async def among(here: Mapping[str, StationFacts]) -> dict[str, Dispute]:
    """What stands against the facts that stations have now, by station; most have nothing."""
    found = {}
    for station, told in (await _latest(here)).items():
        values = {name: value for name, (value, _) in told.items()}
        if said := _otherwise(values, here[station]):
            found[station] = Dispute(max(told[name][1] for name in said), said)
    return found


async def _latest(stations: Iterable[str]) -> dict[str, dict[str, tuple[Any, datetime]]]:
    """By station and name of a fact, what the latest list that speaks of it disputes, and when."""
    found: dict[str, dict[str, tuple[Any, datetime]]] = defaultdict(dict)
    for some in in_parts(list(stations), 1):
        rows = (
            await ListDispute.select()
            .where(ListDispute.station.is_in(list(some)))
            .order_by(ListDispute.id)  # type: ignore[attr-defined]  # Piccolo's own key
        )
        for row in rows:
            told = found[row["station"]]
            for name in msgspec.json.decode(row["agreed"]):
                told.pop(name, None)
            for name, value in msgspec.json.decode(row["facts"]).items():
                told[name] = (value, row["said_at"])
    return found


def _otherwise(told: dict[str, Any], here: StationFacts) -> dict[str, Any]:
    # As StationFacts has them: hours and amenities are structs there.
    all_ = msgspec.convert(msgspec.to_builtins(here) | told, StationFacts)
    both = {name: (getattr(all_, name), getattr(here, name)) for name in told}
    return {name: there for name, (there, ours) in both.items() if there != ours}


async def settled(station: str, names: Iterable[str]) -> None:
    """Forget that these facts were disputed, by whichever list."""
    gone = set(names)
    for row in await ListDispute.select().where(ListDispute.station == station):
        here = ListDispute.id == row["id"]  # type: ignore[attr-defined]  # Piccolo's own key
        facts = msgspec.json.decode(row["facts"])
        left = {name: one for name, one in facts.items() if name not in gone}
        agreed = [name for name in msgspec.json.decode(row["agreed"]) if name not in gone]
        if left or agreed:
            await ListDispute.update(
                {
                    ListDispute.facts: msgspec.json.encode(left).decode(),
                    ListDispute.agreed: msgspec.json.encode(agreed).decode(),
                }
            ).where(here)
        else:
            await ListDispute.delete().where(here)


async def forget(batch: str) -> None:
    """Forget what a list said that is taken back; what others said before it stands again."""
    await ListDispute.delete().where(ListDispute.batch == batch)
