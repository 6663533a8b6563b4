"""Codes, scans and what they come to, over HTTP."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, get, post, put
from litestar.params import FromPath, HeaderParameter, JSONBody, QueryParameter

from xiangyi.core.asking import SignInNeeded, asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.identity.errors import OwnHandsOnly, TooManyTries
from xiangyi.features.volunteering.errors import ShiftNotFound
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.paging import CURSOR, place_of
from xiangyi.features.volunteering.schemas.hours import (
    LedShifts,
    MyPresences,
    ScanSaid,
    ScanTaken,
    ShiftCode,
    Ticket,
    TicketWanted,
)
from xiangyi.features.volunteering.service import leading, presences, rolling, scanning

_WHEN: Final = (errors.ScanClosed, errors.ScanTooEarly, errors.ScanTooLate)


@get(
    "/desk/shifts-led",
    operation_id="listLedShifts",
    tags=["volunteering"],
    responses=refusals(SignInNeeded),
)
async def list_led_shifts(request: Request[Any, Any, Any]) -> LedShifts:
    """The shifts whose codes the asker's phone is to show, until three hours after their end."""
    return await leading.mine(asker_of(request), now=request.app.state.clock())


@get(
    "/shifts/{shift_id:uuid}/code",
    operation_id="showShiftCode",
    tags=["volunteering"],
    responses=refusals(SignInNeeded, ShiftNotFound, errors.ShiftNotYours, errors.ScanClosed),
)
async def show_shift_code(request: Request[Any, Any, Any], shift_id: FromPath[UUID]) -> ShiftCode:
    """What whoever leads a shift needs to show its codes, with a network or without."""
    callers: Callers = request.app.state.callers
    return await rolling.show(
        asker_of(request),
        shift_id,
        callers.origin_of(request),
        now=request.app.state.clock(),
    )


@post(
    "/code-tickets",
    operation_id="issueCodeTicket",
    tags=["volunteering"],
    security=PUBLIC,
    responses=refusals(errors.CodeUnknown, TooManyTries, *_WHEN),
)
async def issue_code_ticket(
    request: Request[Any, Any, Any], data: JSONBody[TicketWanted]
) -> Ticket:
    """For a browser that nobody has signed in on: good for ten minutes and three attempts."""
    callers: Callers = request.app.state.callers
    return await rolling.ticket(data, callers.address(request), now=request.app.state.clock())


@put(
    "/scans/{scan_id:uuid}",
    operation_id="scanCode",
    tags=["volunteering"],
    responses=refusals(
        *(SignInNeeded, OwnHandsOnly, TooManyTries, errors.CodeUnknown),
        *(errors.WrongActivity, errors.AnotherShiftsCode, errors.WrongPhase),
        *(errors.TicketNotFound, errors.TicketLapsed, *_WHEN),
        *(errors.OwnCode, errors.NotSignedUp, errors.NotIn, errors.AlreadyOut),
        *(errors.AlreadyIn, errors.ScanOverlaps),
        *(errors.PairsUsedUp, errors.ScanReplayed, errors.ScanIdTaken),
    ),
)
async def scan_code(
    request: Request[Any, Any, Any],
    scan_id: FromPath[UUID],
    data: JSONBody[ScanSaid],
    device_key: Annotated[
        str,
        HeaderParameter(
            name="X-Device-Key",
            description="the phone's own secret: one that scans for several in a shift is seen",
        ),
    ] = "",
) -> ScanTaken:
    """Come, or go and be told line by line what was served; the same again changes nothing."""
    now = request.app.state.clock()
    return await scanning.scan(asker_of(request), scan_id, data, device_key, now=now)


@get(
    "/me/presences",
    operation_id="listMyPresences",
    tags=["volunteering"],
    responses=refusals(SignInNeeded),
)
async def list_my_presences(
    request: Request[Any, Any, Any],
    cursor: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> MyPresences:
    """One's own comings and goings and what each added, the latest first."""
    return await presences.mine(asker_of(request), before=place_of(cursor) if cursor else None)


HANDLERS: Final = [
    list_led_shifts,
    show_shift_code,
    issue_code_ticket,
    scan_code,
    list_my_presences,
]
