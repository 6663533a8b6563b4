"""A station that is there no more: taken off every list for good, or back again."""

from datetime import datetime
from typing import Any

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service import closing, telling, writing
from xiangyi.features.stations.service.desk.reach import expect_administrator
from xiangyi.features.stations.tables import Report, ReportAnswer, StationRevision


async def close(asker: Asker, station: str, why: str, *, now: datetime) -> None:
    """Let a station be no more; what it was stays, and it can be opened again.

    Whoever said that it is gone and waits for an answer hears that it is so.

    Raises:
        StationNotFound: there is none, or it has closed already.
        RoleMissing: the asker is no administrator of where it lies.
        WhyMissing, WhyUnusable: no reason is given.
        ChangedMeanwhile: its manager has just answered one of them.
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
        await _answer_those_who_said_so(asker, row, now=now)
        await telling.tell_of_closing(row, "station.closed", now=now)


async def reopen(asker: Asker, station: str, number: int, *, now: datetime) -> None:
    """Take the closing back, which is the last thing that became of a station.

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


async def _answer_those_who_said_so(
    asker: Asker, station: dict[str, Any], *, now: datetime
) -> None:
    """Nobody can be answered any more once the station has no desk."""
    said = await Report.select().where((Report.station == station["id"]) & (Report.kind == "gone"))
    answered = set(
        await ReportAnswer.select(ReportAnswer.report)
        .where(ReportAnswer.report.is_in([row["id"] for row in said] or [0]))
        .output(as_list=True)
    )
    for report in said:
        if report["id"] in answered:
            continue
        with duplicate_is(errors.ChangedMeanwhile(field="reports")):
            await ReportAnswer.insert(
                ReportAnswer(
                    report=report["id"],
                    kind="out",
                    answer=None,
                    answered_at=now,
                    account=asker.account,
                )
            )
        await telling.tell_reporter(report, station, "out", how="closed", now=now)
