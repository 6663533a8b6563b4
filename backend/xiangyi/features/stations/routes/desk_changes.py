"""What is changed of a station for good, closed, and put back."""

from typing import Annotated, Any

from litestar import Request, Response, get, patch, post
from litestar.exceptions import ValidationException
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.errors import Refusal
from xiangyi.core.problems import Problem, from_http, from_refusal, refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.stations import errors
from xiangyi.features.stations.rules.opening_hours import FaultyHours
from xiangyi.features.stations.schemas import StationClosing, StationRevised
from xiangyi.features.stations.schemas.revisions import Revisions
from xiangyi.features.stations.service.desk import closing, history, revising

_KEPT: list[type[Refusal]] = [SignInNeeded, RoleMissing, errors.StationNotFound]


def _unread(request: Request[Any, Any, Any], error: ValidationException) -> Response[Problem]:
    """Hours that cannot be meant are refused by their fault, and not as mere bad JSON."""
    cause: BaseException | None = error
    while cause:
        if isinstance(cause, FaultyHours):
            return from_refusal(request, errors.HoursUnusable(reason=cause.fault))
        cause = cause.__cause__ or cause.__context__
    return from_http(request, error)


@patch(
    "/stations/{station_id:str}",
    operation_id="reviseStation",
    tags=["desk"],
    status_code=204,
    responses=refusals(
        *_KEPT,
        errors.StationUnusable,
        errors.HoursUnusable,
        errors.NoteUnusable,
        errors.PlaceTooFar,
        errors.PlaceElsewhere,
        errors.ChangedMeanwhile,
    ),
    exception_handlers={ValidationException: _unread},
)
async def revise_station(
    request: Request[Any, Any, Any], station_id: FromPath[str], data: JSONBody[StationRevised]
) -> None:
    """Let a station be otherwise from now on; what is left out stays."""
    await revising.revise(asker_of(request), station_id, data, now=request.app.state.clock())


@post(
    "/stations/{station_id:str}/closing",
    operation_id="closeStation",
    tags=["desk"],
    status_code=204,
    responses=refusals(*_KEPT, WhyMissing, WhyUnusable, errors.ChangedMeanwhile),
)
async def close_station(
    request: Request[Any, Any, Any], station_id: FromPath[str], data: JSONBody[StationClosing]
) -> None:
    """Say that a station is no more; what it was stays, and taking that back opens it again."""
    now = request.app.state.clock()
    await closing.close(asker_of(request), station_id, data.why, now=now)


@get(
    "/stations/{station_id:str}/revisions",
    operation_id="listRevisions",
    tags=["desk"],
    responses=refusals(*_KEPT),
)
async def list_revisions(
    request: Request[Any, Any, Any],
    station_id: FromPath[str],
    after: Annotated[int, QueryParameter(ge=0, le=1_000_000)] = 0,
) -> Revisions:
    """What became of a station, the latest first, whoever changed it."""
    now = request.app.state.clock()
    return await history.revisions(asker_of(request), station_id, after=after, now=now)


@post(
    "/stations/{station_id:str}/revisions/{number:int}/reversal",
    operation_id="putRevisionBack",
    tags=["desk"],
    status_code=204,
    responses=refusals(
        *_KEPT, errors.RevisionNotFound, errors.StationUnusable, errors.ChangedSince
    ),
)
async def put_revision_back(
    request: Request[Any, Any, Any], station_id: FromPath[str], number: FromPath[int]
) -> None:
    """Take back what a revision changed of a station, and nothing that came after it."""
    now = request.app.state.clock()
    await revising.put_back(asker_of(request), station_id, number, now=now)


HANDLERS = [revise_station, close_station, list_revisions, put_revision_back]
