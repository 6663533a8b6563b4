"""Benefits over HTTP."""

from litestar import Router

from xiangyi.features.benefits.routes import counter, desk, mine

ROUTER = Router("/", route_handlers=[*mine.HANDLERS, *desk.HANDLERS, *counter.HANDLERS])
