"""Commitments over HTTP."""

from litestar import Router

from xiangyi.features.commitments.routes import following

ROUTER = Router("/", route_handlers=[*following.HANDLERS])
