"""What is kept of somebody's hours when they leave, and what they are handed out."""

from typing import Any
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.sealing import unseal_some
from xiangyi.features.volunteering.service.claiming import EVIDENCE, WHY
from xiangyi.features.volunteering.service.presences import WHY as WHY_NOT
from xiangyi.features.volunteering.tables.hours import ShiftScan

_STAYS = (
    "SELECT p.*, a.title, l.result AS checked FROM shift_presence p"
    " JOIN activity_shift s ON s.id = p.shift JOIN volunteer_activity a ON a.id = s.activity"
    " LEFT JOIN sampled_line l ON l.posting = p.id WHERE p.account = {} ORDER BY p.came_at"
)
_SCANS = (
    "SELECT c.received_at, c.phase, c.how, c.on_time, c.in_radius, a.title FROM shift_scan c"
    " JOIN activity_shift s ON s.id = c.shift JOIN volunteer_activity a ON a.id = s.activity"
    " WHERE c.account = {} ORDER BY c.received_at, c.phase"
)
_CLAIMS = (
    "SELECT c.*, a.title, l.result AS checked FROM service_claim c"
    " JOIN activity_shift s ON s.id = c.shift JOIN volunteer_activity a ON a.id = s.activity"
    " LEFT JOIN sampled_line l ON l.posting = c.id WHERE c.account = {} ORDER BY c.claimed_at"
)


async def stays(account: UUID) -> list[dict[str, Any]]:
    """Each coming and going, and what it added."""
    names = ("came_at", "left_at", "title", "state", "minutes", "service_class", "checked")
    return [
        {name: row[name] for name in names}
        | {"why": unseal_some(row["why"], owner=row["id"], field=WHY_NOT)}  # type: ignore[arg-type]
        for row in await run(_STAYS, account)
    ]


async def scans(account: UUID) -> list[dict[str, Any]]:
    """Each code that was read."""
    return [dict(row) for row in await run(_SCANS, account)]


async def claims(account: UUID) -> list[dict[str, Any]]:
    """Each claim, with its words."""
    rows: list[dict[str, Any]] = await run(_CLAIMS, account)
    return [
        {name: row[name] for name in ("claimed_at", "title", "minutes", "state", "checked")}
        | {
            "false_presence": "是" if row["false_presence"] else None,
            "evidence": unseal_some(row["evidence"], owner=row["id"], field=EVIDENCE),
            "why": unseal_some(row["why"], owner=row["id"], field=WHY),
        }
        for row in rows
    ]


async def forget(account: UUID) -> None:
    """Leave of their hours what nobody finds them by, in the caller's transaction.

    That so many minutes were served in a shift stays; whose they were, what they scanned and what
    was said of it goes.
    """
    for table in ("shift_tick", "late_tick"):
        await run(
            f"DELETE FROM {table} WHERE signup IN"  # noqa: S608  # ours
            " (SELECT id FROM shift_signup WHERE account = {})",
            account,
        )
    await ShiftScan.delete().where(ShiftScan.account == account)
    await run(
        "UPDATE shift_presence SET account = NULL, why = NULL WHERE account = {}",
        account,
    )
    await run(
        "UPDATE service_claim SET account = NULL, evidence = NULL, why = NULL WHERE account = {}",
        account,
    )
