"""Stations over HTTP: translate, delegate, translate back."""

from litestar import Router

from xiangyi.features.stations.routes import (
    desk,
    desk_changes,
    desk_photos,
    finding,
    following,
    lists,
    oversight,
    reports,
)

ROUTER = Router(
    "/",
    route_handlers=[
        *finding.HANDLERS,
        *reports.HANDLERS,
        *following.HANDLERS,
        *desk.HANDLERS,
        *desk_changes.HANDLERS,
        *desk_photos.HANDLERS,
        *lists.HANDLERS,
        *oversight.HANDLERS,
    ],
)
