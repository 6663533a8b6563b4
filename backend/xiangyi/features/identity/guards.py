"""Who may come in at all: somebody, unless the operation says that anybody may."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi.spec import OpenAPIResponse, Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIFormat, OpenAPIType

from xiangyi.core.asking import STATE, Asker, SignInNeeded
from xiangyi.core.bodies import UNSUPPORTED
from xiangyi.core.callers import Callers
from xiangyi.core.problems import PUBLIC
from xiangyi.features.identity import errors
from xiangyi.features.identity.service import acting, asking, guardians

Connection = ASGIConnection[Any, Any, Any, Any]

#: The account for which a clerk asks (Art 14).
ACTING_FOR: Final = "X-Acting-For"
#: What a person under 14 may do before a guardian has agreed: say who they are, get the
#: guardian, take back, carry off and erase what is theirs, and leave.
WITHOUT_GUARDIAN: Final = frozenset(
    {
        "changeMe",
        "sendGuardianCode",
        "setGuardian",
        "withdrawGuardian",
        "withdrawConsent",
        "askDeletion",
        "cancelDeletion",
        "removePasskey",
        "signOutDevice",
        "signOutEverywhere",
    }
)
#: What signs a person in, here or elsewhere, everything that is kept of them, in full, that they
#: are in a room, and how they vote: a clerk has no business with it.
_OWN_HANDS: Final = frozenset(
    {
        "listDevices",
        "signOutDevice",
        "signOutEverywhere",
        "listPasskeys",
        "getPasskeyCreation",
        "addPasskey",
        "removePasskey",
        "exportMe",
        "getOwnPhoto",
        "signInToConsultation",
        "voteInPoll",
    }
)
#: Nobody signs in or out, or becomes somebody of the demonstration, for another; and whoever
#: does it has not come in yet.
_DOOR: Final = frozenset({"session", "demo"})
_SCHEME: Final = "bearer "
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


async def know_who_asks(connection: Connection, handler: BaseRouteHandler) -> None:
    """Stand before every operation: what the OpenAPI document calls public is, the rest is not.

    A token that is not valid is no token to a public operation, but for a clerk, whose words
    would be taken for nobody's.

    Raises:
        SignInNeeded: the operation is not public, and nobody asks, or with a token that is over.
        ActingForRefused: no consent that holds lets them act for whom they say.
        OwnHandsOnly: one does, but nobody does this for another.
        GuardianNeeded: they would write, are under 14, and no guardian has agreed.
    """
    header = connection.headers.get("authorization", "")
    asker, now = None, connection.app.state.clock()
    if header[: len(_SCHEME)].lower() == _SCHEME:
        asker = await asking.asker(header[len(_SCHEME) :].strip(), now=now)
    account = connection.headers.get(ACTING_FOR)
    if asker is None and (account is not None or not is_public(handler)):
        raise SignInNeeded
    if asker is not None and account is not None:
        asker = await acting.acting_for(asker, account, _name(handler), now=now)
        if _name(handler) in _OWN_HANDS:
            raise errors.OwnHandsOnly
    if asker is not None and asker.may_be_young and needs_guardian(handler):
        await _expect_guardian(asker, now)
    connection.scope["state"][STATE] = asker


def expect_own_page(connection: Connection, _: BaseRouteHandler) -> None:
    """Stand before what gives or takes the refresh cookie.

    Another site's page must neither use a person's sign-in nor put another in its place, under
    which they would then write.

    Raises:
        ForeignOrigin: such a page asks.
    """
    callers: Callers = connection.app.state.callers
    if callers.is_foreign(connection):
        raise errors.ForeignOrigin


def is_public(handler: BaseRouteHandler) -> bool:
    """Whether the operation, or the router that it is in, says that anybody may call it."""
    return not isinstance(handler, HTTPRouteHandler) or handler.resolve_security() == PUBLIC


def needs_guardian(handler: BaseRouteHandler) -> bool:
    """Whether a person under 14 whom we know does this with a guardian's yes only."""
    return (
        isinstance(handler, HTTPRouteHandler)
        and bool(handler.http_methods - _READS)
        and _name(handler) not in WITHOUT_GUARDIAN
        and not _DOOR & set(handler.tags or ())
    )


async def _expect_guardian(asker: Asker, now: datetime) -> None:
    if await guardians.standing_of(asker.subject, now=now) == "needed":
        raise errors.GuardianNeeded


def _name(handler: BaseRouteHandler) -> str:
    return str(getattr(handler, "operation_id", ""))


_HEADER: Final = Parameter(
    name=ACTING_FOR,
    param_in="header",
    description="The account for which a clerk asks, whose yes to that is recorded (Art 14).",
    schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID),
)


def describe(app: Litestar) -> None:
    """Tell the OpenAPI document what the guards read and refuse, operation by operation."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler):
                handler.operation_class = _guarded(handler)


def _guarded(handler: HTTPRouteHandler) -> type[Operation]:
    class Guarded(Operation):
        def __init__(self, **described: Any) -> None:
            super().__init__(**described)
            if self.request_body:
                self._may_refuse(str(UNSUPPORTED.value), UNSUPPORTED.name.lower())
            if _is_for_another(handler):
                self.parameters = [*(self.parameters or []), _HEADER]
                self._may_refuse("401", SignInNeeded.code)
                self._may_refuse("403", errors.ActingForRefused.code)
            if needs_guardian(handler):
                self._may_refuse("403", errors.GuardianNeeded.code)

        def _may_refuse(self, status: str, code: str) -> None:
            responses: dict[str, Any] = self.responses or {}
            like: OpenAPIResponse = responses.get(status) or replace(
                responses["400"], description=""
            )
            told = [one for one in like.description.split(", ") if one not in {"", code}]
            words = ", ".join([*told, code])
            self.responses = responses | {status: replace(like, description=words)}

    return Guarded


def _is_for_another(handler: HTTPRouteHandler) -> bool:
    """Whether a clerk may call it for somebody without a phone."""
    if not is_public(handler):
        return _name(handler) not in _OWN_HANDS
    return bool(handler.http_methods - _READS) and not _DOOR & set(handler.tags or ())
