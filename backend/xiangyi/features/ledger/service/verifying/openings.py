"""What postings are about, and whose: as long as it is here, it is what was committed to."""

from collections.abc import Callable
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.ledger.rules.lines import committed
from xiangyi.features.ledger.service.verifying.entries import name_of
from xiangyi.features.ledger.service.verifying.pages import rows

Tell = Callable[[str], object]

_OPENINGS = (
    "SELECT o.posting, o.salt, o.about, e.id, e.account, e.seq, e.minutes, e.commitment, e.kind,"
    " h.account AS holder FROM"
    " (SELECT * FROM ledger_opening WHERE (posting) > {after} ORDER BY posting {page}) o"
    " LEFT JOIN ledger_entry e ON e.posting = o.posting AND"
    " (e.seq IS NOT NULL OR e.kind = 'sealed')"
    " LEFT JOIN ledger_holder h ON h.ledger_account = e.account ORDER BY o.posting"
)
_GONE = (
    "SELECT e.id, e.account, e.seq, e.minutes FROM ledger_entry e"
    " JOIN ledger_holder h ON h.ledger_account = e.account"
    " AND (h.account IS NOT NULL OR e.kind = 'sealed')"
    " WHERE NOT EXISTS (SELECT 1 FROM ledger_opening o WHERE o.posting = e.posting)"
)


async def follow(tell: Tell) -> None:
    """Open every commitment of which the opening is here; who is erased has left none."""
    async for row in rows(_OPENINGS, ["posting"], [UUID(int=0)]):
        # Of minutes that only organisations moved, nobody's are told.
        if row["id"] is None:
            continue
        if row["holder"] is None and row["kind"] != "sealed":
            tell(f"{name_of(row)} is nobody's, although what it is about is here")
        elif committed(bytes(row["salt"]), row["holder"], row["about"]) != bytes(row["commitment"]):
            tell(f"{name_of(row)} was committed to for another holder, or about something else")
    for row in await run(_GONE):
        tell(f"{name_of(row)} does not tell what it is about, although its holder is here")
