"""What a supervisor sees of the stations of a place."""

from typing import Annotated, Any, Literal

from litestar import Request, Response, get
from litestar.params import FromQuery, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.problems import refusals
from xiangyi.core.text import WITHOUT_CONTROLS
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.stations.schemas.oversight import Concern, Oversight
from xiangyi.features.stations.service.desk import overseeing
from xiangyi.features.stations.service.desk.overseeing import Sought, Watch

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@get(
    "/oversight",
    operation_id="oversee",
    tags=["oversight"],
    responses=refusals(SignInNeeded, RoleMissing, DivisionNotFound),
)
async def oversee(
    request: Request[Any, Any, Any],
    division: Annotated[
        str | None, QueryParameter(description="nbs:430100000000", pattern=WITHOUT_CONTROLS)
    ] = None,
    concern: FromQuery[Concern | None] = None,
    page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> Oversight:
    """What is due, doubted and unanswered in a division, and in each one directly below it."""
    sought = Sought(division, concern, page, limit)
    return await overseeing.oversee(asker_of(request), sought, _watch(request))


@get(
    "/oversight/export",
    operation_id="exportOversight",
    tags=["oversight"],
    media_type="*/*",
    responses=refusals(SignInNeeded, RoleMissing, DivisionNotFound),
)
async def export_oversight(
    request: Request[Any, Any, Any],
    division: Annotated[str, QueryParameter(pattern=WITHOUT_CONTROLS)],
    format_: Annotated[Literal["csv", "xlsx"], QueryParameter(name="format")],
    concern: FromQuery[Concern | None] = None,
) -> Response[bytes]:
    """The same stations, all of them, for a spreadsheet."""
    sought = Sought(division, concern)
    watch = _watch(request)
    content = await overseeing.export(asker_of(request), sought, watch, kind=format_)
    name = f"stations-{division.partition(':')[2]}-{watch.now.astimezone(SHANGHAI):%Y-%m-%d}"
    return Response(
        content,
        media_type=_KINDS[format_],
        headers={"Content-Disposition": f'attachment; filename="{name}.{format_}"'},
    )


def _watch(request: Request[Any, Any, Any]) -> Watch:
    state = request.app.state
    return Watch(state.clock(), state.stale_days, state.report_hours)


HANDLERS = [oversee, export_oversight]
