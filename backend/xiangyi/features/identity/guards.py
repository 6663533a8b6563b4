"""Who may come in at all: somebody, unless the operation says that anybody may."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from xiangyi.core.asking import STATE, SignInNeeded
from xiangyi.core.problems import PUBLIC
from xiangyi.features.identity.service import asking

Connection = ASGIConnection[Any, Any, Any, Any]

_SCHEME = "bearer "


async def know_who_asks(connection: Connection, handler: BaseRouteHandler) -> None:
    """Stand before every operation: what the OpenAPI document calls public is, the rest is not.

    A token that is not valid is no token to a public operation.

    Raises:
        SignInNeeded: the operation is not public, and nobody asks, or with a token that is over.
    """
    header = connection.headers.get("authorization", "")
    asker = None
    if header[: len(_SCHEME)].lower() == _SCHEME:
        now = connection.app.state.clock()
        asker = await asking.asker(header[len(_SCHEME) :].strip(), now=now)
    connection.scope["state"][STATE] = asker
    if asker is None and not is_public(handler):
        raise SignInNeeded


def is_public(handler: BaseRouteHandler) -> bool:
    """Whether the operation says of itself that anybody may call it."""
    return not isinstance(handler, HTTPRouteHandler) or handler.security == PUBLIC
