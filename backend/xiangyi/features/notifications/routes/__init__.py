"""Notifications over HTTP."""

from litestar import Router

from xiangyi.features.notifications.routes import inbox, push, sending

ROUTER = Router("/", route_handlers=[*inbox.HANDLERS, *push.HANDLERS, *sending.HANDLERS])
