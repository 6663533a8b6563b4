"""Whose records are whose, once a person has claimed what was kept for them."""

from uuid import UUID

from xiangyi.features.identity.tables import Account


async def records_of(account: UUID) -> set[UUID]:
    """The accounts whose records are a person's: their own, and those they have claimed."""
    claimed = await Account.select(Account.id).where(Account.claimed_by == account)
    return {account, *(row["id"] for row in claimed)}
