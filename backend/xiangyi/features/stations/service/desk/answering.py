"""A manager's answer to a report: put right, untrue and why, seen, or out of use."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import (
    AnswerSaid,
    OpenReport,
)
from xiangyi.features.stations.schemas.desk import AnsweredReport, DeskAnswer
from xiangyi.features.stations.service import telling
from xiangyi.features.stations.service.desk.reach import expect_keeper, expect_looker, is_manager
from xiangyi.features.stations.service.desk.saying import note_of
from xiangyi.features.stations.service.words import answer_of, seal_answer, words_of
from xiangyi.features.stations.service.writing import touch
from xiangyi.features.stations.tables import Report, ReportAnswer

#: So many reports wait on one page.
_MOST: Final = 200
#: So long an answer is shown, to be put right.
_LATELY: Final = timedelta(days=7)


async def answer(asker: Asker, report: UUID, said: AnswerSaid, *, now: datetime) -> None:
    """Answer a report once, or correct the answer; the same answer again changes nothing.

    What is put right, untrue or out of use is no longer counted among what riders say just now,
    and neither is a crowd that was seen. A locked door goes on counting whatever is answered,
    until somebody confirms or it is long ago. That a report was made, and what was answered,
    stays, and the reporter sees it.

    Raises:
        ReportNotFound: there is none under this key.
        RoleMissing: somebody else keeps the station.
        ReasonMissing: it is called untrue without saying why.
        ReportAnsweredAlready: it has been answered otherwise.
        AnswerDiffers: the answer is not, or not any more, what this one is instead of.
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
        if held is not None and (held["kind"], answer_of(held)) == (said.kind, words):
            return
        if held is None or said.instead is None:
            raise
        if held["kind"] != said.instead:
            raise errors.AnswerDiffers(kind=held["kind"]) from None
        await _correct(asker, row, station, held, said, now=now)


async def _correct(  # noqa: PLR0913  # a report, its station, and both answers
    asker: Asker,
    report: Mapping[str, Any],
    station: Mapping[str, Any],
    held: Mapping[str, Any],
    said: AnswerSaid,
    *,
    now: datetime,
) -> None:
    """Put another answer in the place of the one held; the reporter hears of it too."""
    words = note_of(said.words)
    async with atomic():
        await hold(asker.account)
        rows = (
            await ReportAnswer.update(
                {
                    ReportAnswer.kind: said.kind,
                    ReportAnswer.answer: seal_answer(words, report["id"]),
                    ReportAnswer.answered_at: now,
                    ReportAnswer.account: asker.account,
                }
            )
            .where((ReportAnswer.report == report["id"]) & (ReportAnswer.kind == held["kind"]))
            .returning(ReportAnswer.report)
        )
        if not rows:
            raise errors.AnswerDiffers(kind=held["kind"])
        await audit.record(
            asker,
            "report.corrected",
            "report",
            report["key"],
            now=now,
            division=station["division"],
            before={"kind": held["kind"], "words": answer_of(held)},
            after={"kind": said.kind, "words": words},
        )
        await telling.tell_reporter(report, station, said.kind, how="corrected", now=now)
        await touch([station["prefecture"]], now=now)


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


async def answered(asker: Asker, station: str, *, now: datetime) -> list[AnsweredReport]:
    """What was answered within the last week, the latest first; never who said it.

    The look is recorded, unless it is the station's own manager who looks.

    Raises:
        StationNotFound, RoleMissing: the asker may not look at such a station.
    """
    place = await expect_looker(asker, station)
    if not is_manager(asker, station):
        division = place["division"]
        await audit.record(asker, "report.read", "station", station, now=now, division=division)
    rows = (
        await ReportAnswer.select(
            *ReportAnswer.all_columns(),
            ReportAnswer.report.key,
            ReportAnswer.report.kind,
            ReportAnswer.report.amenity,
            ReportAnswer.report.reported_at,
        )
        .where(
            (ReportAnswer.report.station == station) & (ReportAnswer.answered_at > now - _LATELY)
        )
        .order_by(ReportAnswer.answered_at, ascending=False)
        .limit(_MOST)
    )
    return [
        AnsweredReport(
            key=row["report.key"],
            kind=row["report.kind"],
            amenity=row["report.amenity"],
            reported_at=row["report.reported_at"],
            answer=DeskAnswer(row["kind"], answer_of(row), row["answered_at"]),
        )
        for row in rows
    ]
