"""Erasing a person from the ledger, whose entries stay as they are."""

from uuid import UUID

from xiangyi.core.db import run


async def forget(person: UUID) -> None:
    """Remove the links and the salts, in the caller's transaction: the commitments tell nothing."""
    await run(
        "DELETE FROM ledger_opening WHERE posting IN (SELECT e.posting FROM ledger_entry e"
        " JOIN ledger_holder h ON h.ledger_account = e.account WHERE h.account = {})",
        person,
    )
    await run("DELETE FROM ledger_holder WHERE account = {}", person)
