"""Concerns over HTTP: proposed and moved at a desk, read by everybody."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.ids import IdUnusable, minted
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.cases import errors
from xiangyi.features.cases.rules.paging import CURSOR
from xiangyi.features.cases.schemas.concerns import (
    ConcernMoving,
    ConcernPage,
    ConcernShown,
    Proposing,
)
from xiangyi.features.cases.service import concerns, deciding
from xiangyi.features.divisions.errors import DivisionNotFound


@get(
    "/concerns",
    operation_id="listConcerns",
    tags=["cases"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_concerns(
    request: Request[Any, Any, Any],
    division: Annotated[str | None, QueryParameter(max_length=32)] = None,
    cursor: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> ConcernPage:
    """Those of a division and all below it, or all, the latest moved first."""
    return await concerns.list_concerns(maybe_asker_of(request), division, cursor=cursor)


@get(
    "/concerns/{concern_id:uuid}",
    operation_id="getConcern",
    tags=["cases"],
    security=PUBLIC,
    responses=refusals(errors.ConcernNotFound),
)
async def get_concern(request: Request[Any, Any, Any], concern_id: FromPath[UUID]) -> ConcernShown:
    """One matter from its beginning to its end, without anybody in it."""
    return await concerns.get(maybe_asker_of(request), concern_id)


@put(
    "/concerns/{concern_id:uuid}",
    operation_id="proposeConcern",
    tags=["cases"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, errors.ConcernUnusable, errors.ConcernDiffers),
        *(errors.CaseNotFound, errors.CaseNotGatherable),
    ),
)
async def propose_concern(
    request: Request[Any, Any, Any], concern_id: FromPath[UUID], data: JSONBody[Proposing]
) -> ConcernShown:
    """Gather cases into one matter; those who raised or joined them are told."""
    now = request.app.state.clock()
    return await concerns.propose(asker_of(request), concern_id, data, now=now)


@put(
    "/concerns/{concern_id:uuid}/cases/{case_id:uuid}",
    operation_id="gatherCase",
    tags=["cases"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, errors.ConcernNotFound, errors.CaseNotFound),
        *(errors.CaseMoveUnfit, errors.CaseNotGatherable, errors.CommitteeNotAnswerable),
    ),
)
async def gather_case(
    request: Request[Any, Any, Any], concern_id: FromPath[UUID], case_id: FromPath[UUID]
) -> ConcernShown:
    """Take one more case in."""
    now = request.app.state.clock()
    return await concerns.gather(asker_of(request), concern_id, case_id, now=now)


@put(
    "/concerns/{concern_id:uuid}/moves/{move_id:uuid}",
    operation_id="moveConcern",
    tags=["cases"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, errors.ConcernNotFound, errors.CaseMoveUnusable),
        *(errors.CaseMoveUnfit, errors.CaseMoveDiffers, errors.ConcernSettled),
        *(errors.CommitteeNotAnswerable, IdUnusable),
    ),
)
async def move_concern(
    request: Request[Any, Any, Any],
    concern_id: FromPath[UUID],
    move_id: FromPath[UUID],
    data: JSONBody[ConcernMoving],
) -> ConcernShown:
    """Take a step, under an id minted for it; everybody who wants it is told."""
    now = request.app.state.clock()
    return await deciding.move(asker_of(request), concern_id, minted(move_id), data, now=now)


HANDLERS: Final = (list_concerns, get_concern, propose_concern, gather_case, move_concern)
