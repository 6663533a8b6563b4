"""What an account said and did of commitments, and letting go of what it said."""

from typing import Any
from uuid import UUID

from xiangyi.core.db import run

_WORK = (
    "SELECT one.at, one.move, concern.title FROM ("
    "SELECT promised_at AS at, 'promise' AS move, concern FROM commitment WHERE promised_by = {}"
    " UNION ALL SELECT step.at, step.move, c.concern FROM commitment_step AS step"
    " JOIN commitment AS c ON c.id = step.commitment WHERE step.account = {}) AS one"
    " JOIN concern ON concern.id = one.concern ORDER BY one.at"
)
_SAID = (
    "SELECT a.said_at, a.solved, concern.title FROM commitment_answer AS a"
    " JOIN commitment AS c ON c.id = a.commitment JOIN concern ON concern.id = c.concern"
    " WHERE a.account = {} ORDER BY a.said_at"
)


async def work_of(account: UUID) -> list[dict[str, Any]]:
    """What an account wrote down, reported or withdrew, the oldest first."""
    return [{**row} for row in await run(_WORK, account, account)]


async def said_by(account: UUID) -> list[dict[str, Any]]:
    """What it found solved and not, the oldest first."""
    rows = await run(_SAID, account)
    return [{**row, "solved": "yes" if row["solved"] else "no"} for row in rows]


async def forget_of(account: UUID) -> None:
    """Erase what it said; what was counted stays a number."""
    await run("DELETE FROM commitment_answer WHERE account = {}", account)
