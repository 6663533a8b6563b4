"""What a manager said just now by mistake is taken back, and what was said before stands again."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.stations import errors
from xiangyi.features.stations.service.desk.reach import expect_keeper
from xiangyi.features.stations.service.desk.saying import LATELY, tell
from xiangyi.features.stations.service.faults import put_amenity
from xiangyi.features.stations.tables import AmenityState, LiveState


async def take_back_amenity(
    asker: Asker, station: str, amenity: str, key: UUID, *, now: datetime
) -> None:
    """It was a mistake, says who said it of an amenity; twice changes nothing.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
        SaidNotFound: the asker has said nothing of it under this key.
        SaidStays: something was said of it since, or this too long ago.
    """
    row = await expect_keeper(asker, station)
    of = (AmenityState.station == station) & (AmenityState.amenity == amenity)
    async with atomic():
        await hold(asker.account)
        mine = of & (AmenityState.key == key) & (AmenityState.account == asker.account)
        said = await AmenityState.select().where(mine).first()
        if said is None:
            raise errors.SaidNotFound
        if said["withdrawn_at"] is not None:
            return
        at, received = said["said_at"], said["received_at"]
        after = (AmenityState.said_at > at) | (
            (AmenityState.said_at == at) & (AmenityState.received_at > received)
        )
        standing = of & AmenityState.withdrawn_at.is_null()
        if now - received > LATELY or await AmenityState.exists().where(standing & after):
            raise errors.SaidStays(most_h=24)
        await AmenityState.update({AmenityState.withdrawn_at: now}).where(mine)
        facts = {"amenity": amenity, "works": said["works"], "at": at, "note": said["note"]}
        await tell(asker, row, "station.amenity_withdrawn", facts, now=now)
        await put_amenity(station, amenity)


async def take_back_state(asker: Asker, station: str, key: UUID, *, now: datetime) -> None:
    """The same of full, without power or shut, or of none of it any more.

    Raises:
        StationNotFound, RoleMissing, SaidNotFound, SaidStays: as for an amenity.
    """
    row = await expect_keeper(asker, station)
    of = LiveState.station == station
    async with atomic():
        await hold(asker.account)
        mine = of & (LiveState.key == key) & (LiveState.account == asker.account)
        said = await LiveState.select().where(mine).first()
        if said is None:
            raise errors.SaidNotFound
        if said["withdrawn_at"] is not None:
            return
        since = said["since_at"]
        after = of & (LiveState.since_at > since) & LiveState.withdrawn_at.is_null()
        if now - since > LATELY or await LiveState.exists().where(after):
            raise errors.SaidStays(most_h=24)
        await LiveState.update({LiveState.withdrawn_at: now}).where(mine)
        facts = {"kind": said["kind"], "since": since, "until": said["until_at"]}
        await tell(asker, row, "station.state_withdrawn", {**facts, "note": said["note"]}, now=now)


async def own_amenities(
    asker: Asker, stations: Collection[str], *, now: datetime
) -> dict[str, dict[str, UUID]]:
    """By station, the keys of what stands of its amenities and the asker may take back."""
    rows = (
        await AmenityState.select()
        .where(
            AmenityState.station.is_in([*stations] or [""]),
            # What waited for a day may have arrived a day ago.
            AmenityState.said_at > now - 2 * LATELY,
            AmenityState.withdrawn_at.is_null(),
        )
        .order_by(AmenityState.said_at)
        .order_by(AmenityState.received_at)
    )
    found: dict[str, dict[str, UUID]] = {}
    for (station, amenity), row in {(row["station"], row["amenity"]): row for row in rows}.items():
        if _is_own(row, asker, row["received_at"], now):
            found.setdefault(station, {})[amenity] = row["key"]
    return found


async def own_states(asker: Asker, stations: Collection[str], *, now: datetime) -> dict[str, UUID]:
    """By station, the key of its state, if it holds or was ended and the asker may take it back."""
    rows = (
        await LiveState.select()
        .where(
            LiveState.station.is_in([*stations] or [""]),
            LiveState.since_at > now - LATELY,
            LiveState.withdrawn_at.is_null(),
        )
        .order_by(LiveState.since_at)
    )
    return {
        station: row["key"]
        for station, row in {row["station"]: row for row in rows}.items()
        if _is_own(row, asker, row["since_at"], now)
        and (row["until_at"] is None or row["until_at"] > now)
    }


def _is_own(row: Mapping[str, Any], asker: Asker, at: datetime, now: datetime) -> bool:
    return row["account"] == asker.account and now - at <= LATELY
