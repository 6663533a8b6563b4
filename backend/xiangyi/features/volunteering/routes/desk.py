"""The host's desk over HTTP."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, delete, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.errors import Refusal
from xiangyi.core.problems import refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.schemas import (
    ActivityDesk,
    ActivityDeskList,
    ActivitySaid,
    CallingOff,
    LookedAt,
    Returning,
    Volunteers,
)
from xiangyi.features.volunteering.service import desk as desks
from xiangyi.features.volunteering.service import organising

_MINE: Final[list[type[Refusal]]] = [SignInNeeded, RoleMissing, errors.ActivityNotFound]
_MOVED: Final = [*_MINE, errors.ActivityChangedMeanwhile]
_AHEAD: Final = [*_MOVED, errors.ActivityBegun]


@get(
    "/desk/activities",
    operation_id="listDeskActivities",
    tags=["volunteering"],
    responses=refusals(SignInNeeded),
)
async def list_desk_activities(
    request: Request[Any, Any, Any],
    q: Annotated[str, QueryParameter(max_length=60, description="part of a title")] = "",
) -> ActivityDeskList:
    """The activities of the hosts for which the asker answers; what waits for a yes first."""
    return await desks.listed(asker_of(request), q, now=request.app.state.clock())


@get(
    "/desk/activities/{activity_id:uuid}",
    operation_id="getDeskActivity",
    tags=["volunteering"],
    responses=refusals(*_MINE),
)
async def get_desk_activity(
    request: Request[Any, Any, Any], activity_id: FromPath[UUID]
) -> ActivityDesk:
    """One of them: what it says, who may lead it, and its history."""
    return await _desk(request, activity_id)


@get(
    "/shifts/{shift_id:uuid}/signups",
    operation_id="listSignUps",
    tags=["volunteering"],
    responses=refusals(SignInNeeded, RoleMissing, errors.ShiftNotFound),
)
async def list_sign_ups(request: Request[Any, Any, Any], shift_id: FromPath[UUID]) -> Volunteers:
    """Who comes and who waits, masked; the look is recorded."""
    return await desks.volunteers(asker_of(request), shift_id, now=request.app.state.clock())


@put(
    "/signups/{signup_id:uuid}/seat",
    operation_id="giveSeat",
    tags=["volunteering"],
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        errors.SignUpNotFound,
        errors.ShiftNotFound,
        errors.ShiftBegun,
        errors.ShiftCancelled,
        errors.SeatsGone,
    ),
)
async def give_seat(request: Request[Any, Any, Any], signup_id: FromPath[UUID]) -> Volunteers:
    """Give somebody one of the seats that only the host gives away."""
    return await desks.give_seat(asker_of(request), signup_id, now=request.app.state.clock())


@put(
    "/activities/{activity_id:uuid}",
    operation_id="putActivity",
    tags=["volunteering"],
    responses=refusals(
        *_AHEAD,
        errors.ActivityUnusable,
        errors.LeadUnfit,
        errors.ApprovedStays,
        errors.ActivityNotDraft,
    ),
)
async def put_activity(
    request: Request[Any, Any, Any], activity_id: FromPath[UUID], data: JSONBody[ActivitySaid]
) -> ActivityDesk:
    """Keep a draft, or change what may change; of what is approved, those signed up are told."""
    now = request.app.state.clock()
    await organising.put(asker_of(request), activity_id, data, now=now)
    return await _desk(request, activity_id)


@delete(
    "/activities/{activity_id:uuid}",
    operation_id="deleteActivity",
    tags=["volunteering"],
    responses=refusals(*_MOVED, errors.ActivityNotDraft),
)
async def delete_activity(request: Request[Any, Any, Any], activity_id: FromPath[UUID]) -> None:
    """Let a draft be gone for everybody; its words are erased."""
    await organising.delete(asker_of(request), activity_id, now=request.app.state.clock())


@put(
    "/activities/{activity_id:uuid}/submission",
    operation_id="submitActivity",
    tags=["volunteering"],
    responses=refusals(*_AHEAD, errors.ActivityNotDraft),
)
async def submit_activity(
    request: Request[Any, Any, Any], activity_id: FromPath[UUID], data: JSONBody[LookedAt]
) -> ActivityDesk:
    """Ask a second person to say yes."""
    now = request.app.state.clock()
    await organising.submit(asker_of(request), activity_id, data.based_on, now=now)
    return await _desk(request, activity_id)


@delete(
    "/activities/{activity_id:uuid}/submission",
    operation_id="withdrawActivity",
    tags=["volunteering"],
    status_code=200,
    responses=refusals(*_MOVED, errors.ActivityNotWaiting, errors.OthersActivity),
)
async def withdraw_activity(
    request: Request[Any, Any, Any], activity_id: FromPath[UUID]
) -> ActivityDesk:
    """Make a draft again of what waits for a second person's yes."""
    await organising.withdraw(asker_of(request), activity_id, now=request.app.state.clock())
    return await _desk(request, activity_id)


