"""Who may do what with a consultation: those who convene where it is, and those who watch them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, RoleMissing, Scope, divisions
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas import ConsultationFacts, Invited
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.tables import Consultation, ConsultationRevision
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.tables import RoleGrant
from xiangyi.features.organisations import service as organisations
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.stations.service import standing

#: Whoever may call people together, and say yes to another's call.
CONVENERS: Final[tuple[Role, ...]] = ("convener",)
APPROVERS: Final[tuple[Role, ...]] = ("convener", "administrator")
LOOKERS: Final[tuple[Role, ...]] = ("convener", "administrator", "supervisor")
#: Who sits at a counter, and rings up those who live there.
RINGERS: Final[tuple[Role, ...]] = ("clerk",)
#: For whom riders ride.
COMPANIES: Final = ("platform_company", "courier_company")


async def row_of(id_: UUID) -> dict[str, Any]:
    """Raises ConsultationNotFound: there is none."""
    row: dict[str, Any] | None = await Consultation.select().where(Consultation.id == id_).first()
    if row is None or row["state"] == "deleted":
        raise errors.ConsultationNotFound
    return row


async def public_row(id_: UUID, *, now: datetime) -> dict[str, Any]:
    """Raises ConsultationNotFound: nobody has been told of one under this id."""
    row = await row_of(id_)
    if not is_public(row, now):
        raise errors.ConsultationNotFound
    return row


def is_public(row: dict[str, Any], now: datetime) -> bool:
    return row["announced_at"] is not None and (row["send_at"] or now) <= now


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
    """Nobody calls people to where they do not convene, nor in the name of strangers.

    Raises:
        ConsultationUnusable: the division or the organisation is not known.
        RoleMissing: the asker does not convene where it is; or neither for the organisation in
            whose name people are called, nor where that is at home.
        OrganisationMissing: the asker convenes there for an organisation alone, and names none.
    """
    lineage = await _lineage(facts.division, "division")
    if facts.organisation is not None:
        homes = await organisations.homes([facts.organisation])
        if facts.organisation not in homes:
            raise errors.ConsultationUnusable(field="organisation")
        around = await _lineage(homes[facts.organisation].division, "organisation")
        own = Scope("organisation", str(facts.organisation))
        asker.expect(*CONVENERS, within=[own, *divisions(around)])
    if lineage & {*asker.scopes_of(*CONVENERS, kind="division")}:
        return
    # What such a convener wrote in no name would be nobody's that they may open again.
    at_home = {id_ for id_, home in (await _offices(asker)).items() if home in lineage}
    if at_home and facts.organisation is None:
        raise errors.OrganisationMissing
    if facts.organisation not in at_home:
        raise RoleMissing(roles=list(CONVENERS))


async def expect_in(asker: Asker, row: dict[str, Any], roles: tuple[Role, ...]) -> None:
    asker.expect(*roles, within=await within(row["division"], row["organisation"]))


async def answers_for(asker: Asker, row: dict[str, Any], *roles: Role) -> bool:
    """Whether the asker holds a role for where it is, for who calls, or for those called."""
    around = await within(row["division"], row["organisation"])
    return asker.holds(*roles, within=[*around, *await approving(row)])


async def expect_theirs(asker: Asker, row: dict[str, Any]) -> None:
    """Nobody moves a meeting of people whom they could not call, though it is where they convene.

    Raises:
        RoleMissing: the asker convenes no such consultation.
        AudienceNotYours: it goes to people where the asker does not convene.
    """
    await expect_in(asker, row, CONVENERS)
    await expect_invited(asker, facts_of(row).invited)


async def reads_names(asker: Asker, row: dict[str, Any]) -> bool:
    """Whether the asker reads who comes by name: who answers for the place, or for who convenes.

    But no company for which riders ride, whatever it calls people to.
    """
    if asker.holds(*APPROVERS, within=await within(row["division"], None)):
        return True
    office = row["organisation"]
    if office is None or not asker.holds(*APPROVERS, within=[Scope("organisation", str(office))]):
        return False
    return not await Organisation.exists().where(
        (Organisation.id == office) & Organisation.kind.is_in(list(COMPANIES))
    )


async def answers_for_called(asker: Asker, row: dict[str, Any], *roles: Role) -> bool:
    """Whether the asker holds a role for all who are called, wherever they meet."""
    return asker.holds(*roles, within=await approving(row))


async def expect_looker(asker: Asker, row: dict[str, Any], *, now: datetime) -> None:
    """Raises RoleMissing unless the asker answers for it, or rings up whom it has not reached."""
    if not await answers_for(asker, row, *LOOKERS) and not await counters(asker, row, now=now):
        raise RoleMissing(roles=[*LOOKERS, *RINGERS])


async def counters(asker: Asker, row: dict[str, Any], *roles: Role, now: datetime) -> list[str]:
    """The asker's divisions in which people have been told of it, by default of their counters."""
    return (await counters_of(asker, [row], *roles, now=now))[row["id"]]


