"""Stations over HTTP: translate, delegate, translate back."""

from litestar import Router

from xiangyi.features.stations.routes import desk, finding, lists, oversight, reports

ROUTER = Router(
    "/",
    route_handlers=[
        *finding.HANDLERS,
        *reports.HANDLERS,
        *desk.HANDLERS,
        *lists.HANDLERS,
        *oversight.HANDLERS,
    ],
)
