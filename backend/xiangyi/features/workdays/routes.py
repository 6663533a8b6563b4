"""Workdays over HTTP: translate, delegate, translate back."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.params import QueryParameter

from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.tags import tagged
from xiangyi.features.workdays import service
from xiangyi.features.workdays.schemas import SpecialDayList


@get(
    "/workdays",
    operation_id="listSpecialDays",
    tags=["workdays"],
    security=PUBLIC,
    responses=refusals(answers=SpecialDayList),
)
async def list_special_days(
    request: Request[Any, Any, Any],
    year: Annotated[int | None, QueryParameter(ge=2000, lt=2100)] = None,
) -> Response[bytes]:
    """Public holidays and make-up workdays, and the stretch of dates for which all are known."""
    return tagged(request, await service.list_special_days(year))


ROUTER = Router("/", route_handlers=[list_special_days])
