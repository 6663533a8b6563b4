"""Who did something, as far as whoever works beside them is to know."""

from collections.abc import Collection
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.features.identity.service import persons
from xiangyi.features.identity.tables import Member
from xiangyi.features.organisations import service as organisations


class Doer(Struct, frozen=True):
    """Whether it is the asker; else the masked name, 王*, and to which organisation they belong.

    Null where there is none, and once the account is erased.
    """

    you: bool
    name: str | None
    organisation: str | None


async def doers(asker: Asker, accounts: Collection[UUID]) -> dict[UUID, Doer]:
    """How each of the accounts is told to the asker; one that is gone is in none of them."""
    masks = await persons.masks(accounts)
    rows = (
        await Member.select(Member.account, Member.organisation)
        .where(Member.account.is_in(list(accounts) or [asker.account]) & Member.ended_at.is_null())
        .order_by(Member.since_at)
    )
    homes = await organisations.homes({row["organisation"] for row in rows})
    belongs = {row["account"]: homes[row["organisation"]].name for row in rows}
    return {
        one: Doer(you=one == asker.account, name=mask.name, organisation=belongs.get(one))
        for one, mask in masks.items()
    }
