"""Consultations over HTTP."""

from litestar import Router

from xiangyi.features.consultations.routes import (
    board,
    choosing,
    desk,
    papers,
    polls,
    public,
    records,
    ringing,
    room,
)

ROUTER = Router(
    "/",
    route_handlers=[
        *public.HANDLERS,
        *board.HANDLERS,
        *choosing.HANDLERS,
        *desk.HANDLERS,
        *ringing.HANDLERS,
        *records.HANDLERS,
        *polls.HANDLERS,
        *room.HANDLERS,
        *papers.HANDLERS,
    ],
)
