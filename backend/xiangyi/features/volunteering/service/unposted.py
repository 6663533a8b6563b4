"""Holding what counts as service against the ledger: each stay and claim is a line of it.

`proving` looks the other way round. A record is made of stays and claims, so one that was put there
by hand would stand in it although no tree has ever had its minutes.
"""

from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.ledger.service.accounts import as_uuid
from xiangyi.features.ledger.service.verifying.pages import pages
from xiangyi.features.volunteering.service.confirming import release_of

Tell = Callable[[str], object]

_STAYS: Final = (
    "SELECT t.id, t.confirmed_at, (SELECT min(e.id) FROM ledger_entry e JOIN ledger_account a"
    " ON a.id = e.account AND a.kind = 'service' WHERE e.posting = t.id) AS entry,"
    " t.account IS NULL OR EXISTS (SELECT 1 FROM ledger_entry e JOIN ledger_holder h"
    " ON h.ledger_account = e.account AND h.account = t.account WHERE e.posting = t.id) AS held"
    " FROM (SELECT * FROM shift_presence WHERE (id) > {after} AND state = 'counted'"
    " AND minutes <> 0 ORDER BY id {page}) t ORDER BY t.id"
)
_CLAIMS: Final = (
    _STAYS.replace("t.confirmed_at", "NULL AS confirmed_at")
    .replace("shift_presence", "service_claim")
    .replace("'counted'", "'accepted'")
)
_RELEASED: Final = "SELECT posting FROM ledger_entry WHERE kind = 'released' AND "


async def follow(tell: Tell) -> None:
    """Tell of each that is no line of its person's, and of each yes that released nothing."""
    for what, sql in (("stay", _STAYS), ("claim", _CLAIMS)):
        async for page in pages(sql, ["id"], [UUID(int=0)]):
            released = await releases_of(row["id"] for row in page if row["confirmed_at"])
            for row in page:
                if row["entry"] is None:
                    tell(f"{what} {row['id']} counts, and is no line of the ledger")
                elif not row["held"]:
                    tell(f"{what} {row['id']} is a line of nobody's, although its person is here")
                elif row["confirmed_at"] and row["id"] not in released:
                    tell(f"{what} {row['id']} is confirmed, and the ledger released nothing for it")


async def releases_of(stays: Iterable[UUID]) -> set[UUID]:
    """Those of some late stays of which the ledger has let minutes be redeemed."""
    by = {release_of(id_): id_ for id_ in stays}
    rows = await run(_RELEASED + among("posting", "UUID"), listed(by)) if by else []
    return {by[as_uuid(row["posting"])] for row in rows}
