"""What is remembered of a list that was sent at a desk, while it is worked on and afterwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec
from piccolo.columns import Column

from xiangyi.core.asking import Asker
from xiangyi.core.bulk import insert_rows
from xiangyi.core.db import atomic
from xiangyi.core.errors import Refusal
from xiangyi.features.audit import service as audit
from xiangyi.features.stations.adapters import sent_files
from xiangyi.features.stations.rules.listing.remarks import Said
from xiangyi.features.stations.schemas.lists import ListReport, VanishedHere
from xiangyi.features.stations.service.importing.lists import Report
from xiangyi.features.stations.tables import StationBatch
from xiangyi.features.stations.tables.lists import StationList, StationListPage

#: One page of rows, as it is kept and as it is answered.
PAGE: Final = 100
_MOST_NAMED: Final = 100
_ELSEWHERE: Final = {"division_not_yours", "station_not_yours"}
#: So long somebody may think about a list; so long it can be looked up what came of one.
UNDECIDED: Final = timedelta(days=1)
KEPT: Final = timedelta(days=30)


async def set_to_work(
    key: UUID, state: str, seen: str, *, left_out: Sequence[int] | None = None, now: datetime
) -> bool:
    """Let a list be worked on that is as it was seen; False where somebody was faster.

    Args:
        left_out: the lines that stay out; None: as was said before.
    """
    to: dict[Column | str, Any] = {
        StationList.state: state,
        StationList.done: 0,
        StationList.steps: 0,
        StationList.beat_at: now,
        StationList.problem: None,
    }
    if left_out is not None:
        to[StationList.left_out] = msgspec.json.encode(left_out).decode()
    rows = (
        await StationList.update(to)
        .where((StationList.key == key) & (StationList.state == seen))
        .returning(StationList.key)
    )
    return bool(rows)


async def beat(key: UUID, done: int, steps: int, *, now: datetime) -> None:
    """Say that it is still worked on, and how far it is."""
    await StationList.update(
        {StationList.done: done, StationList.steps: steps, StationList.beat_at: now}
    ).where(StationList.key == key)


async def keep(key: UUID, report: Report) -> None:
    """Keep what came of a list, in the caller's transaction if there is one."""
    async with atomic():
        await StationListPage.delete().where(StationListPage.list == key)
        plain = [Said(line, "accepted", "", "", "", name=name) for line, name in report.plain]
        await insert_rows(StationListPage, _pages(key, [*report.rows, *plain]))
        await StationList.update(
            {
                StationList.state: "rehearsed" if report.dry_run else "landed",
                StationList.report: msgspec.json.encode(_summed_up(report)).decode(),
                StationList.batch: report.batch,
                StationList.source: report.source,
            }
        ).where(StationList.key == key)


async def undone_at(batch: str) -> datetime | None:
    """Since when a batch is taken back; None while it stands."""
    row = await StationBatch.select().where(StationBatch.id == batch).first()
    since: datetime | None = row["undone_at"] if row else None
    return since


async def record(asker: Asker, report: Report, *, now: datetime) -> None:
    """Let the audit tell what has landed, in the caller's transaction."""
    batch = await StationBatch.select().where(StationBatch.id == report.batch).first()
    await audit.record(
        asker,
        "list.landed",
        "batch",
        report.batch,
        now=now,
        division=batch["division"] if batch else None,
        after={"source": report.source, "added": report.added, "changed": report.changed},
    )


async def keep_problem(key: UUID, refusal: Refusal | None) -> None:
    """Keep why nothing came of a list; None for what was our own fault."""
    code, facts = (refusal.code, refusal.facts) if refusal else ("internal_server_error", {})
    problem = msgspec.json.encode({"code": code, "facts": facts}).decode()
    await StationList.update({StationList.state: "failed", StationList.problem: problem}).where(
        StationList.key == key
    )


async def forget(folder: Path, *, now: datetime) -> int:
    """Forget the lists that nobody decided on within a day, and what came of those of last month.

    The files go too, also of lists that went with the account of whoever had sent them.

    Returns:
        how many.
    """
    gone = (
        await StationList.delete()
        .where(
            (StationList.sent_at < now - KEPT)
            | ((StationList.state != "landed") & (StationList.sent_at < now - UNDECIDED))
        )
        .returning(StationList.key)
    )
    # Looked for first: a list is known before its file lies there.
    for key in sent_files.keys(folder):
        if not await StationList.exists().where(StationList.key == key):
            sent_files.remove(folder, key)
    return len(gone)


def _pages(key: UUID, rows: Sequence[Said]) -> list[dict[str, Any]]:
    by_verdict: dict[str, list[Said]] = {}
    for row in rows:
        by_verdict.setdefault(row.verdict, []).append(row)
    return [
        {
            "list": str(key),
            "verdict": verdict,
            "number": first // PAGE + 1,
            "rows": msgspec.json.encode(its[first : first + PAGE]).decode(),
        }
        for verdict, its in by_verdict.items()
        for first in range(0, len(its), PAGE)
    ]


def _summed_up(report: Report) -> ListReport:
    counts = {
        name: getattr(report, name)
        for name in ("accepted", "fixed", "warned", "refused", "added", "changed", "unchanged")
    }
    return ListReport(
        **counts,
        vanished=[
            VanishedHere(one.id, one.external_id, one.name) for one in report.vanished[:_MOST_NAMED]
        ],
        vanished_count=len(report.vanished),
        ignored_columns=report.ignored_columns,
        passed_over=report.passed_over[:_MOST_NAMED],
        passed_over_count=len(report.passed_over),
        sheets_not_read=report.sheets_not_read,
        elsewhere=sum(one.code in _ELSEWHERE for one in report.rows),
        left_out=sum(one.code == "left_out" for one in report.rows),
        disputed=sum(
            "edited_here" in {one.code, *(more.code for more in one.more)} for one in report.rows
        ),
    )