async def counters_of(
    asker: Asker, rows: Sequence[dict[str, Any]], *roles: Role, now: datetime
) -> dict[UUID, list[str]]:
    """The same of several, by their ids."""
    keys = asker.scopes_of(*(roles or RINGERS), kind="division")
    called = {row["id"]: facts_of(row).invited.division for row in rows} if keys else {}
    lineages = await tree.lineages({*keys, *called.values()}) if called else {}
    above = {key: {one.key for one in lineage} for key, lineage in lineages.items()}
    return {
        row["id"]: [
            key
            for key in keys
            if key in above.get(called[row["id"]], ()) or called[row["id"]] in above.get(key, ())
        ]
        if row["announced_at"] is not None and (row["send_at"] or now) <= now
        else []
        for row in rows
    }


async def expect_invited(asker: Asker, invited: Invited) -> None:
    """Nobody calls people who are not where they convene, nor who follow a station elsewhere.

    Raises:
        ConsultationUnusable: the division is not known.
        AudienceNotYours: it, or where one of the stations is, lies elsewhere or further up, or
            the asker convenes for a company alone.
    """
    mine = await _convened(asker)
    if not mine & await _lineage(invited.division, "invited.division"):
        raise errors.AudienceNotYours(division=invited.division)
    stations = await standing.places({one for line in invited.lines for one in line.stations})
    at = sorted({one.division for one in stations.values()})
    lineages = await tree.lineages(at)
    for division in at:
        if not mine & {one.key for one in lineages[division]}:
            raise errors.AudienceNotYours(division=division)


async def approving(row: dict[str, Any]) -> list[Scope]:
    """For what a second person has to answer: for those who are called, from far to near.

    An organisation counts where it is at home around them and whoever drafted convenes for it:
    who may say yes is not chosen by naming somebody.
    """
    division = facts_of(row).invited.division
    around = await within(division, None)
    organisation = row["organisation"]
    if organisation is None:
        return around
    home = (await organisations.homes([organisation]))[organisation].division
    held = await RoleGrant.exists().where(
        (RoleGrant.account == row["drafted_by"])
        & RoleGrant.role.is_in(list(CONVENERS))
        & (RoleGrant.scope_kind == "organisation")
        & (RoleGrant.scope_id == str(organisation))
        & RoleGrant.confirmed_at.is_not_null()
        & RoleGrant.withdrawn_at.is_null()
    )
    if held and Scope("division", home) in around:
        around.append(Scope("organisation", str(organisation)))
    return around


async def may_approve(asker: Asker, row: dict[str, Any]) -> bool:
    """Whether the asker is a second person who may say yes to what waits."""
    return (
        row["state"] == "waiting"
        and asker.holds(*APPROVERS, within=await approving(row))
        and asker.account not in await writers(row["id"])
    )


async def _convened(asker: Asker) -> set[str]:
    """Where the asker convenes: their divisions, and where their organisations are at home.

    But no company for which riders ride: it may never call them, so it counts none of them.
    """
    offices = await _offices(asker)
    companies = (
        await Organisation.select(Organisation.id)
        .where(
            Organisation.id.is_in(list(offices) or [UUID(int=0)])
            & Organisation.kind.is_in(list(COMPANIES))
        )
        .output(as_list=True)
    )
    return {
        *asker.scopes_of(*CONVENERS, kind="division"),
        *(home for id_, home in offices.items() if id_ not in companies),
    }


async def _offices(asker: Asker) -> dict[UUID, str]:
    """The organisations for which the asker convenes, each with the division of its home."""
    homes = await organisations.homes(
        {UUID(one) for one in asker.scopes_of(*CONVENERS, kind="organisation")}
    )
    return {id_: home.division for id_, home in homes.items()}


async def _lineage(division: str, field: str) -> set[str]:
    lineage = (await tree.lineages([division])).get(division)
    if lineage is None:
        raise errors.ConsultationUnusable(field=field)
    return {one.key for one in lineage}


async def writers(id_: UUID) -> set[UUID]:
    """Whoever wrote something of it, sent it for approval or told it alone: none says yes."""
    rows = await ConsultationRevision.select(ConsultationRevision.account).where(
        (ConsultationRevision.consultation == id_)
        & ConsultationRevision.move.is_in(["drafted", "changed", "submitted", "outgrown"])
    )
    return {row["account"] for row in rows}
