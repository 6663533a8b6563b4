"""Polls in the room, over HTTP."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.errors import Refusal
from xiangyi.core.problems import refusals
from xiangyi.features.consultations.errors import (
    ConsultationNotFound,
    NumberInWords,
    RecordStays,
    RoomClosed,
)
from xiangyi.features.consultations.errors import polls as errors
from xiangyi.features.consultations.schemas.polls import (
    Closing,
    Opening,
    PollsDesk,
    Room,
    Votes,
    Voting,
)
from xiangyi.features.consultations.service import polling, voting
from xiangyi.features.identity.errors import OwnHandsOnly

_MINE: Final[list[type[Refusal]]] = [SignInNeeded, RoleMissing, ConsultationNotFound]


@get(
    "/consultations/{consultation_id:uuid}/room",
    operation_id="getRoom",
    tags=["consultations"],
    responses=refusals(SignInNeeded, ConsultationNotFound),
)
async def get_room(request: Request[Any, Any, Any], consultation_id: FromPath[UUID]) -> Room:
    """What is voted on in the room, for whoever has signed in there."""
    now = request.app.state.clock()
    return await voting.room(asker_of(request), consultation_id, now=now)


@put(
    "/consultations/{consultation_id:uuid}/polls/{poll_id:uuid}/vote",
    operation_id="voteInPoll",
    tags=["consultations"],
    responses=refusals(
        *(SignInNeeded, OwnHandsOnly, ConsultationNotFound, errors.PollNotFound),
        *(errors.NotInTheRoom, errors.PollUnusable, errors.PollClosed),
    ),
)
async def vote_in_poll(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    poll_id: FromPath[UUID],
    data: JSONBody[Voting],
) -> Room:
    """Vote, once; a retry changes nothing, and of a secret vote nobody ever learns the choice."""
    now, asker = request.app.state.clock(), asker_of(request)
    await voting.vote(asker, consultation_id, poll_id, data.option, now=now)
    return await voting.room(asker, consultation_id, now=now)


@get(
    "/desk/consultations/{consultation_id:uuid}/polls",
    operation_id="listDeskPolls",
    tags=["consultations"],
    responses=refusals(*_MINE),
)
async def list_desk_polls(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> PollsDesk:
    """The polls of a meeting: how many have voted, and once one is closed, what."""
    return await _desk(request, consultation_id)


@put(
    "/desk/consultations/{consultation_id:uuid}/polls/{poll_id:uuid}",
    operation_id="openPoll",
    tags=["consultations"],
    responses=refusals(
        *(*_MINE, RoomClosed, RecordStays, errors.PollNotOfForm, errors.PollUnusable),
        *(errors.PollOpen, errors.PollCounted, errors.SecretPollCounted, errors.PollDiffers),
        NumberInWords,
    ),
)
async def open_poll(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    poll_id: FromPath[UUID],
    data: JSONBody[Opening],
) -> PollsDesk:
    """Let those who are there vote on an item of the agenda, secretly where the form does."""
    now = request.app.state.clock()
    await polling.open_poll(asker_of(request), consultation_id, poll_id, data, now=now)
    return await _desk(request, consultation_id)


@put(
    "/desk/consultations/{consultation_id:uuid}/polls/{poll_id:uuid}/closing",
    operation_id="closePoll",
    tags=["consultations"],
    responses=refusals(*_MINE, errors.PollNotFound, errors.PollUnusable, errors.PollDiffers),
)
async def close_poll(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    poll_id: FromPath[UUID],
    data: JSONBody[Closing],
) -> PollsDesk:
    """Count, with what was voted by hand; the result is in the meeting's record."""
    now, asker = request.app.state.clock(), asker_of(request)
    await polling.close_poll(asker, consultation_id, poll_id, data.paper, now=now)
    return await _desk(request, consultation_id)


@get(
    "/desk/consultations/{consultation_id:uuid}/polls/{poll_id:uuid}/votes",
    operation_id="listVotes",
    tags=["consultations"],
    responses=refusals(*_MINE, errors.PollNotFound, errors.VotesNotShown),
)
async def list_votes(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], poll_id: FromPath[UUID]
) -> Votes:
    """Who voted what, openly, where the form says that its convener is shown it."""
    now = request.app.state.clock()
    return await polling.votes(asker_of(request), consultation_id, poll_id, now=now)


async def _desk(request: Request[Any, Any, Any], id_: UUID) -> PollsDesk:
    return await polling.desk(asker_of(request), id_, now=request.app.state.clock())


HANDLERS: Final = [get_room, vote_in_poll, list_desk_polls, open_poll, close_poll, list_votes]
