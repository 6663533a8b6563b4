"""Signing in, staying in, signing out."""

from datetime import datetime
from typing import Annotated, Any

from litestar import Request, Response, delete, post
from litestar.params import HeaderParameter, JSONBody

from xiangyi.core.asking import Asker
from xiangyi.core.callers import Callers
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.identity import errors
from xiangyi.features.identity.adapters import cookies, tokens
from xiangyi.features.identity.adapters.sms import SmsGateway
from xiangyi.features.identity.guards import expect_own_page
from xiangyi.features.identity.schemas import CodeSent, CodeWanted, Session, SignIn
from xiangyi.features.identity.service import accounts, asking, codes, sessions
from xiangyi.features.identity.service.sessions import Opened


@post(
    "/session/codes",
    operation_id="sendCode",
    tags=["session"],
    security=PUBLIC,
    responses=refusals(errors.PhoneUnusable, errors.TooManyTries, errors.SmsUnavailable),
)
async def send_code(request: Request[Any, Any, Any], data: JSONBody[CodeWanted]) -> CodeSent:
    """Send a six-digit code to a phone, whether or not the phone is known here."""
    gateway: SmsGateway = request.app.state.sms
    callers: Callers = request.app.state.callers
    await codes.send(
        data.phone,
        "sign_in",
        address=callers.address(request),
        gateway=gateway,
        now=request.app.state.clock(),
    )
    return CodeSent(expires_in_s=int(codes.LASTS.total_seconds()), again_in_s=codes.AGAIN_S)


@post(
    "/session",
    operation_id="signIn",
    tags=["session"],
    security=PUBLIC,
    guards=[expect_own_page],
    responses=refusals(
        errors.PhoneUnusable,
        errors.CodeRefused,
        errors.TooManyTries,
        errors.ForeignOrigin,
    ),
)
async def sign_in(request: Request[Any, Any, Any], data: JSONBody[SignIn]) -> Response[Session]:
    """Sign in with the code; a phone that is new here gets an account."""
    now = request.app.state.clock()
    callers: Callers = request.app.state.callers
    phone = await codes.take(
        data.phone, data.code, "sign_in", address=callers.address(request), now=now
    )
    account = await accounts.of_phone(phone, now=now)
    opened = await sessions.open_(account, way="code", label=data.device, now=now)
    return await answer(request, opened, now=now, status_code=201)


@post(
    "/session/refresh",
    operation_id="renewSession",
    tags=["session"],
    security=PUBLIC,
    status_code=200,
    guards=[expect_own_page],
    responses=refusals(errors.SessionEnded, errors.ForeignOrigin),
)
async def renew_session(
    request: Request[Any, Any, Any],
    note: Annotated[
        str, HeaderParameter(name="X-Session-Note", description="the `note` of the last answer")
    ] = "",
) -> Response[Session]:
    """Change the refresh cookie for the next one and a new access token."""
    now = request.app.state.clock()
    opened = await sessions.renew(cookies.refresh_token(request), now=now, note=note)
    return await answer(request, opened, now=now, status_code=200)


@delete(
    "/session",
    operation_id="signOut",
    tags=["session"],
    security=PUBLIC,
    guards=[expect_own_page],
    responses=refusals(errors.SessionEnded, errors.ForeignOrigin),
)
async def sign_out(request: Request[Any, Any, Any]) -> Response[None]:
    """End the sign-in whose refresh cookie comes along."""
    await sessions.close(cookies.refresh_token(request), now=request.app.state.clock())
    return Response(None, status_code=204, cookies=[cookies.refresh_cookie(request, "", max_age=0)])


HANDLERS = [send_code, sign_in, renew_session, sign_out]


async def answer(
    request: Request[Any, Any, Any], opened: Opened, *, now: datetime, status_code: int
) -> Response[Session]:
    """What somebody gets who has signed in, or whose sign-in goes on.

    The operation has to stand behind `expect_own_page`.
    """
    token, expires_at = tokens.issue(opened.account, opened.device, now=now)
    roles = await asking.roles_of(opened.account)
    asker = Asker(account=opened.account, device=opened.device, roles=roles)
    session = Session(
        access_token=token,
        expires_at=expires_at,
        me=await accounts.me(asker, now=now),
        note=opened.note,
    )
    return Response(
        session,
        status_code=status_code,
        cookies=[
            cookies.refresh_cookie(
                request, opened.refresh, max_age=int(sessions.IDLE.total_seconds())
            )
        ],
        headers={"Cache-Control": "no-store"},
    )
