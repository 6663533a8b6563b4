"""Who belongs to an organisation."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from piccolo.querystring import QueryString

from xiangyi.core.asking import Asker, Scope
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas.granting import Members, MemberShown
from xiangyi.features.identity.service import persons, scopes
from xiangyi.features.identity.service.pages import cursor_of, place_of
from xiangyi.features.identity.service.scopes import Ground
from xiangyi.features.identity.tables import Member
from xiangyi.features.organisations.errors import OrganisationClosed, OrganisationNotFound

#: SQLite has one writer, and refuses what is there before it asks for a conflict.
_ADD = (
    "INSERT INTO member (id, organisation, account, since_at, added_by) SELECT {}, {}, {}, {}, {}"
    " WHERE NOT EXISTS (SELECT 1 FROM member"
    " WHERE organisation = {} AND account = {} AND ended_at IS NULL)"
    " ON CONFLICT (organisation, account) WHERE ended_at IS NULL DO NOTHING RETURNING id"
)
_FOUND = (
    "SELECT id FROM member WHERE organisation = {} AND ended_at IS NULL AND {}"
    " ORDER BY since_at DESC, id DESC LIMIT {}"
)
_FURTHER = "(since_at, id) < ({}, {})"
_END = (
    "UPDATE member SET ended_at = {}, ended_by = {} WHERE id = {} AND ended_at IS NULL RETURNING id"
)


async def list_members(
    asker: Asker, organisation: UUID, *, after: str | None, limit: int, now: datetime
) -> Members:
    """Those who belong to it today, the latest first; the look is recorded.

    Raises:
        OrganisationNotFound: there is none of this id.
        RoleMissing: the asker is no administrator of it or above.
    """
    ground = await _ground(asker, organisation)
    further = QueryString(_FURTHER, *place_of(after)) if after else QueryString("1 = 1")
    found = await run(_FOUND, organisation, further, limit + 1)
    ids = [UUID(str(row["id"])) for row in found[:limit]]
    rows = await Member.select().where(Member.id.is_in(ids)) if ids else []
    rows.sort(key=lambda row: ids.index(row["id"]))
    await audit.record(
        asker, "member.listed", "organisation", organisation, now=now, division=ground.division
    )
    more = len(found) > limit
    last = cursor_of(rows[-1]["since_at"], rows[-1]["id"]) if more else None
    return Members(await _shown(rows), last)


async def add(asker: Asker, organisation: UUID, account: UUID, *, now: datetime) -> MemberShown:
    """Let somebody belong to it from now on; who does already stays as they were.

    Raises:
        OrganisationNotFound, OrganisationClosed: there is none of this id, or it is no more.
        RoleMissing: the asker is no administrator of it or above.
        AccountNotFound: nobody has this id.
    """
    ground = await _ground(asker, organisation)
    if ground.over:
        raise OrganisationClosed
    await persons.expect(account)
    async with atomic():
        id_ = uuid4()
        told = id_, organisation, account, now, asker.account
        if await run(_ADD, *told, organisation, account):
            facts = _facts(organisation, account, now)
            await audit.record(
                asker, "member.added", "member", id_, now=now, division=ground.division, after=facts
            )
        row = await _row(organisation, account)
    if row is None:
        raise errors.MemberNotFound
    [member] = await _shown([row])
    return member


async def add_by_phone(
    asker: Asker, organisation: UUID, phone: str, *, now: datetime
) -> MemberShown:
    """The same for whoever has the phone; raises PhoneUnusable and TooManyTries besides."""
    ground = await _ground(asker, organisation)
    account = await persons.of_phone(asker, phone, division=ground.division, now=now)
    return await add(asker, organisation, account, now=now)


async def end(asker: Asker, organisation: UUID, account: UUID, *, now: datetime) -> None:
    """Let somebody belong to it no more.

    Raises:
        OrganisationNotFound, RoleMissing: as above.
        MemberNotFound: they do not.
    """
    ground = await _ground(asker, organisation)
    async with atomic():
        row = await _row(organisation, account)
        if row is None or not await run(_END, now, asker.account, row["id"]):
            raise errors.MemberNotFound
        before = _facts(organisation, account, row["since_at"])
        await audit.record(
            asker,
            "member.ended",
            "member",
            row["id"],
            now=now,
            division=ground.division,
            before=before,
            after=before | {"endedAt": now},
        )


async def _row(organisation: UUID, account: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await Member.select()
        .where(
            (Member.organisation == organisation)
            & (Member.account == account)
            & Member.ended_at.is_null()
        )
        .first()
    )
    return row


async def _ground(asker: Asker, organisation: UUID) -> Ground:
    scope = Scope("organisation", str(organisation))
    ground = (await scopes.grounds([scope])).get(scope)
    if ground is None:
        raise OrganisationNotFound(id=str(organisation))
    asker.expect("administrator", within=ground.within)
    return ground


def _facts(organisation: UUID, account: UUID, since_at: datetime) -> dict[str, object]:
    return {"organisation": organisation, "account": account, "sinceAt": since_at}


async def _shown(rows: list[dict[str, Any]]) -> list[MemberShown]:
    people = await persons.masks({row["account"] for row in rows})
    return [
        MemberShown(
            id=row["id"],
            account=row["account"],
            name=people[row["account"]].name,
            phone=people[row["account"]].phone,
            since_at=row["since_at"],
        )
        for row in rows
    ]
