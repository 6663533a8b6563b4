"""Volunteering over HTTP."""

from litestar import Router

from xiangyi.features.volunteering.routes import confirming, desk, hours, public, supervising

ROUTER = Router(
    "/",
    route_handlers=[
        *public.HANDLERS,
        *desk.HANDLERS,
        *hours.HANDLERS,
        *confirming.HANDLERS,
        *supervising.HANDLERS,
    ],
)
