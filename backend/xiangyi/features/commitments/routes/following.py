"""Commitments over HTTP: promised and moved at desks, judged by who wanted it, read by all."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.cases.errors import (
    CaseJudgedInConcern,
    CaseMoveDiffers,
    CaseMoveUnfit,
    CaseNotFound,
    CommitteeNotAnswerable,
    ConcernNotFound,
    HandlerMissing,
)
from xiangyi.features.cases.rules.paging import DAY_CURSOR
from xiangyi.features.cases.schemas import FindingUnsolved, MyCase
from xiangyi.features.commitments import errors
from xiangyi.features.commitments.schemas import (
    CommitmentList,
    CommitmentMoving,
    CommitmentPage,
    CommitmentShown,
    Judging,
    Promising,
)
from xiangyi.features.commitments.service import (
    desk,
    judging,
    moving,
    promising,
    reopening,
    showing,
)
from xiangyi.features.commitments.service.desk import Which
from xiangyi.features.media.errors import PhotoNotFound


@get(
    "/concerns/{concern_id:uuid}/commitments",
    operation_id="listConcernCommitments",
    tags=["commitments"],
    security=PUBLIC,
    responses=refusals(ConcernNotFound),
)
async def list_concern_commitments(
    request: Request[Any, Any, Any], concern_id: FromPath[UUID]
) -> CommitmentList:
    """What was promised about a concern, and what came of it."""
    now = request.app.state.clock()
    return await showing.of_concern(maybe_asker_of(request), concern_id, now=now)


@get(
    "/commitments/{commitment_id:uuid}",
    operation_id="getCommitment",
    tags=["commitments"],
    security=PUBLIC,
    responses=refusals(errors.CommitmentNotFound),
)
async def get_commitment(
    request: Request[Any, Any, Any], commitment_id: FromPath[UUID]
) -> CommitmentShown:
    """One commitment from its beginning on, without anybody in it."""
    now = request.app.state.clock()
    return await showing.get(maybe_asker_of(request), commitment_id, now=now)


@put(
    "/commitments/{commitment_id:uuid}",
    operation_id="promiseCommitment",
    tags=["commitments"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, ConcernNotFound, CaseMoveUnfit, CommitteeNotAnswerable),
        *(
            errors.CommitmentPressing,
            errors.CommitmentTooEarly,
            errors.CommitmentUnusable,
            errors.CommitmentDiffers,
        ),
        HandlerMissing,
    ),
)
async def promise_commitment(
    request: Request[Any, Any, Any], commitment_id: FromPath[UUID], data: JSONBody[Promising]
) -> CommitmentShown:
    """Write down what an organisation promised about a concern; who wants it is told."""
    asker, now = asker_of(request), request.app.state.clock()
    await promising.promise(asker, commitment_id, data, now=now)
    return await showing.get(asker, commitment_id, now=now)


@put(
    "/commitments/{commitment_id:uuid}/moves/{move_id:uuid}",
    operation_id="moveCommitment",
    tags=["commitments"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, PhotoNotFound, errors.CommitmentNotFound),
        *(errors.CommitmentUnusable, errors.CommitmentMoveUnfit, errors.CommitmentMoveDiffers),
    ),
)
async def move_commitment(
    request: Request[Any, Any, Any],
    commitment_id: FromPath[UUID],
    move_id: FromPath[UUID],
    data: JSONBody[CommitmentMoving],
) -> CommitmentShown:
    """Report it done, with proof, for who owes it; or withdraw it, with a reason, who convenes."""
    asker, now = asker_of(request), request.app.state.clock()
    await moving.move(asker, commitment_id, move_id, data, now=now)
    return await showing.get(asker, commitment_id, now=now)


@put(
    "/commitments/{commitment_id:uuid}/answer",
    operation_id="judgeCommitment",
    tags=["commitments"],
    responses=refusals(
        *(SignInNeeded, errors.CommitmentNotFound, errors.AnswersCounted),
        *(errors.NotAsked, errors.AskedTooLate, errors.OwnCommitment),
    ),
)
async def judge_commitment(
    request: Request[Any, Any, Any], commitment_id: FromPath[UUID], data: JSONBody[Judging]
) -> CommitmentShown:
    """Say whether it is solved, as who raised or joined; again, as long as it is not counted."""
    asker, now = asker_of(request), request.app.state.clock()
    await judging.judge(asker, commitment_id, data, now=now)
    return await showing.get(asker, commitment_id, now=now)


@put(
    "/cases/{case_id:uuid}/unsolved/{step_id:uuid}",
    operation_id="findCaseUnsolved",
    tags=["cases"],
    responses=refusals(
        *(SignInNeeded, CaseNotFound, CaseJudgedInConcern, CaseMoveUnfit, CaseMoveDiffers)
    ),
)
async def find_case_unsolved(
    request: Request[Any, Any, Any],
    case_id: FromPath[UUID],
    step_id: FromPath[UUID],
    data: JSONBody[FindingUnsolved],
) -> MyCase:
    """Say, under an id minted for it, that what was answered solved nothing, as who wanted it.

    It is done again once, by a new day, and after that the supervisors of the place have it.
    """
    asker, now = asker_of(request), request.app.state.clock()
    return await reopening.find_unsolved(asker, case_id, step_id, data.words, now=now)


@get(
    "/desk/commitments",
    operation_id="listDeskCommitments",
    tags=["commitments"],
    responses=refusals(SignInNeeded, RoleMissing),
)
async def list_desk_commitments(
    request: Request[Any, Any, Any],
    which: Annotated[Which, QueryParameter(name="state")] = "open",
    cursor: Annotated[str | None, QueryParameter(pattern=DAY_CURSOR)] = None,
) -> CommitmentPage:
    """Those of the asker's divisions and organisations, the most overdue first."""
    now = request.app.state.clock()
    return await desk.list_commitments(asker_of(request), which, cursor=cursor, now=now)


HANDLERS: Final = (
    list_concern_commitments,
    get_commitment,
    promise_commitment,
    move_commitment,
    judge_commitment,
    find_case_unsolved,
    list_desk_commitments,
)
