"""A manager's answer to a report: put right, untrue and why, seen, or out of use."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import AnswerSaid, OpenReport
from xiangyi.features.stations.service import telling
from xiangyi.features.stations.service.desk.reach import expect_keeper, expect_looker, is_manager
from xiangyi.features.stations.service.desk.saying import note_of
from xiangyi.features.stations.service.words import answer_of, seal_answer, words_of
from xiangyi.features.stations.service.writing import touch
from xiangyi.features.stations.tables import Report, ReportAnswer

#: So many reports wait on one page.
_MOST: Final = 200


async def answer(asker: Asker, report: UUID, said: AnswerSaid, *, now: datetime) -> None:
    """Answer a report once; the same answer again changes nothing.

    An answered report is no longer counted among what riders say just now, but for a locked
    door that is only seen or out of use; that it was made, and what was answered, stays, and
    the reporter sees it.

    Raises:
        ReportNotFound: there is none under this key.
        RoleMissing: somebody else keeps the station.
        ReasonMissing: it is called untrue without saying why.
        ReportAnswered: it has been answered otherwise.
    """
    row = await Report.select().where(Report.key == report).first()
    if row is None:
        raise errors.ReportNotFound(report=str(report))
    station = await expect_keeper(asker, row["station"])
    words = note_of(said.words)
    if said.kind == "untrue" and not words:
        raise errors.ReasonMissing
    given = ReportAnswer(
        report=row["id"],
        kind=said.kind,
        answer=seal_answer(words, row["id"]),
        answered_at=now,
        account=asker.account,
    )
    try:
        with duplicate_is(errors.ReportAnsweredAlready()):
            async with atomic():
                await hold(asker.account)
                await ReportAnswer.insert(given)
                await audit.record(
                    asker,
                    "report.answered",
                    "report",
                    report,
                    now=now,
                    division=station["division"],
                    after={"kind": said.kind, "words": words},
                )
                await telling.tell_reporter(row, station, said.kind, now=now)
                await touch([station["prefecture"]], now=now)
    except errors.ReportAnsweredAlready:
        held = await ReportAnswer.select().where(ReportAnswer.report == row["id"]).first()
        if held is None or (held["kind"], answer_of(held)) != (said.kind, words):
            raise


async def open_reports(asker: Asker, station: str, *, now: datetime) -> list[OpenReport]:
    """What riders said that nobody has answered, the latest first; never who said it.

    The look is recorded, unless it is the station's own manager who looks.

    Raises:
        StationNotFound, RoleMissing: the asker may not look at such a station.
    """
    place = await expect_looker(asker, station)
    if not is_manager(asker, station):
        division = place["division"]
        await audit.record(asker, "report.read", "station", station, now=now, division=division)
    # Those that are answered must not push others off the page.
    open_ = await run(
        "SELECT report.id FROM report LEFT JOIN report_answer ON report_answer.report = report.id"
        " WHERE report.station = {} AND report_answer.report IS NULL"
        " AND report.unlisted_at IS NULL ORDER BY report.reported_at DESC LIMIT {}",
        station,
        _MOST,
    )
    rows: list[dict[str, Any]] = (
        await Report.select()
        .where(Report.id.is_in([row["id"] for row in open_] or [0]))  # type: ignore[attr-defined]  # Piccolo's own key
        .order_by(Report.reported_at, ascending=False)
    )
    return [
        OpenReport(
            key=row["key"],
            kind=row["kind"],
            amenity=row["amenity"],
            reported_at=row["reported_at"],
            note=words_of(row),
            photo=row["photo"],
        )
        for row in rows
    ]
