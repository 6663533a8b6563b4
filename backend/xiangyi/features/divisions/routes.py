"""Divisions over HTTP: translate, delegate, translate back."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.params import FromPath, FromQuery, QueryParameter

from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.tags import tagged
from xiangyi.core.text import END
from xiangyi.features.divisions import errors, service
from xiangyi.features.divisions.rules.tree import Level
from xiangyi.features.divisions.schemas import DivisionPage, DivisionPath


@get(
    "/divisions",
    operation_id="listDivisions",
    tags=["divisions"],
    security=PUBLIC,
    responses=refusals(errors.DivisionNotFound, errors.SearchUnusable, answers=DivisionPage),
)
async def list_divisions(
    request: Request[Any, Any, Any],
    parent: Annotated[str | None, QueryParameter(description="nbs:430100000000")] = None,
    q: Annotated[str, QueryParameter(max_length=64, description="芙蓉, furong or frq")] = "",
    level: FromQuery[Level | None] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    cursor: Annotated[
        str | None, QueryParameter(pattern="^[01][0-4][a-z]{1,8}:[0-9]{12}" + END)
    ] = None,
) -> Response[bytes]:
    """The children of `parent`, or the provinces; none that has ended.

    With `q` (part of a name, its pinyin or the initials) or `level`, everything below
    `parent` is looked through, or everything there is.
    """
    page = await service.list_divisions(parent=parent, q=q, level=level, limit=limit, cursor=cursor)
    return tagged(request, page)


@get(
    "/divisions/{key:str}",
    operation_id="getDivision",
    tags=["divisions"],
    security=PUBLIC,
    responses=refusals(errors.DivisionNotFound, answers=DivisionPath),
)
async def get_division(request: Request[Any, Any, Any], key: FromPath[str]) -> Response[bytes]:
    """One division, ended or not, with those above it, the province first."""
    return tagged(request, await service.division(key))


ROUTER = Router("/", route_handlers=[list_divisions, get_division])
