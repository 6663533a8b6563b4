"""What was let be redeemed: never more than its holder had served and still had by then.

And of what was spent nobody ever had more back than that.
"""

from collections.abc import Callable
from uuid import UUID

from xiangyi.features.ledger.service.verifying.pages import rows

Tell = Callable[[str], object]

#: Of each volunteer the most by which a release was beyond their service. What they have spent
#: may be taken off their service afterwards, so what comes back of it is no release.
_BEYOND = (
    "SELECT p.ledger_account, (SELECT max(x.beyond) FROM (SELECT e.kind, sum(CASE"
    " WHEN h.kind = 'service' THEN -e.minutes WHEN e.kind = 'returned' THEN 0 ELSE e.minutes END)"
    " OVER (ORDER BY e.id) AS beyond FROM ledger_holder h JOIN ledger_entry e"
    " ON e.account = h.ledger_account WHERE h.account = p.account) x WHERE x.kind = 'released')"
    " AS beyond FROM (SELECT ledger_account, account FROM ledger_holder"
    " WHERE (ledger_account) > {after} AND kind = 'redeemable' AND account IS NOT NULL"
    " ORDER BY ledger_account {page}) p ORDER BY p.ledger_account"
)
#: Of each volunteer the most that came back of one thing beyond what was spent on it; of who is
#: erased nothing tells the things apart any more.
_BACK = (
    "SELECT a.id, (SELECT max(x.beyond) FROM (SELECT sum(e.minutes)"
    " OVER (PARTITION BY o.about ORDER BY e.id) AS beyond FROM ledger_entry e"
    " LEFT JOIN ledger_opening o ON o.posting = e.posting WHERE e.account = a.id"
    " AND e.kind IN ('spent', 'returned')) x) AS beyond FROM (SELECT id FROM ledger_account"
    " WHERE (id) > {after} AND kind = 'redeemable' ORDER BY id {page}) a ORDER BY a.id"
)


async def follow(tell: Tell) -> None:
    """Hold each volunteer's releases against the service that they had when each was made."""
    async for row in rows(_BEYOND, ["ledger_account"], [UUID(int=0)]):
        if row["beyond"] is not None and int(row["beyond"]) > 0:
            tell(
                f"account {row['ledger_account']} was let redeem {row['beyond']} minutes more than"
                " its holder had of service"
            )
    async for row in rows(_BACK, ["id"], [UUID(int=0)]):
        if row["beyond"] is not None and int(row["beyond"]) > 0:
            tell(f"account {row['id']} was given back {row['beyond']} minutes that were not spent")
