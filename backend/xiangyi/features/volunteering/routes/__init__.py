"""Volunteering over HTTP."""

from litestar import Router

from xiangyi.features.volunteering.routes import hours

ROUTER = Router("/", route_handlers=[*hours.HANDLERS])
