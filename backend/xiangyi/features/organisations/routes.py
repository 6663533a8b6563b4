"""Organisations over HTTP: translate, delegate, translate back."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.tags import tagged
from xiangyi.core.text import END
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.divisions.errors import DivisionNotFound, SearchUnusable
from xiangyi.features.organisations import errors, service
from xiangyi.features.organisations.schemas import (
    Closing,
    Kind,
    OrganisationCard,
    OrganisationFacts,
    OrganisationPage,
)


@get(
    "/organisations",
    operation_id="listOrganisations",
    tags=["organisations"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound, SearchUnusable, answers=OrganisationPage),
)
async def list_organisations(
    request: Request[Any, Any, Any],
    q: Annotated[str, QueryParameter(max_length=64, description="物业, wuye or wy")] = "",
    kind: FromQuery[Kind | None] = None,
    division: Annotated[str | None, QueryParameter(description="nbs:430100000000")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    cursor: Annotated[
        str | None, QueryParameter(pattern="^[0-9a-z]{0,60}-[0-9a-f-]{36}" + END)
    ] = None,
) -> Response[bytes]:
    """Organisations that have not closed, at home in `division` or below, by their spelling."""
    page = await service.list_organisations(
        q=q, kind=kind, division=division, limit=limit, cursor=cursor
    )
    return tagged(request, page)


@get(
    "/organisations/{organisation_id:uuid}",
    operation_id="getOrganisation",
    tags=["organisations"],
    security=PUBLIC,
    responses=refusals(errors.OrganisationNotFound, answers=OrganisationCard),
)
async def get_organisation(
    request: Request[Any, Any, Any], organisation_id: FromPath[UUID]
) -> Response[bytes]:
    """One organisation, closed or not."""
    return tagged(request, await service.organisation(organisation_id))


@put(
    "/organisations/{organisation_id:uuid}",
    operation_id="putOrganisation",
    tags=["organisations"],
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        DivisionNotFound,
        errors.OrganisationWordsUnusable,
        errors.OfficePhoneUnusable,
        errors.OrganisationExists,
        errors.ExternalIdTaken,
        errors.OrganisationClosed,
        errors.OrganisationStays,
    ),
)
async def put_organisation(
    request: Request[Any, Any, Any],
    organisation_id: FromPath[UUID],
    data: JSONBody[OrganisationFacts],
) -> OrganisationCard:
    """Add an organisation under an id minted by the caller, or rewrite it."""
    now = request.app.state.clock()
    return await service.put(asker_of(request), organisation_id, data, now=now)


@post(
    "/organisations/{organisation_id:uuid}/closing",
    operation_id="closeOrganisation",
    tags=["organisations"],
    status_code=200,
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        WhyMissing,
        WhyUnusable,
        errors.OrganisationNotFound,
        errors.OrganisationClosed,
    ),
)
async def close_organisation(
    request: Request[Any, Any, Any], organisation_id: FromPath[UUID], data: JSONBody[Closing]
) -> OrganisationCard:
    """Say that an organisation is no more."""
    now = request.app.state.clock()
    return await service.close(asker_of(request), organisation_id, data.why, now=now)


ROUTER = Router(
    "/",
    route_handlers=[list_organisations, get_organisation, put_organisation, close_organisation],
)
