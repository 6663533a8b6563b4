"""Consultations over HTTP."""

from litestar import Router

from xiangyi.features.consultations.routes import choosing, desk, polls, public, records, ringing

ROUTER = Router(
    "/",
    route_handlers=[
        *public.HANDLERS,
        *choosing.HANDLERS,
        *desk.HANDLERS,
        *ringing.HANDLERS,
        *records.HANDLERS,
        *polls.HANDLERS,
    ],
)
