"""Who was there, and who says that it is so, over HTTP."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.ids import IdUnusable, minted
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.volunteering.errors import ShiftNotFound, SignUpNotFound
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.schemas.hours import (
    Deciding,
    HoursToDoList,
    MyServiceClaims,
    ServiceClaimSaid,
    ServiceClaimShown,
    ServiceShare,
    ShiftHours,
    Ticking,
    TickTaken,
)
from xiangyi.features.volunteering.service import (
    claiming,
    confirming,
    deciding,
    served,
    ticking,
)

_SECOND: Final = (SignInNeeded, RoleMissing, errors.NotSecondPerson, errors.NothingToDecide)


@get(
    "/desk/shifts/{shift_id:uuid}/hours",
    operation_id="getShiftHours",
    tags=["volunteering"],
    responses=refusals(SignInNeeded, RoleMissing, ShiftNotFound, errors.NotSecondPerson),
)
async def get_shift_hours(request: Request[Any, Any, Any], shift_id: FromPath[UUID]) -> ShiftHours:
    """Everybody with a seat, masked, whether they were seen, and what they served."""
    return await served.of_shift(asker_of(request), shift_id, now=request.app.state.clock())


@put(
    "/shifts/{shift_id:uuid}/ticks/{signup_id:uuid}",
    operation_id="tickVolunteer",
    tags=["volunteering"],
    responses=refusals(
        *(SignInNeeded, ShiftNotFound, SignUpNotFound),
        *(errors.ShiftNotYours, errors.TicksSealed),
    ),
)
async def tick_volunteer(
    request: Request[Any, Any, Any],
    shift_id: FromPath[UUID],
    signup_id: FromPath[UUID],
    data: JSONBody[Ticking],
) -> TickTaken:
    """Whoever leads, or led then, says who is there; too late it is kept beside the list."""
    now = request.app.state.clock()
    return await ticking.tick(asker_of(request), shift_id, signup_id, data, now=now)


@put(
    "/shifts/{shift_id:uuid}/seal",
    operation_id="sealTicks",
    tags=["volunteering"],
    responses=refusals(SignInNeeded, ShiftNotFound, errors.ShiftNotYours, errors.TicksOpen),
)
async def seal_ticks(request: Request[Any, Any, Any], shift_id: FromPath[UUID]) -> None:
    """Let nobody change any more who was there; some time after the end it is so by itself."""
    await ticking.seal(asker_of(request), shift_id, now=request.app.state.clock())


@put(
    "/presences/{presence_id:uuid}/confirmation",
    operation_id="confirmPresence",
    tags=["volunteering"],
    responses=refusals(*_SECOND, errors.PresenceNotFound, errors.TicksOpen, errors.NotTicked),
)
async def confirm_presence(request: Request[Any, Any, Any], presence_id: FromPath[UUID]) -> None:
    """As somebody of another organisation: what came late was so, and may be redeemed."""
    await confirming.confirm(asker_of(request), presence_id, now=request.app.state.clock())


@put(
    "/presences/{presence_id:uuid}/decision",
    operation_id="decidePresence",
    tags=["volunteering"],
    responses=refusals(*_SECOND, errors.PresenceNotFound, WhyMissing, WhyUnusable),
)
async def decide_presence(
    request: Request[Any, Any, Any], presence_id: FromPath[UUID], data: JSONBody[Deciding]
) -> None:
    """Of a long day, for the host above eight hours, for the county above twelve."""
    await confirming.decide(asker_of(request), presence_id, data, now=request.app.state.clock())


@put(
    "/service-claims/{claim_id:uuid}",
    operation_id="claimHours",
    tags=["volunteering"],
    responses=refusals(
        *(SignInNeeded, OwnHandsOnly, RoleMissing, ShiftNotFound, SignUpNotFound),
        *(errors.ClaimOutOfTime, errors.ClaimTooHigh, errors.ClaimOverlaps),
        *(errors.ClaimIdTaken, IdUnusable),
        *(WhyMissing, WhyUnusable),
    ),
)
async def claim_hours(
    request: Request[Any, Any, Any], claim_id: FromPath[UUID], data: JSONBody[ServiceClaimSaid]
) -> ServiceClaimShown:
    """Minutes that no pair of scans proves, with evidence; marked for ever, never redeemed."""
    now = request.app.state.clock()
    return await claiming.claim(asker_of(request), minted(claim_id), data, now=now)


@put(
    "/service-claims/{claim_id:uuid}/decision",
    operation_id="decideClaim",
    tags=["volunteering"],
    responses=refusals(
        *(*_SECOND, errors.ClaimNotFound, errors.ClaimTooHigh, errors.ClaimOverlaps),
        *(WhyMissing, WhyUnusable),
    ),
)
async def decide_claim(
    request: Request[Any, Any, Any], claim_id: FromPath[UUID], data: JSONBody[Deciding]
) -> ServiceClaimShown:
    """As somebody of another organisation, and of a long day for the host or the county after
    them: accept them, or say why not.
    """
    return await deciding.decide(asker_of(request), claim_id, data, now=request.app.state.clock())


@get(
    "/me/service-claims",
    operation_id="listMyServiceClaims",
    tags=["volunteering"],
    responses=refusals(SignInNeeded),
)
async def list_my_service_claims(request: Request[Any, Any, Any]) -> MyServiceClaims:
    """Minutes that one has claimed, or a host for one, the latest first."""
    return await claiming.mine(asker_of(request))


@get(
    "/desk/hours",
    operation_id="listHoursToDo",
    tags=["volunteering"],
    responses=refusals(SignInNeeded),
)
async def list_hours_to_do(request: Request[Any, Any, Any]) -> HoursToDoList:
    """What waits for the asker's yes or no, the latest first."""
    return await served.to_do(asker_of(request))


@get(
    "/organisations/{organisation_id:uuid}/service-share",
    operation_id="getServiceShare",
    tags=["volunteering"],
    security=PUBLIC,
    responses=refusals(no_path=True),
)
async def get_service_share(organisation_id: FromPath[UUID]) -> ServiceShare:
    """How many minutes an organisation has issued, by how far they are proved."""
    return await served.share(organisation_id)


HANDLERS: Final = [
    get_shift_hours,
    tick_volunteer,
    seal_ticks,
    confirm_presence,
    decide_presence,
    claim_hours,
    decide_claim,
    list_my_service_claims,
    list_hours_to_do,
    get_service_share,
]
