"""Figures for whoever runs the service, in Prometheus' text format."""

import hmac
from collections.abc import Iterator
from typing import Any

from litestar import Request, Response, get
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.service.depth import Depth, depth

#: As Prometheus asks for it.
_TEXT = "text/plain; version=0.0.4"


@get(
    "/metrics",
    operation_id="metrics",
    tags=["running"],
    security=PUBLIC,
    responses=refusals(errors.MetricsClosed),
)
async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
    """How far behind the knocks are, and what came of them in the last hour.

    Only with `Authorization: Bearer` and the token of the settings; without one there is nothing.
    """
    token: str = request.app.state.metrics_token
    told = request.headers.get("authorization", "")
    if not token or not hmac.compare_digest(told.encode(), f"Bearer {token}".encode()):
        raise errors.MetricsClosed
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collected(await depth(now=request.app.state.clock())))
    return Response(generate_latest(registry), media_type=_TEXT)


class _Collected(Collector):
    """What was read of the database at this request."""

    def __init__(self, told: Depth) -> None:
        self._told = told

    def collect(self) -> Iterator[Metric]:
        told = self._told
        yield GaugeMetricFamily(
            "xiangyi_campaigns_untold", "Campaigns not in every inbox yet", value=told.untold
        )
        yield GaugeMetricFamily(
            "xiangyi_attempts_held", "Knocks held back until later", value=told.held
        )
        depths = GaugeMetricFamily(
            "xiangyi_attempts_due", "Knocks that are due", labels=["channel"]
        )
        ages = GaugeMetricFamily(
            "xiangyi_attempts_due_age_seconds", "Age of the oldest that is due", labels=["channel"]
        )
        for one in told.waiting:
            depths.add_metric([one.channel], one.number)
            ages.add_metric([one.channel], one.oldest_s)
        outcomes = GaugeMetricFamily(
            "xiangyi_attempts_done_last_hour",
            "Knocks that came to an end in the last hour",
            labels=["channel", "state", "why"],
        )
        for done in told.done:
            outcomes.add_metric([done.channel, done.state, done.why], done.number)
        yield from (depths, ages, outcomes)
