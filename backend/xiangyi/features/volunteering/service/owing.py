"""What could not be taken of redeemable minutes when a line was put right.

They were in a voucher by then. What of it comes back is taken then: for nobody are minutes kept
whose service does not stand.
"""

from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.volunteering.service.confirming import release_of

Row = dict[str, Any]

_OF: Final = "/of/"
_MOVED: Final = (
    "SELECT e.posting, e.kind, e.minutes, e.service_class, h.kind AS account_kind, o.about"
    " FROM ledger_holder h JOIN ledger_entry e ON e.account = h.ledger_account"
    " LEFT JOIN ledger_opening o ON o.posting = e.posting WHERE h.account = {}"
    " AND (e.posting = {} OR e.kind IN ('corrected', 'released')) ORDER BY e.id"
)
_TOOK: Final = (
    "SELECT e.account FROM ledger_entry e WHERE e.posting = {} AND e.seq IS NULL ORDER BY e.id"
)


def about(what: str, correction: UUID) -> str:
    """What a posting is about that takes minutes later, of those that a correction could not."""
    return f"{what}{_OF}{correction}"


def is_about(told: str | None) -> bool:
    """Whether that is what a posting of such is about."""
    return told is not None and _OF in told


async def since(account: UUID, spending: UUID) -> dict[UUID, int]:
    """What each correction has yet to take, of those after a spending; the oldest first."""
    rows: list[Row] = await run(_MOVED, account, spending)
    owed: dict[UUID, int] = {}
    released: set[UUID] = set()
    is_after = False
    for row in rows:
        id_ = row["posting"]
        if row["kind"] == "released":
            released.add(id_)
        elif id_ == spending:
            is_after = True
        elif is_about(row["about"]):
            id_ = UUID(str(row["about"]).split(_OF)[1])
            if id_ in owed:
                owed[id_] += row["minutes"]
        elif is_after and row["minutes"] < 0:
            if row["account_kind"] == "redeemable":
                owed[id_] = owed.get(id_, 0) + row["minutes"]
            elif _was_redeemable(row, released):
                owed[id_] = owed.get(id_, 0) - row["minutes"]
    return {id_: minutes for id_, minutes in owed.items() if minutes > 0}


async def taker_of(correction: UUID) -> UUID:
    """The account to which a correction takes minutes back."""
    [row] = await run(_TOOK, correction)
    return UUID(str(row["account"]))


def _was_redeemable(row: Row, released: set[UUID]) -> bool:
    if row["service_class"] == "verified":
        return True
    return release_of(UUID(str(row["about"]).rsplit("/", 1)[1])) in released
