"""Granting, confirming and withdrawing roles: nobody grants more than they hold."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from xiangyi.core.asking import SCOPES, Asker, Role, Scope
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal
from xiangyi.features.audit import service as audit
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas.granting import Grant, RoleWanted
from xiangyi.features.identity.service import accounts, asking, codes, grants, persons, scopes
from xiangyi.features.identity.service.scopes import Ground

#: SQLite has one writer, and refuses what is there before it asks for a conflict.
_ADD = (
    "INSERT INTO role_grant (id, account, role, scope_kind, scope_id, division, reason, granted_by,"
    " granted_at, confirmed_at) SELECT {}, {}, {}, {}, {}, {}, {}, {}, {}, {} WHERE NOT EXISTS"
    " (SELECT 1 FROM role_grant WHERE id = {} OR (account = {} AND role = {} AND scope_kind = {}"
    " AND scope_id = {} AND withdrawn_at IS NULL)) ON CONFLICT DO NOTHING RETURNING id"
)
_CONFIRM = (
    "UPDATE role_grant SET confirmed_at = {}, confirmed_by = {} WHERE id = {}"
    " AND confirmed_at IS NULL AND withdrawn_at IS NULL RETURNING id"
)
_WITHDRAW = (
    "UPDATE role_grant SET withdrawn_at = {}, withdrawn_by = {}, withdrawn_reason = {}"
    " WHERE id = {} AND withdrawn_at IS NULL RETURNING id"
)


async def grant(asker: Asker, id_: UUID, wanted: RoleWanted, *, now: datetime) -> Grant:
    """Give somebody a role; an administrator's waits for a second administrator's word.

    The same again under the same id changes nothing.

    Raises:
        WhyMissing, WhyUnusable: no reason is given.
        ScopeUnfit: the role is not for scopes of this kind.
        ScopeNotFound: there is no such scope, or it is no more.
        RoleMissing: the asker is no administrator at all.
        GrantAboveOwn: they are, but of nothing that contains the scope.
        AccountNotFound, PhoneUnusable, TooManyTries: the person is not found.
        SamePerson: the asker would grant it to themselves.
        RoleHeldAlready: the person has the role there, or soon.
        GrantIdTaken: the id stands for something else.
    """
    why = audit.reason(wanted.why)
    scope = Scope(wanted.scope_kind, wanted.scope_id)
    ground = await _fit(wanted.role, scope)
    expect_above(asker, ground)
    account = await _account(asker, wanted, ground.division, now)
    if account == asker.account:
        raise errors.SamePerson
    confirmed_at = None if wanted.role == "administrator" else now
    told = (account, wanted.role, scope.kind, scope.id)
    sealed = seal(why, owner=id_, field=grants.REASON)
    async with atomic():
        how = (ground.division, sealed, asker.account, now, confirmed_at)
        if not await run(_ADD, id_, *told, *how, id_, *told):
            await _expect_same(id_, told)
        else:
            await _record(asker, "role.granted", id_, None, ground.division, why, now)
    return await grants.one(id_)


async def grant_as_operator(
    phone: str, role: Role, scope: Scope, why: str, *, now: datetime
) -> Grant:
    """Give somebody a role from the command line: how the first administrators come to be.

    Whoever runs the commands could write into the database, so nobody confirms. A phone that
    is new here gets an account.

    Raises:
        PhoneUnusable, ScopeUnfit, ScopeNotFound, WhyMissing, WhyUnusable, RoleHeldAlready
    """
    reason = audit.reason(why)
    ground = await _fit(role, scope)
    id_ = uuid4()
    async with atomic():
        account = await accounts.of_phone(codes.phone_of(phone), now=now)
        told = (account, role, scope.kind, scope.id)
        sealed = seal(reason, owner=id_, field=grants.REASON)
        how = (ground.division, sealed, None, now, now)
        if not await run(_ADD, id_, *told, *how, id_, *told):
            raise errors.RoleHeldAlready
        await _record(None, "role.granted", id_, None, ground.division, reason, now)
    return await grants.one(id_)


async def confirm(asker: Asker, id_: UUID, *, now: datetime) -> Grant:
    """Say the second word on an administrator; once more by the same person changes nothing.

    Raises:
        GrantNotFound: there is none of this id.
        RoleMissing, GrantAboveOwn: the asker is no administrator of what contains the scope.
        SamePerson: the asker granted it, or is granted it.
        GranterHoldsNoMore: who granted it could not grant it today.
        GrantSettled: somebody else has confirmed it, or it has been withdrawn.
    """
    row = await grants.row(id_)
    ground = await _where(row)
    expect_above(asker, ground)
    if asker.account in {row["granted_by"], row["account"]}:
        raise errors.SamePerson
    async with atomic():
        if grants.state_of(row) == "pending":
            await _expect_granter(row["granted_by"], ground)
        if await run(_CONFIRM, now, asker.account, id_):
            why = grants.opened(row)["reason"]
            await _record(asker, "role.confirmed", id_, row, ground.division, why, now)
        else:
            row = await grants.row(id_)
            if row["withdrawn_at"] is not None or row["confirmed_by"] != asker.account:
                raise errors.GrantSettled(state=grants.state_of(row))
    return await grants.one(id_)


async def withdraw(asker: Asker, id_: UUID, why: str, *, now: datetime) -> Grant:
    """Take a role away, or back before it is confirmed; it is gone at the next request.

    Raises:
        GrantNotFound: there is none of this id.
        RoleMissing, GrantAboveOwn: the asker is no administrator of what contains the scope.
        GrantSettled: it has been withdrawn already.
        WhyMissing, WhyUnusable: no reason is given.
    """
    reason = audit.reason(why)
    ground = await _where(await grants.row(id_))
    expect_above(asker, ground)
    sealed = seal(reason, owner=id_, field=grants.WITHDRAWAL)
    async with atomic():
        before = await grants.row(id_)
        if not await run(_WITHDRAW, now, asker.account, sealed, id_):
            raise errors.GrantSettled(state="withdrawn")
        await _record(asker, "role.withdrawn", id_, before, ground.division, reason, now)
    return await grants.one(id_)


def expect_above(asker: Asker, ground: Ground) -> None:
    """Raises RoleMissing or GrantAboveOwn: the asker is no administrator of what contains it."""
    if asker.holds("administrator", within=ground.within):
        return
    asker.expect("administrator", within=[one.scope for one in asker.roles])
    raise errors.GrantAboveOwn


async def _expect_granter(granter: UUID | None, ground: Ground) -> None:
    """Two persons stand for an administrator, both of them on the day of the second word."""
    if granter is None:
        return
    held = await asking.roles_of(granter)
    if not any(one.role == "administrator" and one.scope in ground.within for one in held):
        raise errors.GranterHoldsNoMore


async def _fit(role: Role, scope: Scope) -> Ground:
    if scope.kind not in SCOPES[role]:
        raise errors.ScopeUnfit(role=role, fit=list(SCOPES[role]))
    ground = (await scopes.grounds([scope])).get(scope)
    if ground is None or ground.over:
        raise errors.ScopeNotFound(scope_kind=scope.kind, scope_id=scope.id)
    return ground


async def _account(asker: Asker, wanted: RoleWanted, division: str, now: datetime) -> UUID:
    if wanted.account is None:
        return await persons.of_phone(asker, wanted.phone or "", division=division, now=now)
    await persons.expect(wanted.account)
    return wanted.account


async def _where(row: dict[str, Any]) -> Ground:
    """Where a grant's scope lies today; no kind of scope is ever removed."""
    scope = grants.scope_of(row)
    ground = (await scopes.grounds([scope])).get(scope)
    if ground is None:
        raise errors.ScopeNotFound(scope_kind=scope.kind, scope_id=scope.id)
    return ground


async def _expect_same(id_: UUID, told: tuple[object, ...]) -> None:
    row = await grants.maybe_row(id_)
    if row is None:
        raise errors.RoleHeldAlready
    if (row["account"], row["role"], row["scope_kind"], row["scope_id"]) != told:
        raise errors.GrantIdTaken


async def _record(  # noqa: PLR0913, PLR0917  # what every entry about a grant tells
    asker: Asker | None,
    action: str,
    id_: UUID,
    before: dict[str, Any] | None,
    division: str,
    why: str,
    now: datetime,
) -> None:
    after = await grants.row(id_)
    await audit.record(
        asker,
        action,
        "role",
        id_,
        now=now,
        division=division,
        why=why,
        about=after["account"],
        before=before and grants.opened(before),
        after=grants.opened(after),
    )