@put(
    "/activities/{activity_id:uuid}/approval",
    operation_id="approveActivity",
    tags=["volunteering"],
    responses=refusals(*_AHEAD, errors.ActivityNotWaiting, errors.OwnActivity),
)
async def approve_activity(
    request: Request[Any, Any, Any], activity_id: FromPath[UUID], data: JSONBody[LookedAt]
) -> ActivityDesk:
    """Say yes as the second person."""
    now = request.app.state.clock()
    await organising.approve(asker_of(request), activity_id, data.based_on, now=now)
    return await _desk(request, activity_id)


@put(
    "/activities/{activity_id:uuid}/return",
    operation_id="sendBackActivity",
    tags=["volunteering"],
    responses=refusals(*_MOVED, errors.ActivityNotWaiting, WhyMissing, WhyUnusable),
)
async def send_back_activity(
    request: Request[Any, Any, Any], activity_id: FromPath[UUID], data: JSONBody[Returning]
) -> ActivityDesk:
    """Give it back to whoever wrote it, with a reason."""
    now = request.app.state.clock()
    await organising.send_back(asker_of(request), activity_id, data.why, now=now)
    return await _desk(request, activity_id)


@put(
    "/activities/{activity_id:uuid}/cancellation",
    operation_id="cancelActivity",
    tags=["volunteering"],
    responses=refusals(*_AHEAD, errors.ActivityNotApproved, WhyMissing, WhyUnusable),
)
async def cancel_activity(
    request: Request[Any, Any, Any], activity_id: FromPath[UUID], data: JSONBody[CallingOff]
) -> ActivityDesk:
    """Let it not take place; everybody who signed up is told that, and why."""
    now = request.app.state.clock()
    await organising.cancel(asker_of(request), activity_id, data.reason, now=now)
    return await _desk(request, activity_id)


@put(
    "/activities/{activity_id:uuid}/closing",
    operation_id="closeActivity",
    tags=["volunteering"],
    responses=refusals(*_MOVED, errors.ActivityNotApproved, errors.ActivityNotOver),
)
async def close_activity(
    request: Request[Any, Any, Any], activity_id: FromPath[UUID]
) -> ActivityDesk:
    """Say that it is over and done with."""
    await organising.close(asker_of(request), activity_id, now=request.app.state.clock())
    return await _desk(request, activity_id)


async def _desk(request: Request[Any, Any, Any], id_: UUID) -> ActivityDesk:
    return await desks.desk(asker_of(request), id_, now=request.app.state.clock())


HANDLERS: Final = [
    list_desk_activities,
    get_desk_activity,
    list_sign_ups,
    give_seat,
    put_activity,
    delete_activity,
    submit_activity,
    withdraw_activity,
    approve_activity,
    send_back_activity,
    cancel_activity,
    close_activity,
]
