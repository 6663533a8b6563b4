"""Consultations over HTTP."""

from litestar import Router

from xiangyi.features.consultations.routes import choosing, desk, public, records, ringing, room

ROUTER = Router(
    "/",
    route_handlers=[
        *public.HANDLERS,
        *choosing.HANDLERS,
        *desk.HANDLERS,
        *ringing.HANDLERS,
        *records.HANDLERS,
        *room.HANDLERS,
    ],
)
