"""Accounts that minutes are issued from: each is held, by the organisation that it is made of."""

from collections.abc import Callable
from typing import Any, Final

from xiangyi.core.db import run
from xiangyi.features.ledger.service.accounts import issue_id_of

Tell = Callable[[str], object]

#: Such as volunteers' minutes came from, or went to.
_ISSUERS: Final = (
    "SELECT a.id, h.organisation FROM ledger_account a"
    " LEFT JOIN ledger_holder h ON h.ledger_account = a.id WHERE a.kind = 'issue'"
    " AND EXISTS (SELECT 1 FROM ledger_entry e JOIN ledger_entry v ON v.posting = e.posting"
    " AND v.seq IS NOT NULL WHERE e.account = a.id) ORDER BY a.id"
)
#: The version of ids that are made of others'; those of before are random.
_MADE: Final = 5


async def follow(tell: Tell) -> None:
    """Tell of each that nobody holds, or another organisation than it was opened for."""
    rows: list[dict[str, Any]] = await run(_ISSUERS)
    for row in rows:
        if row["organisation"] is None:
            tell(f"issue account {row['id']} is held by no organisation")
        elif row["id"].version == _MADE and row["id"] != issue_id_of(row["organisation"]):
            tell(f"issue account {row['id']} was another organisation's than {row['organisation']}")
