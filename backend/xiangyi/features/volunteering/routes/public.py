"""What anybody may read of activities, and signing up."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, put
from litestar.params import FromPath, QueryParameter
from litestar.status_codes import HTTP_200_OK

from xiangyi.core.asking import SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.text import END
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity.errors import GuardianNeeded
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.rules.kinds import Kind
from xiangyi.features.volunteering.rules.paging import CURSOR, place_of
from xiangyi.features.volunteering.schemas import (
    ActivityCard,
    ActivityPage,
    MySignUp,
    MySignUps,
    SeatLeft,
)
from xiangyi.features.volunteering.service import calendars, reading, signing_up
from xiangyi.features.volunteering.service.finding import Wish

#: To about a kilometre: more nobody has to say to find an afternoon's work.
_COARSE: Final = r"^-?[0-9]{1,3}(\.[0-9]{1,2})?,-?[0-9]{1,2}(\.[0-9]{1,2})?" + END


@get(
    "/activities",
    operation_id="listActivities",
    tags=["volunteering"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_activities(
    request: Request[Any, Any, Any],
    near: Annotated[
        str | None,
        QueryParameter(pattern=_COARSE, description="lon,lat in WGS-84 degrees, to two decimals"),
    ] = None,
    division: Annotated[str | None, QueryParameter(max_length=32)] = None,
    kind: Annotated[list[Kind] | None, QueryParameter(max_items=8)] = None,
    on: Annotated[date | None, QueryParameter(description="a shift begins on that day")] = None,
    cursor: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> ActivityPage:
    """Activities to come or under way: by when they begin next; with `near`, the nearest first.

    `division` means there, below or around; `near` leaves out what is more than 20 km away.
    """
    wish = Wish(
        near=_point(near) if near else None, division=division, kinds=tuple(kind or ()), on=on
    )
    return await reading.listed(
        maybe_asker_of(request),
        wish,
        after=place_of(cursor) if cursor else None,
        now=request.app.state.clock(),
    )


@get(
    "/activities/{activity_id:uuid}",
    operation_id="getActivity",
    tags=["volunteering"],
    security=PUBLIC,
    responses=refusals(errors.ActivityNotFound),
)
async def get_activity(
    request: Request[Any, Any, Any], activity_id: FromPath[UUID]
) -> ActivityCard:
    """One that a second person has said yes to, with what the asker has signed up for."""
    now = request.app.state.clock()
    return await reading.card(maybe_asker_of(request), activity_id, now=now)


@get(
    "/shifts/{shift_id:uuid}/calendar.ics",
    operation_id="getShiftCalendar",
    tags=["volunteering"],
    security=PUBLIC,
    responses=refusals(errors.ShiftNotFound),
)
async def get_shift_calendar(
    request: Request[Any, Any, Any], shift_id: FromPath[UUID]
) -> Response[bytes]:
    """A shift as a calendar file (RFC 5545)."""
    callers: Callers = request.app.state.callers
    content = await calendars.file(
        shift_id, origin=callers.origin_of(request), now=request.app.state.clock()
    )
    return Response(content, media_type="text/calendar")


@put(
    "/shifts/{shift_id:uuid}/signup",
    operation_id="signUp",
    tags=["volunteering"],
    responses=refusals(
        SignInNeeded,
        errors.ShiftNotFound,
        errors.ShiftCancelled,
        errors.ShiftBegun,
        errors.SignUpNotOpen,
        errors.SignUpOverlaps,
        errors.BirthDateNeeded,
        errors.TooYoung,
        GuardianNeeded,
    ),
)
async def sign_up(request: Request[Any, Any, Any], shift_id: FromPath[UUID]) -> MySignUp:
    """Take a seat, or wait for one where none is free."""
    return await signing_up.sign_up(asker_of(request), shift_id, now=request.app.state.clock())


@delete(
    "/shifts/{shift_id:uuid}/signup",
    operation_id="leaveShift",
    tags=["volunteering"],
    status_code=HTTP_200_OK,
    responses=refusals(
        SignInNeeded, errors.ShiftNotFound, errors.SignUpNotFound, errors.ShiftBegun
    ),
)
async def leave_shift(request: Request[Any, Any, Any], shift_id: FromPath[UUID]) -> SeatLeft:
    """Give the seat back, or wait no longer; whoever has waited longest gets it."""
    return await signing_up.leave(asker_of(request), shift_id, now=request.app.state.clock())


@get(
    "/me/signups",
    operation_id="listMySignUps",
    tags=["me"],
    responses=refusals(SignInNeeded),
)
async def list_my_sign_ups(
    request: Request[Any, Any, Any],
    cursor: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> MySignUps:
    """For what one has signed up or waits, the latest shift first."""
    return await reading.mine(asker_of(request), before=place_of(cursor) if cursor else None)


def _point(near: str) -> tuple[float, float]:
    lon, lat = map(float, near.split(","))
    return max(-180.0, min(180.0, lon)), max(-90.0, min(90.0, lat))


HANDLERS: Final = [
    list_activities,
    get_activity,
    get_shift_calendar,
    sign_up,
    leave_shift,
    list_my_sign_ups,
]
