"""A person's redeemable minutes by their age, as the ledger has them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.benefits.rules.lots import Lot, Moved, lots_of

_LINES: Final = (
    "SELECT e.posting, e.kind, e.minutes, e.posted_at, o.about FROM ledger_holder h"
    " JOIN ledger_entry e ON e.account = h.ledger_account"
    " LEFT JOIN ledger_opening o ON o.posting = e.posting"
    " WHERE h.account = {} AND h.kind = 'redeemable' ORDER BY e.seq"
)


async def held_by(account: UUID) -> list[Lot]:
    """What is left of them, the oldest first."""
    rows = await run(_LINES, account)
    return lots_of(
        Moved(
            kind=str(row["kind"]),
            minutes=int(str(row["minutes"])),
            about=str(row["about"]),
            at=_at_home(row["posted_at"]),
            posting=str(row["posting"]),
        )
        for row in rows
    )


def _at_home(at: Any) -> datetime:
    local: datetime = at.astimezone(SHANGHAI)
    return local
