"""Notifications over HTTP."""

from litestar import Router

from xiangyi.features.notifications.routes import inbox, sending

ROUTER = Router("/", route_handlers=[*inbox.HANDLERS, *sending.HANDLERS])
