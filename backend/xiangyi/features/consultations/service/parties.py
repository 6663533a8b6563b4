"""The organisations that are asked to a meeting's table: who may answer for them, and who came."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from xiangyi.core.db import run
from xiangyi.features.cases.rules.words import EMPLOYERS
from xiangyi.features.consultations.schemas import Party
from xiangyi.features.consultations.schemas.records import PartyCame
from xiangyi.features.consultations.service import guests
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.identity.tables import Member, RoleGrant
from xiangyi.features.organisations.tables import Organisation

#: Who hears that an organisation is asked, and says who comes.
ROLES = ("convener", "handler")


async def offices_of(account: UUID) -> set[UUID]:
    """The organisations that somebody belongs to, or answers for."""
    member = (
        await Member.select(Member.organisation)
        .where((Member.account == account) & Member.ended_at.is_null())
        .output(as_list=True)
    )
    held = (
        await RoleGrant.select(RoleGrant.scope_id)
        .where(
            (RoleGrant.account == account)
            & RoleGrant.role.is_in(list(ROLES))
            & (RoleGrant.scope_kind == "organisation")
            & RoleGrant.confirmed_at.is_not_null()
            & RoleGrant.withdrawn_at.is_null()
        )
        .output(as_list=True)
    )
    return {*member, *(UUID(one) for one in held)}


async def is_of_employer(account: UUID) -> bool:
    """Whether somebody belongs to a company for which riders work, or has any role there."""
    held = (
        await RoleGrant.select(RoleGrant.scope_id)
        .where(
            (RoleGrant.account == account)
            & (RoleGrant.scope_kind == "organisation")
            & RoleGrant.confirmed_at.is_not_null()
            & RoleGrant.withdrawn_at.is_null()
        )
        .output(as_list=True)
    )
    offices = {*await offices_of(account), *(UUID(one) for one in held)}
    return bool(offices) and await Organisation.exists().where(
        Organisation.id.is_in(list(offices)) & Organisation.kind.is_in(list(EMPLOYERS))
    )


async def came(row: dict[str, Any], sealed: str | None = None) -> list[PartyCame]:
    """Of each that was asked, how many are proven to have come, as it was when it was sealed.

    Of an organisation of ours who signed in for it, and of whoever else who signed on paper.
    """
    if sealed is not None:
        return msgspec.convert(
            msgspec.json.decode(sealed).get("parties", []), type=list[PartyCame], strict=False
        )
    on_paper = await guests.kinds(row["id"])
    asked = facts_of(row).parties
    signed = await _signed(row["id"], [one.organisation for one in asked if one.organisation])
    return [
        PartyCame(
            kind=one.kind,
            name=one.name,
            people=_once(signed, one.organisation) + _once(on_paper, one.kind),
        )
        for one in asked
    ]


def drafted(told: Sequence[PartyCame]) -> dict[str, tuple[int, str]]:
    """How many came of each kind, and of whom they were asked."""
    found: dict[str, tuple[int, str]] = {}
    for one in told:
        people, names = found.get(one.kind, (0, ""))
        said = "、".join(filter(None, (names, one.name)))
        found[one.kind] = (people + one.people, said[:200])
    return found


def names_an_office(parties: Sequence[Party], offices: set[UUID]) -> str | None:
    """For which party somebody of these organisations comes."""
    return next((one.kind for one in parties if one.organisation in offices), None)


def _once(counted: dict[Any, int], key: Any) -> int:
    """Of two that are asked alike the first has who came."""
    return counted.pop(key, 0)


async def _signed(id_: UUID, organisations: Sequence[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for one in organisations:
        rows = await run(
            "SELECT count(*) AS people FROM meeting_presence WHERE consultation = {}"
            " AND (account IN (SELECT account FROM member WHERE organisation = {}"
            " AND ended_at IS NULL) OR account IN (SELECT account FROM role_grant"
            " WHERE scope_kind = 'organisation' AND scope_id = {}"
            " AND role IN ('convener', 'handler') AND confirmed_at IS NOT NULL"
            " AND withdrawn_at IS NULL))",
            *(id_, one, str(one)),
        )
        found[one] = int(str(rows[0]["people"]))
    return found
