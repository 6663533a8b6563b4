"""A station that is there no more: taken off every list for good, or back again."""

from datetime import datetime

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service import closing, telling, writing
from xiangyi.features.stations.service.desk.reach import expect_administrator
from xiangyi.features.stations.tables import StationRevision


async def close(asker: Asker, station: str, why: str, *, now: datetime) -> None:
    """Let a station be no more; what it was stays, and it can be opened again.

    It is the answer to whatever was said of it and nobody has answered.

    Raises:
        StationNotFound: there is none, or it has closed already.
        RoleMissing: the asker is no administrator of where it lies.
        WhyMissing, WhyUnusable: no reason is given.
    """
    row = await expect_administrator(asker, station)
    reason = audit.reason(why)
    async with atomic():
        await hold(asker.account)
        change = await closing.close_station(station, now=now, account=asker.account)
        await audit.record(
            asker,
            "station.closed",
            "station",
            station,
            now=now,
            division=row["division"],
            why=reason,
            before=msgspec.to_builtins(change.before),
        )
        await telling.tell_of_closing(row, "station.closed", now=now)


async def reopen(asker: Asker, station: str, number: int, *, now: datetime) -> None:
    """Take the closing back, which is the last thing that became of a station.

    What only the closing has answered waits again.

    Raises:
        StationNotFound: there is none.
        RoleMissing: the asker is no administrator of where it lay.
        RevisionNotFound: what is to be taken back did not close it, or not last.
        StationUnusable: what it had then is no longer known here.
    """
    row = await expect_administrator(asker, station, closed=True)
    async with atomic():
        await hold(asker.account)
        latest = await writing.latest_revisions([station])
        last = (
            await StationRevision.select(StationRevision.before, StationRevision.after)
            .where((StationRevision.station == station) & (StationRevision.number == number))
            .first()
        )
        if last is None or last["after"] is not None or latest[station] != number:
            raise errors.RevisionNotFound(revision=number)
        facts = msgspec.json.decode(last["before"], type=StationFacts)
        await closing.reopen_station(station, facts, now=now, account=asker.account)
        await audit.record(
            asker,
            "station.reopened",
            "station",
            station,
            now=now,
            division=facts.division,
            after=msgspec.to_builtins(facts),
        )
        await telling.tell_of_closing(row, "station.reopened", now=now)
