"""Who may do what with a consultation: those who convene where it is, and those who watch them."""

from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, Scope, divisions
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas import ConsultationFacts
from xiangyi.features.consultations.tables import Consultation, ConsultationRevision
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations

#: Whoever may call people together, and say yes to another's call.
CONVENERS: Final[tuple[Role, ...]] = ("convener",)
APPROVERS: Final[tuple[Role, ...]] = ("convener", "administrator")
LOOKERS: Final[tuple[Role, ...]] = ("convener", "administrator", "supervisor")


async def row_of(id_: UUID) -> dict[str, Any]:
    """Raises ConsultationNotFound: there is none."""
    row: dict[str, Any] | None = await Consultation.select().where(Consultation.id == id_).first()
    if row is None:
        raise errors.ConsultationNotFound
    return row


async def within(division: str, organisation: UUID | None) -> list[Scope]:
    """The scopes around a consultation: its division with those above, and who calls.

    Raises:
        ConsultationUnusable: one of them is not known.
    """
    lineage = (await tree.lineages([division])).get(division)
    if lineage is None:
        raise errors.ConsultationUnusable(field="division")
    scopes = divisions([one.key for one in lineage])
    if organisation is not None:
        if organisation not in await organisations.homes([organisation]):
            raise errors.ConsultationUnusable(field="organisation")
        scopes.append(Scope("organisation", str(organisation)))
    return scopes


async def expect_convener(asker: Asker, facts: ConsultationFacts) -> None:
    """Raises RoleMissing unless the asker convenes where it is, or for whoever calls."""
    asker.expect(*CONVENERS, within=await within(facts.division, facts.organisation))


async def expect_in(asker: Asker, row: dict[str, Any], roles: tuple[Role, ...]) -> None:
    asker.expect(*roles, within=await within(row["division"], row["organisation"]))


async def expect_invited(asker: Asker, division: str) -> None:
    """Nobody calls people who are not where they convene.

    Raises:
        ConsultationUnusable: the division is not known.
        AudienceNotYours: it lies elsewhere, or further up.
    """
    homes = await organisations.homes(
        {UUID(one) for one in asker.scopes_of(*CONVENERS, kind="organisation")}
    )
    mine = {
        *asker.scopes_of(*CONVENERS, kind="division"),
        *(home.division for home in homes.values()),
    }
    lineage = (await tree.lineages([division])).get(division)
    if lineage is None:
        raise errors.ConsultationUnusable(field="invited.division")
    if not mine & {one.key for one in lineage}:
        raise errors.AudienceNotYours(division=division)


async def may_approve(asker: Asker, row: dict[str, Any]) -> bool:
    """Whether the asker is a second person who may say yes to what waits."""
    return (
        row["state"] == "waiting"
        and asker.holds(*APPROVERS, within=await within(row["division"], row["organisation"]))
        and asker.account not in await writers(row["id"])
    )


async def writers(id_: UUID) -> set[UUID]:
    """Whoever wrote something of it, or sent it for approval: none of them says yes."""
    rows = await ConsultationRevision.select(ConsultationRevision.account).where(
        (ConsultationRevision.consultation == id_)
        & ConsultationRevision.move.is_in(["drafted", "changed", "submitted"])
    )
    return {row["account"] for row in rows}
