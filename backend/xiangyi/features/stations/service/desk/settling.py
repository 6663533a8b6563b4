"""A list and somebody here say different things of a station: shown side by side, and decided."""

from datetime import datetime
from typing import Any

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.audit import service as audit
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.schemas.lists import Disputed, Disputes, Settlement
from xiangyi.features.stations.service import disputing, holding, keeping
from xiangyi.features.stations.service.desk.reach import expect_keeper, expect_looker
from xiangyi.features.stations.service.disputing import Dispute

#: Which facts say one thing together, by the one that stands for them; and what no person reads.
_TOGETHER = {"lat": "lon", "datum": "lon", "family_words": "family", "amenity_words": "amenities"}


async def disputes(asker: Asker, station: str) -> Disputes:
    """What the latest list says otherwise than is kept here, fact by fact.

    Raises:
        StationNotFound, RoleMissing: the asker may not look at such a station.
    """
    row = await expect_looker(asker, station)
    here, dispute = await _dispute(station)
    if dispute is None:
        return Disputes(source=row["source"], said_at=None, items=[])
    items = [
        Disputed(
            field=name,
            list={
                one: msgspec.to_builtins(dispute.said.get(one, getattr(here, one))) for one in its
            },
            here={one: msgspec.to_builtins(getattr(here, one)) for one in its},
        )
        for name, its in _grouped(dispute.said).items()
    ]
    return Disputes(source=row["source"], said_at=dispute.said_at, items=items)


async def settle(asker: Asker, station: str, how: Settlement, *, now: datetime) -> None:
    """Take what the list says of some facts, or stay with what is here.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
        DisputeOver: another list has come since, or somebody has decided.
    """
    row = await expect_keeper(asker, station)
    async with atomic():
        await holding.hold_others_back()
        _, dispute = await _dispute(station)
        groups = _grouped(dispute.said) if dispute else {}
        if dispute is None or dispute.said_at != how.said_at or how.field not in groups:
            raise errors.DisputeOver
        said = {one: dispute.said[one] for one in groups[how.field] if one in dispute.said}
        await keeping.settle(station, said, take=how.take == "list", now=now, account=asker.account)
        await disputing.settled(station, said)
        await audit.record(
            asker,
            "dispute.settled",
            "station",
            station,
            now=now,
            division=row["division"],
            after={"field": how.field, "take": how.take},
        )


async def _dispute(station: str) -> tuple[StationFacts, Dispute | None]:
    held = await holding.of_ids([station])
    if not held:
        raise errors.StationNotFound(station=station)
    return held[0].facts, await disputing.of(station, held[0].facts)


def _grouped(said: dict[str, Any]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name in said:
        first = _TOGETHER.get(name, name)
        its = groups.setdefault(first, [first])
        if name != first:
            its.append(name)
    return groups
