"""Roles: what is granted, by whom, and taken away again; and the audit of it all."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post, put
from litestar.exceptions import ValidationException
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from xiangyi.core.asking import Role, RoleMissing, ScopeKind, SignInNeeded, asker_of
from xiangyi.core.instants import OUTSIDE, YEARS
from xiangyi.core.problems import refusals
from xiangyi.core.text import WITHOUT_CONTROLS
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.audit.schemas import EntryPage, Sought
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas.granting import (
    Grant,
    GrantPage,
    GrantsSought,
    GrantState,
    RoleWanted,
    Withdrawal,
)
from xiangyi.features.identity.service import auditing, grants, roles
from xiangyi.features.identity.service.pages import CURSOR


@get(
    "/roles",
    operation_id="listRoles",
    tags=["roles"],
    responses=refusals(SignInNeeded, RoleMissing),
)
async def list_roles(  # a query's parameters are the function's
    request: Request[Any, Any, Any],
    account: FromQuery[UUID | None] = None,
    role: FromQuery[Role | None] = None,
    scope_kind: Annotated[ScopeKind | None, QueryParameter(name="scopeKind")] = None,
    scope_id: Annotated[
        str | None, QueryParameter(name="scopeId", max_length=64, pattern=WITHOUT_CONTROLS)
    ] = None,
    state_: Annotated[GrantState | None, QueryParameter(name="state")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> GrantPage:
    """What has been granted where the asker is administrator or supervisor, the latest first."""
    sought = GrantsSought(
        account=account,
        role=role,
        scope_kind=scope_kind,
        scope_id=scope_id,
        state=state_,
        cursor=cursor,
        limit=limit,
    )
    return await grants.list_grants(asker_of(request), sought, now=request.app.state.clock())


@put(
    "/roles/{grant_id:uuid}",
    operation_id="grantRole",
    tags=["roles"],
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        WhyMissing,
        WhyUnusable,
        errors.GrantAboveOwn,
        errors.SamePerson,
        errors.ScopeUnfit,
        errors.ScopeNotFound,
        errors.AccountNotFound,
        errors.PhoneUnusable,
        errors.TooManyTries,
        errors.RoleHeldAlready,
        errors.GrantIdTaken,
    ),
)
async def grant_role(
    request: Request[Any, Any, Any], grant_id: FromPath[UUID], data: JSONBody[RoleWanted]
) -> Grant:
    """Give somebody a role; an administrator's waits for a second administrator's word."""
    return await roles.grant(asker_of(request), grant_id, data, now=request.app.state.clock())


@post(
    "/roles/{grant_id:uuid}/confirmation",
    operation_id="confirmRole",
    tags=["roles"],
    status_code=200,
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        errors.GrantAboveOwn,
        errors.SamePerson,
        errors.GranterHoldsNoMore,
        errors.GrantNotFound,
        errors.ScopeNotFound,
        errors.GrantSettled,
    ),
)
async def confirm_role(request: Request[Any, Any, Any], grant_id: FromPath[UUID]) -> Grant:
    """Say the second word on an administrator, as neither who granted nor who is granted."""
    return await roles.confirm(asker_of(request), grant_id, now=request.app.state.clock())


@post(
    "/roles/{grant_id:uuid}/withdrawal",
    operation_id="withdrawRole",
    tags=["roles"],
    status_code=200,
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        WhyMissing,
        WhyUnusable,
        errors.GrantAboveOwn,
        errors.GrantNotFound,
        errors.ScopeNotFound,
        errors.GrantSettled,
    ),
)
async def withdraw_role(
    request: Request[Any, Any, Any], grant_id: FromPath[UUID], data: JSONBody[Withdrawal]
) -> Grant:
    """Take a role away; it is gone at the person's next request."""
    now = request.app.state.clock()
    return await roles.withdraw(asker_of(request), grant_id, data.why, now=now)


@get(
    "/audit",
    operation_id="searchAudit",
    tags=["audit"],
    responses=refusals(SignInNeeded, RoleMissing, DivisionNotFound),
)
async def search_audit(  # a query's parameters are the function's
    request: Request[Any, Any, Any],
    division: Annotated[
        str | None, QueryParameter(description="nbs:430100000000", pattern=WITHOUT_CONTROLS)
    ] = None,
    actor: FromQuery[UUID | None] = None,
    action: Annotated[str | None, QueryParameter(max_length=40, pattern=WITHOUT_CONTROLS)] = None,
    subject: Annotated[str | None, QueryParameter(max_length=64, pattern=WITHOUT_CONTROLS)] = None,
    from_: Annotated[datetime | None, QueryParameter(name="from")] = None,
    to: FromQuery[datetime | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    cursor: Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)] = None,
) -> EntryPage:
    """What those with a role did in a division and below it, the latest first.

    Without `division`, wherever the asker is supervisor or administrator.
    """
    sought = Sought(
        division=division,
        actor=actor,
        action=action,
        subject=subject,
        from_=_dated("from", from_),
        to=_dated("to", to),
        before=cursor,
        limit=limit,
    )
    return await auditing.search(asker_of(request), sought, now=request.app.state.clock())


def _dated(name: str, instant: datetime | None) -> datetime | None:
    """The instant, clear of the calendar's two ends, where time zones overflow."""
    if instant is None or instant.year in YEARS:
        return instant
    raise ValidationException(extra=[{"key": name, "message": OUTSIDE}])


HANDLERS = [list_roles, grant_role, confirm_role, withdraw_role, search_audit]
