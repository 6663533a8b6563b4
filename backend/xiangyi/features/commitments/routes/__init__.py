"""Commitments over HTTP."""

from litestar import Router

from xiangyi.features.commitments.routes import board, following

ROUTER = Router("/", route_handlers=[*following.HANDLERS, *board.HANDLERS])
