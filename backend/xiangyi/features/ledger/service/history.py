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
#: Of what was taken from a line, unless as much has been given back to it since.
_CORRECTED: Final = (
    "SELECT e.posted_at FROM ledger_holder h JOIN ledger_entry e ON e.account = h.ledger_account"
    " JOIN ledger_opening o ON o.posting = e.posting"
    " WHERE h.account = {} AND h.kind = 'service' AND e.posted_at <= {} AND e.kind = 'corrected'"
    " AND e.minutes < 0 AND o.about LIKE {} AND (SELECT SUM(f.minutes) FROM ledger_entry f"
    " JOIN ledger_opening p ON p.posting = f.posting WHERE f.account = e.account"
    " AND f.kind = 'corrected' AND f.posted_at <= {} AND (p.about = o.about OR f.seq > e.seq"
    " AND f.minutes > 0 AND CAST({} AS TEXT) || p.about = o.about)) < 0"
    " ORDER BY e.posted_at DESC LIMIT 1"
)


async def verified_minutes(person: UUID, at: datetime) -> int:
    """How many verified minutes of service a person had at an instant, corrections taken off."""
    [row] = await run(_VERIFIED, person, at)
    return int(str(row["minutes"]))


async def last_taken(person: UUID, prefix: str, at: datetime) -> datetime | None:
    """When minutes were last taken back, by then, by a correction whose `about` begins so.

    What was given back by then, in whole, does not count: by corrections about the same without
    the prefix.
    """
    rows = await run(_CORRECTED, person, at, f"{prefix}%", at, prefix)
    return rows[0]["posted_at"] if rows else None  # type: ignore[return-value]  # a column of ours
