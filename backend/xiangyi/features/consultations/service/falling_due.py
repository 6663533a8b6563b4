"""What a meeting owes afterwards: its record, and an answer to whoever objects to that."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.features.consultations.service import correcting, telling_records
from xiangyi.features.consultations.service.reach import row_of
from xiangyi.features.consultations.tables import Consultation
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import deadline

#: Nothing of it has been laid open.
UNWRITTEN = (
    "NOT EXISTS (SELECT 1 FROM meeting_record AS r"
    " WHERE r.consultation = consultation.id AND r.state <> 'draft')"
)
_ONE_DAY = timedelta(days=1)


async def note(*, now: datetime) -> None:
    """Reckon by when each record is due, and tell whoever convened or watches of what is."""
    await _reckon(now=now)
    due = await run(
        "SELECT id FROM consultation WHERE state = 'announced' AND record_told_at IS NULL"  # noqa: S608  # ours
        f" AND record_due_at <= {{}} AND {UNWRITTEN} ORDER BY record_due_at, id",
        now + _ONE_DAY,
    )
    for one in due:
        async with atomic():
            told = await run(
                "UPDATE consultation SET record_told_at = {} WHERE id = {}"
                " AND record_told_at IS NULL RETURNING id",
                *(now, one["id"]),
            )
            if told:
                await telling_records.record_due(await row_of(UUID(str(one["id"]))), now=now)
    today = now.astimezone(SHANGHAI).date()
    late = await run(
        "SELECT id, consultation FROM record_remark WHERE kind = 'objection'"
        " AND answered_at IS NULL AND watched_at IS NULL AND due_on < {} ORDER BY due_on, id",
        today,
    )
    for one in late:
        async with atomic():
            told = await run(
                "UPDATE record_remark SET watched_at = {} WHERE id = {} AND answered_at IS NULL"
                " AND watched_at IS NULL RETURNING id",
                *(now, one["id"]),
            )
            if told:
                row = await row_of(UUID(str(one["consultation"])))
                await telling_records.unanswered(row, UUID(str(one["id"])), now=now)


async def _reckon(*, now: datetime) -> None:
    """From when on the record of each meeting that is over is overdue, by the rule of then."""
    over = await Consultation.select().where(
        (Consultation.state == "announced")
        & (Consultation.ends_at <= now)
        & Consultation.record_due_at.is_null()
    )
    if not over:
        return
    table = await workdays.table()
    for row in over:
        days = (await correcting.rules_of(row)).record_days
        last, _ = deadline(_day_of(row), days, table)
        overdue = datetime.combine(last + _ONE_DAY, time(), SHANGHAI)
        await Consultation.update({Consultation.record_due_at: overdue}).where(
            Consultation.id == row["id"]
        )


def _day_of(row: dict[str, Any]) -> Any:
    return row["ends_at"].astimezone(SHANGHAI).date()
