"""Identity over HTTP: sessions, the person's own data, roles."""

from litestar import Router

from xiangyi.features.identity.routes import demo, me, members, passkeys, roles, session

ROUTER = Router(
    "/",
    route_handlers=[
        *session.HANDLERS,
        *passkeys.HANDLERS,
        *me.HANDLERS,
        *demo.HANDLERS,
        *roles.HANDLERS,
        *members.HANDLERS,
    ],
)
