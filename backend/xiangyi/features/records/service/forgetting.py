"""What is kept of somebody's record when they leave, and what they are handed out."""

from typing import Any
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.sealing import unseal_some
from xiangyi.features.records.service import due, entering, lines
from xiangyi.features.records.service.disputes import WHY, WORDS
from xiangyi.features.records.tables import (
    RecordDispute,
    RecordEntry,
    RecordSettlement,
    RecordWitness,
)

_DISPUTES = (
    "SELECT d.*, a.title FROM record_dispute d JOIN activity_shift s ON s.id = d.shift"
    " JOIN volunteer_activity a ON a.id = s.activity WHERE d.account = {} ORDER BY d.said_at"
)
_WITNESS = (
    "SELECT w.said_at, w.saw, a.title FROM record_witness w JOIN record_dispute d"
    " ON d.id = w.dispute JOIN activity_shift s ON s.id = d.shift"
    " JOIN volunteer_activity a ON a.id = s.activity WHERE w.account = {} ORDER BY w.said_at"
)


async def entries(account: UUID) -> list[dict[str, Any]]:
    """Each training, award and evaluation."""
    rows = (
        await RecordEntry.select()
        .where(RecordEntry.account == account)
        .order_by(RecordEntry.entered_at)
    )
    found = []
    for row in rows:
        words, given_by = entering.opened(row)
        told = {name: row[name] for name in ("entered_at", "kind", "on", "minutes")}
        found.append(told | {"words": words, "given_by": given_by})
    return found


async def disputes(account: UUID) -> list[dict[str, Any]]:
    """Each dispute, and what was answered."""
    rows: list[dict[str, Any]] = await run(_DISPUTES, account)
    return [
        {name: row[name] for name in ("said_at", "title", "kind", "minutes", "answer")}
        | {
            "words": unseal_some(row["words"], owner=row["id"], field=WORDS),
            "why": unseal_some(row["why"], owner=row["id"], field=WHY),
        }
        for row in rows
    ]


async def testimonies(account: UUID) -> list[dict[str, Any]]:
    """Each time that they bore witness."""
    return [dict(row) for row in await run(_WITNESS, account)]


async def settlements(account: UUID) -> list[dict[str, Any]]:
    """Each seat of which nothing was counted, and why."""
    rows = await RecordSettlement.select().where(RecordSettlement.account == account)
    return [
        {
            "settled_at": row["settled_at"],
            "why": unseal_some(row["why"], owner=row["signup"], field=due.WHY),
        }
        for row in rows
    ]


async def sync(account: UUID) -> list[dict[str, Any]]:
    """Where each line stands with the national system."""
    rows: list[dict[str, Any]] = await run(
        "SELECT line, state, reason, changed_at FROM record_sync WHERE account = {}", account
    )
    return [
        {"changed_at": row["changed_at"], "line": row["line"], "state": row["state"]}
        | {"reason": unseal_some(row["reason"], owner=row["line"], field=lines.REASON)}
        for row in rows
    ]


async def forget(account: UUID) -> None:
    """Leave that something was disputed and sent, by random ids, in the caller's transaction."""
    await RecordWitness.delete().where(RecordWitness.account == account)
    await RecordWitness.delete().where(
        RecordWitness.dispute.is_in(
            RecordDispute.select(RecordDispute.id).where(RecordDispute.account == account)
        )
    )
    await RecordSettlement.delete().where(RecordSettlement.account == account)
    await RecordEntry.delete().where(RecordEntry.account == account)
    await run(
        "UPDATE record_dispute SET account = NULL, words = NULL, why = NULL WHERE account = {}",
        account,
    )
    await run("UPDATE record_sync SET account = NULL, reason = NULL WHERE account = {}", account)
