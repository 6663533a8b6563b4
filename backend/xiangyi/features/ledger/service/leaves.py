"""The leaves of the tree one by one, and the checkpoints that divide them into months."""

from typing import Any
from uuid import UUID

from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.features.ledger.adapters import tree
from xiangyi.features.ledger.service.checkpoints import day_of
from xiangyi.features.ledger.tables import LedgerCheckpoint


class MonthsFirst(Struct, frozen=True):
    """The first checkpoint of a month, as in 2026-11, by the calendar on the wall in Shanghai."""

    month: str
    size: int
    root: bytes


async def firsts_of_months() -> list[MonthsFirst]:
    """Of each month that has a checkpoint, the first; the earliest month first."""
    found: dict[str, MonthsFirst] = {}
    for row in await LedgerCheckpoint.select().order_by(LedgerCheckpoint.size):
        month = day_of(row["signed_at"])[:7]
        found.setdefault(month, MonthsFirst(month, row["size"], bytes(row["root"])))
    return list(found.values())


async def service_at(number: int) -> UUID | None:
    """The posting of the leaf of that number, from 0, if it is a line of service earned."""
    entry = await tree.entry_at(number)
    rows: list[dict[str, Any]] = await run(
        "SELECT e.posting FROM ledger_entry e JOIN ledger_account a ON a.id = e.account"
        " WHERE e.id = {} AND a.kind = 'service' AND e.kind = 'earned'",
        entry,
    )
    return rows[0]["posting"] if rows else None
