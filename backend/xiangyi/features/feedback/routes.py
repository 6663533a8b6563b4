"""Feedback over HTTP: anybody says something and finds the answer; some answer."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.text import END
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.feedback import errors
from xiangyi.features.feedback.schemas import Answer, MyPieces, Pieces, Receipt, Saying, State
from xiangyi.features.feedback.service import answering, saying
from xiangyi.features.identity.errors import ActingForRefused, TooManyTries


@put(
    "/feedback/{feedback_id:uuid}",
    operation_id="sayFeedback",
    tags=["feedback"],
    security=PUBLIC,
    responses=refusals(errors.WordsMissing, errors.FeedbackDiffers, DivisionNotFound, TooManyTries),
)
async def say_feedback(
    request: Request[Any, Any, Any], feedback_id: FromPath[UUID], data: JSONBody[Saying]
) -> Receipt:
    """Say what is wrong or could be better, under a random id that is the receipt.

    The same again is answered as the first time. With a sign-in it belongs to the account.
    """
    callers: Callers = request.app.state.callers
    return await saying.say(
        maybe_asker_of(request),
        feedback_id,
        data,
        address=callers.address(request),
        now=request.app.state.clock(),
    )


@get(
    "/feedback/{feedback_id:uuid}",
    operation_id="getFeedback",
    tags=["feedback"],
    security=PUBLIC,
    responses=refusals(errors.FeedbackNotFound),
)
async def get_feedback(feedback_id: FromPath[UUID]) -> Receipt:
    """The receipt: dates and the answer. The writer's own words are never sent back."""
    return await saying.look(feedback_id)


@get(
    "/feedback",
    operation_id="listFeedback",
    tags=["feedback"],
    responses=refusals(SignInNeeded, RoleMissing),
)
async def list_feedback(
    request: Request[Any, Any, Any],
    which: Annotated[State, QueryParameter(name="state")] = "open",
    cursor: Annotated[
        str | None, QueryParameter(pattern=r"^[0-9]{1,16}\.[0-9a-f]{32}" + END)
    ] = None,
) -> Pieces:
    """What people said of the asker's divisions: the open ones, oldest first, or the answered."""
    now = request.app.state.clock()
    return await answering.pieces(asker_of(request), which, cursor=cursor, now=now)


@get(
    "/me/feedback",
    operation_id="listMyFeedback",
    tags=["me"],
    responses=refusals(SignInNeeded, ActingForRefused),
)
async def list_my_feedback(request: Request[Any, Any, Any]) -> MyPieces:
    """What one said, and what clerks wrote for one before one claimed it; the newest first."""
    return MyPieces(await saying.mine(asker_of(request)))


@put(
    "/feedback/{feedback_id:uuid}/answer",
    operation_id="answerFeedback",
    tags=["feedback"],
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        errors.WordsMissing,
        errors.FeedbackNotFound,
        errors.FeedbackAnswered,
    ),
)
async def answer_feedback(
    request: Request[Any, Any, Any], feedback_id: FromPath[UUID], data: JSONBody[Answer]
) -> Receipt:
    """Answer once; the writer reads it under the receipt."""
    now = request.app.state.clock()
    return await answering.answer(asker_of(request), feedback_id, data.answer, now=now)


ROUTER = Router(
    "/",
    route_handlers=[say_feedback, get_feedback, list_feedback, list_my_feedback, answer_feedback],
)
