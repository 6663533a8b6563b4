"""Identity over HTTP: sessions, the person's own data, roles."""

from litestar import Router

from xiangyi.features.identity.routes import (
    consents,
    demo,
    kept,
    me,
    members,
    passkeys,
    personal,
    roles,
    session,
)

ROUTER = Router(
    "/",
    route_handlers=[
        *session.HANDLERS,
        *passkeys.HANDLERS,
        *me.HANDLERS,
        *demo.HANDLERS,
        *roles.HANDLERS,
        *members.HANDLERS,
        *personal.HANDLERS,
        *consents.HANDLERS,
        *kept.HANDLERS,
    ],
)
