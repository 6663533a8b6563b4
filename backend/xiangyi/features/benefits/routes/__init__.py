"""Benefits over HTTP."""

from litestar import Router

from xiangyi.features.benefits.routes import counter, desk, mine, printing

ROUTER = Router(
    "/",
    route_handlers=[*mine.HANDLERS, *printing.HANDLERS, *desk.HANDLERS, *counter.HANDLERS],
)
