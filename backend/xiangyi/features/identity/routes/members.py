"""Who belongs to an organisation."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.problems import refusals
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas.granting import Members, MemberShown, MemberWanted
from xiangyi.features.identity.service import members
from xiangyi.features.identity.service.pages import CURSOR
from xiangyi.features.organisations.errors import OrganisationClosed, OrganisationNotFound

_PATH = "/organisations/{organisation_id:uuid}/members"


@get(
    _PATH,
    operation_id="listMembers",
    tags=["organisations"],
    responses=refusals(SignInNeeded, RoleMissing, OrganisationNotFound),
)
async def list_members(
    request: Request[Any, Any, Any],
    organisation_id: FromPath[UUID],
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> Members:
    """Those who belong to it today, the latest first."""
    now = request.app.state.clock()
    return await members.list_members(
        asker_of(request), organisation_id, after=cursor, limit=limit, now=now
    )


@post(
    _PATH,
    operation_id="addMemberByPhone",
    tags=["organisations"],
    status_code=200,
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        OrganisationNotFound,
        OrganisationClosed,
        errors.AccountNotFound,
        errors.PhoneUnusable,
        errors.TooManyTries,
    ),
)
async def add_member_by_phone(
    request: Request[Any, Any, Any], organisation_id: FromPath[UUID], data: JSONBody[MemberWanted]
) -> MemberShown:
    """Let whoever has the phone belong to it; who does already stays as they were."""
    now = request.app.state.clock()
    return await members.add_by_phone(asker_of(request), organisation_id, data.phone, now=now)


@put(
    _PATH + "/{account_id:uuid}",
    operation_id="addMember",
    tags=["organisations"],
    responses=refusals(
        SignInNeeded, RoleMissing, OrganisationNotFound, OrganisationClosed, errors.AccountNotFound
    ),
)
async def add_member(
    request: Request[Any, Any, Any], organisation_id: FromPath[UUID], account_id: FromPath[UUID]
) -> MemberShown:
    """Let somebody belong to it; who does already stays as they were."""
    now = request.app.state.clock()
    return await members.add(asker_of(request), organisation_id, account_id, now=now)


@delete(
    _PATH + "/{account_id:uuid}",
    operation_id="endMembership",
    tags=["organisations"],
    responses=refusals(SignInNeeded, RoleMissing, OrganisationNotFound, errors.MemberNotFound),
)
async def end_membership(
    request: Request[Any, Any, Any], organisation_id: FromPath[UUID], account_id: FromPath[UUID]
) -> None:
    """Let somebody belong to it no more."""
    now = request.app.state.clock()
    await members.end(asker_of(request), organisation_id, account_id, now=now)


HANDLERS = [list_members, add_member_by_phone, add_member, end_membership]
