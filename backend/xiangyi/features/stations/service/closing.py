"""Stations that close for good, and that are opened again."""

from datetime import datetime
from uuid import UUID

from xiangyi.core.db import atomic
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service import holding, writing
from xiangyi.features.stations.service.changes import Change
from xiangyi.features.stations.service.holding import Held


async def close_station(id_: str, *, now: datetime, account: UUID) -> Change:
    """Let a station be no more; no list that still names it brings it back.

    Raises:
        StationNotFound: there is none with this id, or it has closed for good.
    """
    async with atomic():
        await holding.hold_others_back()
        held = await holding.of_ids([id_])
        if not held or held[0].closed:
            raise errors.StationNotFound(station=id_)
        [mine] = held
        return await _write(mine, before=mine.facts, after=None, now=now, account=account)


async def reopen_station(id_: str, facts: StationFacts, *, now: datetime, account: UUID) -> Change:
    """Let a station that has closed be again as it was; nobody has confirmed it since.

    Raises:
        StationNotFound: there is none with this id that has closed.
        StationUnusable: its division, say, is no longer known here.
    """
    async with atomic():
        await holding.hold_others_back()
        held = await holding.of_ids([id_])
        if not held or not held[0].closed:
            raise errors.StationNotFound(station=id_)
        return await _write(held[0], before=None, after=facts, now=now, account=account)


async def _write(
    mine: Held,
    *,
    before: StationFacts | None,
    after: StationFacts | None,
    now: datetime,
    account: UUID,
) -> Change:
    change = Change(
        id=mine.id,
        prefecture=mine.prefecture,
        before=before,
        after=after,
        told_before=mine.told,
        # With nothing to compare with, the next list would take it for one that was undone.
        told=mine.told or mine.facts,
    )
    await writing.write([change], now=now, made_by="manager", account=account)
    return change
