"""Who may do what with a benefit, and who stands at a counter."""

from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, Scope, divisions
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.service import insiders
from xiangyi.features.benefits.tables import BenefitRevision
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations

#: Whoever writes for a provider: its own people, and those who convene where it is at home.
WRITERS: Final[tuple[Role, ...]] = ("partner", "convener")
#: Whoever says yes for the division whose people get it. No provider gives itself away.
APPROVERS: Final[tuple[Role, ...]] = ("convener", "supervisor", "administrator")
LOOKERS: Final[tuple[Role, ...]] = ("partner", *APPROVERS)
COUNTER: Final[Role] = "partner"


async def within(division: str) -> list[Scope]:
    """The scopes around a division.

    Raises:
        BenefitUnusable: there is none.
    """
    lineage = (await tree.lineages([division])).get(division)
    if lineage is None:
        raise errors.BenefitUnusable(field="division")
    return divisions([one.key for one in lineage])


async def around(provider: UUID) -> list[Scope]:
    """The scopes around a provider: itself, and its home with those above it.

    Raises:
        BenefitUnusable: there is none.
    """
    home = (await organisations.homes([provider])).get(provider)
    if home is None:
        raise errors.BenefitUnusable(field="provider")
    return [*await within(home.division), Scope("organisation", str(provider))]


async def expect_writer(asker: Asker, provider: UUID) -> None:
    """Raises RoleMissing unless the asker writes for the provider."""
    asker.expect(*WRITERS, within=await around(provider))


async def expect_looker(asker: Asker, row: dict[str, Any]) -> None:
    """Raises RoleMissing unless the asker answers for the provider or for the division."""
    scopes = [*await around(row["provider"]), *await within(row["division"])]
    asker.expect(*LOOKERS, within=scopes)


async def expect_approver(asker: Asker, row: dict[str, Any]) -> None:
    """That the asker answers for those who get it, and does not stand for who gives it.

    Raises:
        RoleMissing, OwnProvider: it is not so.
    """
    asker.expect(*APPROVERS, within=await within(row["division"]))
    if asker.account in await insiders.of_provider(row):
        raise errors.OwnProvider


async def may_approve(asker: Asker, row: dict[str, Any]) -> bool:
    """Whether the asker is a second person who may say yes to what waits."""
    return (
        row["state"] == "waiting"
        and asker.holds(*APPROVERS, within=await within(row["division"]))
        and asker.account not in await apart(row)
    )


async def may_withdraw(asker: Asker, row: dict[str, Any]) -> bool:
    """Whoever writes for its provider or answers for those who get it."""
    return asker.holds(*WRITERS, within=await around(row["provider"])) or asker.holds(
        *APPROVERS, within=await within(row["division"])
    )


async def apart(row: dict[str, Any]) -> set[UUID]:
    """Whoever does not say yes though their role would let them."""
    return await writers(row["id"]) | await insiders.of_provider(row)


async def writers(id_: UUID) -> set[UUID]:
    """Whoever wrote something of it, or sent it for approval: none of them says yes."""
    rows = await BenefitRevision.select(BenefitRevision.account).where(
        (BenefitRevision.benefit == id_)
        & BenefitRevision.move.is_in(["drafted", "changed", "submitted"])
    )
    return {row["account"] for row in rows}


def counters_of(asker: Asker) -> list[UUID]:
    """The organisations at whose counters the asker stands.

    Raises:
        RoleMissing: there is none.
    """
    ids = asker.scopes_of(COUNTER, kind="organisation")
    if not ids:
        asker.expect(COUNTER, within=())
    return [UUID(one) for one in ids]
