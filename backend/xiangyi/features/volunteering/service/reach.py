"""Who may do what with an activity: those who lead for its host, and those who watch over it."""

from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, Scope, divisions
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.tables import RoleGrant
from xiangyi.features.organisations import service as organisations
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.tables import ActivityRevision

#: Whoever writes for the host: its leads, and those who convene where it is at home.
WRITERS: Final[tuple[Role, ...]] = ("lead", "convener")
#: Whoever may say yes to what another wrote. No lead does: those of one host are one circle.
APPROVERS: Final[tuple[Role, ...]] = ("convener", "supervisor", "administrator")
LOOKERS: Final[tuple[Role, ...]] = ("lead", *APPROVERS)


async def within(organisation: UUID) -> list[Scope]:
    """The scopes around a host: itself, and its home with those above it.

    Where the activity takes place is for its writer to say, and so chooses nobody's powers.

    Raises:
        ActivityUnusable: there is no such organisation.
    """
    home = (await organisations.homes([organisation])).get(organisation)
    if home is None:
        raise errors.ActivityUnusable(field="organisation")
    lineage = (await tree.lineages([home.division]))[home.division]
    around = divisions([one.key for one in lineage])
    return [*around, Scope("organisation", str(organisation))]


async def expect_writer(asker: Asker, organisation: UUID) -> None:
    """Raises RoleMissing unless the asker writes for the host."""
    asker.expect(*WRITERS, within=await within(organisation))


async def expect_looker(asker: Asker, organisation: UUID) -> None:
    """Raises RoleMissing unless the asker answers for the host."""
    asker.expect(*LOOKERS, within=await within(organisation))


async def expect_leader(asker: Asker, organisation: UUID, lead: UUID) -> None:
    """Raises RoleMissing unless the asker leads the shift, or writes for the host."""
    if asker.account != lead:
        await expect_writer(asker, organisation)


async def expect_approver(asker: Asker, organisation: UUID) -> None:
    """Raises RoleMissing unless the asker may say yes to what another wrote for the host."""
    asker.expect(*APPROVERS, within=await within(organisation))


async def may_approve(asker: Asker, row: dict[str, Any]) -> bool:
    """Whether the asker is a second person who may say yes to what waits."""
    return (
        row["state"] == "waiting"
        and asker.holds(*APPROVERS, within=await within(row["organisation"]))
        and asker.account not in await writers(row["id"])
    )


async def writers(id_: UUID) -> set[UUID]:
    """Whoever wrote something of it, or sent it for approval: none of them says yes."""
    rows = await ActivityRevision.select(ActivityRevision.account).where(
        (ActivityRevision.activity == id_)
        & ActivityRevision.move.is_in(["drafted", "changed", "submitted"])
    )
    return {row["account"] for row in rows}


async def leads(organisation: UUID) -> set[UUID]:
    """Those who may lead a shift: who writes for the host."""
    scopes = await within(organisation)
    rows = await RoleGrant.select(
        RoleGrant.account, RoleGrant.scope_kind, RoleGrant.scope_id
    ).where(
        RoleGrant.role.is_in(list(WRITERS))
        & RoleGrant.scope_id.is_in([one.id for one in scopes])
        & RoleGrant.confirmed_at.is_not_null()
        & RoleGrant.withdrawn_at.is_null()
    )
    return {row["account"] for row in rows if Scope(row["scope_kind"], row["scope_id"]) in scopes}
