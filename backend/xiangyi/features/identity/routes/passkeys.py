"""Passkeys: signing in with one, and the person's own."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from litestar import Request, Response, delete, get, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.callers import Callers, Site
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.identity import errors
from xiangyi.features.identity.guards import expect_own_page
from xiangyi.features.identity.routes.session import answer
from xiangyi.features.identity.schemas import Session
from xiangyi.features.identity.schemas.passkeys import (
    PasskeyAdded,
    PasskeyOptions,
    Passkeys,
    PasskeyShown,
    PasskeySignIn,
)
from xiangyi.features.identity.service import passkeys


@post(
    "/session/passkey/options",
    operation_id="getPasskeyRequest",
    tags=["session"],
    security=PUBLIC,
    responses=refusals(errors.TooManyTries),
)
async def passkey_request(request: Request[Any, Any, Any]) -> PasskeyOptions:
    """What a browser needs to sign in with a passkey; its answer is good for five minutes."""
    callers: Callers = request.app.state.callers
    return await passkeys.options_to_use(
        _site(request), address=callers.address(request), now=request.app.state.clock()
    )


@post(
    "/session/passkey",
    operation_id="signInWithPasskey",
    tags=["session"],
    security=PUBLIC,
    guards=[expect_own_page],
    responses=refusals(errors.PasskeyRefused, errors.TooManyTries, errors.ForeignOrigin),
)
async def sign_in_with_passkey(
    request: Request[Any, Any, Any], data: JSONBody[PasskeySignIn]
) -> Response[Session]:
    """Sign in with what a passkey has signed."""
    now = request.app.state.clock()
    callers: Callers = request.app.state.callers
    opened = await passkeys.sign_in(data, _site(request), address=callers.address(request), now=now)
    return await answer(request, opened, now=now, status_code=201)


@get("/me/passkeys", operation_id="listPasskeys", tags=["me"], responses=refusals(SignInNeeded))
async def list_passkeys(request: Request[Any, Any, Any]) -> Passkeys:
    """The person's passkeys, the newest first."""
    return Passkeys(await passkeys.passkeys(asker_of(request)))


@post(
    "/me/passkeys/options",
    operation_id="getPasskeyCreation",
    tags=["me"],
    responses=refusals(SignInNeeded, errors.PasskeysFull, errors.TooManyTries),
)
async def passkey_creation(request: Request[Any, Any, Any]) -> PasskeyOptions:
    """What a browser needs to make a passkey; its answer is good for five minutes."""
    return await passkeys.options_to_make(
        asker_of(request), _site(request), now=request.app.state.clock()
    )


@post(
    "/me/passkeys",
    operation_id="addPasskey",
    tags=["me"],
    responses=refusals(SignInNeeded, errors.PasskeyRefused),
)
async def add_passkey(
    request: Request[Any, Any, Any], data: JSONBody[PasskeyAdded]
) -> PasskeyShown:
    """Keep the passkey that the browser has made."""
    return await passkeys.add(
        asker_of(request), data, _site(request), now=request.app.state.clock()
    )


@delete(
    "/me/passkeys/{passkey_id:uuid}",
    operation_id="removePasskey",
    tags=["me"],
    responses=refusals(SignInNeeded, errors.PasskeyNotFound),
)
async def remove_passkey(request: Request[Any, Any, Any], passkey_id: FromPath[UUID]) -> None:
    """Let a passkey open nothing any more."""
    await passkeys.remove(asker_of(request), passkey_id)


HANDLERS = [
    passkey_request,
    sign_in_with_passkey,
    list_passkeys,
    passkey_creation,
    add_passkey,
    remove_passkey,
]


def _site(request: Request[Any, Any, Any]) -> Site:
    """Raises HTTPException: 400; the request names no host (RFC 9112, 3.2)."""
    callers: Callers = request.app.state.callers
    site = callers.site(request)
    if not site.host:
        raise HTTPException(status_code=HTTPStatus.BAD_REQUEST)
    return site
