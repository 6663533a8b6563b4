"""The counter: accounts kept for persons without a phone, and how these claim them (Art 14)."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.problems import refusals
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity import errors
from xiangyi.features.identity.schemas.personal import (
    Claim,
    Claimed,
    Claims,
    Keeping,
    Kept,
    KeptPage,
    Slip,
)
from xiangyi.features.identity.service import claims, kept


@put(
    "/kept/{account:uuid}",
    operation_id="keepAccount",
    tags=["acting for"],
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        errors.NameUnusable,
        errors.PhoneUnusable,
        errors.ConsentUnfit,
        errors.KeptTaken,
        DivisionNotFound,
    ),
)
async def keep_account(
    request: Request[Any, Any, Any], account: FromPath[UUID], data: JSONBody[Keeping]
) -> Kept:
    """Make an account for a person who said yes to a clerk's entering for them."""
    return await kept.keep(asker_of(request), account, data, now=request.app.state.clock())


@get(
    "/kept",
    operation_id="listKept",
    tags=["acting for"],
    responses=refusals(SignInNeeded, RoleMissing),
)
async def list_kept(
    request: Request[Any, Any, Any],
    cursor: Annotated[UUID | None, QueryParameter(description="The `next` before.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=100)] = 50,
) -> KeptPage:
    """Those for whom the clerks of one's divisions enter, masked; claimed ones are gone."""
    now = request.app.state.clock()
    return await kept.list_kept(asker_of(request), after=cursor, limit=limit, now=now)


@post(
    "/kept/{account:uuid}/slips",
    operation_id="makeSlip",
    tags=["acting for"],
    responses=refusals(SignInNeeded, RoleMissing, errors.KeptNotFound),
)
async def make_slip(request: Request[Any, Any, Any], account: FromPath[UUID]) -> Slip:
    """A code for the person to claim their account by, told this once; one before is void."""
    return await kept.make_slip(asker_of(request), account, now=request.app.state.clock())


@post(
    "/kept/{account:uuid}/withdrawal",
    operation_id="withdrawKept",
    tags=["acting for"],
    status_code=200,
    responses=refusals(SignInNeeded, RoleMissing, errors.KeptNotFound),
)
async def withdraw_kept(request: Request[Any, Any, Any], account: FromPath[UUID]) -> Kept:
    """Write down that the person takes their yes back; what is kept is erased in 30 days."""
    return await kept.withdraw_kept(asker_of(request), account, now=request.app.state.clock())


@post(
    "/me/claims",
    operation_id="claimAccount",
    tags=["me"],
    responses=refusals(SignInNeeded, errors.ClaimRefused, errors.TooManyTries),
)
async def claim_account(request: Request[Any, Any, Any], data: JSONBody[Claim]) -> Claimed:
    """Make the account on the slip one's own; nobody acts for it any more."""
    callers: Callers = request.app.state.callers
    return await claims.claim(
        asker_of(request),
        data.code,
        address=callers.address(request),
        now=request.app.state.clock(),
    )


@get(
    "/me/claims",
    operation_id="listClaims",
    tags=["me"],
    responses=refusals(SignInNeeded, errors.ActingForRefused),
)
async def list_claims(request: Request[Any, Any, Any]) -> Claims:
    """What one has claimed, the latest first, with the name and the consents that came along."""
    return Claims(await claims.list_claims(asker_of(request)))


HANDLERS = [keep_account, list_kept, make_slip, withdraw_kept, claim_account, list_claims]
