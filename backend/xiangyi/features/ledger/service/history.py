"""What a person's lines come to, for features that ask how much somebody has served."""

from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.db import run

_OF_SERVICE: Final = (
    " FROM ledger_holder h JOIN ledger_entry e ON e.account = h.ledger_account"
    " WHERE h.account = {} AND h.kind = 'service' AND e.posted_at <= {}"
)
_VERIFIED: Final = (
    f"SELECT COALESCE(SUM(e.minutes), 0) AS minutes{_OF_SERVICE}"  # ours
    " AND e.service_class = 'verified'"
)
_CORRECTED: Final = (
    f"SELECT e.posted_at{_OF_SERVICE} AND e.kind = 'corrected' AND e.minutes < 0"  # noqa: S608  # ours
    " AND EXISTS (SELECT 1 FROM ledger_opening o WHERE o.posting = e.posting AND o.about LIKE {})"
    " ORDER BY e.posted_at DESC LIMIT 1"
)


async def verified_minutes(person: UUID, at: datetime) -> int:
    """How many verified minutes of service a person had at an instant, corrections taken off."""
    [row] = await run(_VERIFIED, person, at)
    return int(str(row["minutes"]))


async def last_taken(person: UUID, about: str, at: datetime) -> datetime | None:
    """When minutes were last taken back, by then, by a correction whose `about` begins so."""
    rows = await run(_CORRECTED, person, at, f"{about}%")
    return rows[0]["posted_at"] if rows else None  # type: ignore[return-value]  # a column of ours
