"""Cases and concerns over HTTP."""

from litestar import Router

from xiangyi.features.cases.routes import concerns, desk, raising

ROUTER = Router("/", route_handlers=[*raising.HANDLERS, *desk.HANDLERS, *concerns.HANDLERS])
