"""Standing, the watch list and the months' samples over HTTP."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.schemas.sampling import (
    Checked,
    SampledList,
    SampledPerson,
    SampleList,
)
from xiangyi.features.volunteering.schemas.standing import StandingShown
from xiangyi.features.volunteering.schemas.watching import LookedInto, SignList
from xiangyi.features.volunteering.service import sampling, standing
from xiangyi.features.volunteering.service.watching import looking

_LINE: Final = (SignInNeeded, RoleMissing, errors.SampledNotFound, errors.NotSecondPerson)


@get(
    "/me/standing",
    operation_id="getMyStanding",
    tags=["me"],
    responses=refusals(SignInNeeded),
)
async def get_my_standing(request: Request[Any, Any, Any]) -> StandingShown:
    """One's stars and good record, worked out of the ledger, and what lacks for the next star."""
    return await standing.mine(asker_of(request), now=request.app.state.clock())


@get(
    "/desk/watch",
    operation_id="listSigns",
    tags=["volunteering"],
    responses=refusals(SignInNeeded, RoleMissing),
)
async def list_signs(request: Request[Any, Any, Any]) -> SignList:
    """Hours of the last 90 days that look odd, with the numbers; a reason to look, no verdict."""
    return await looking.listed(asker_of(request), now=request.app.state.clock())


@put(
    "/desk/watch/{sign_id:uuid}/look",
    operation_id="lookIntoSign",
    tags=["volunteering"],
    responses=refusals(SignInNeeded, RoleMissing, errors.SignNotFound, WhyMissing, WhyUnusable),
)
async def look_into_sign(
    request: Request[Any, Any, Any], sign_id: FromPath[UUID], data: JSONBody[LookedInto]
) -> None:
    """Say what it was; that stands in the record."""
    now = request.app.state.clock()
    await looking.look_into(asker_of(request), sign_id, data.why, now=now)


@get(
    "/service-samples",
    operation_id="listServiceSamples",
    tags=["volunteering"],
    security=PUBLIC,
    responses=refusals(no_path=True),
)
async def list_service_samples() -> SampleList:
    """Each month's sample: by which checkpoints anybody draws it again, and what came of asking."""
    return await sampling.published()


@get(
    "/desk/samples",
    operation_id="listSampledLines",
    tags=["volunteering"],
    responses=refusals(SignInNeeded, RoleMissing),
)
async def list_sampled_lines(request: Request[Any, Any, Any]) -> SampledList:
    """The lines that were drawn of the hosts around, masked; the look is recorded."""
    return await sampling.listed(asker_of(request), now=request.app.state.clock())


@get(
    "/desk/samples/{line_id:uuid}/person",
    operation_id="getSampledPerson",
    tags=["volunteering"],
    responses=refusals(*_LINE),
)
async def get_sampled_person(
    request: Request[Any, Any, Any], line_id: FromPath[UUID]
) -> SampledPerson:
    """Whom to ring up, in full; that it was asked is recorded."""
    return await sampling.person(asker_of(request), line_id, now=request.app.state.clock())


@put(
    "/desk/samples/{line_id:uuid}",
    operation_id="checkSampledLine",
    tags=["volunteering"],
    responses=refusals(*_LINE),
)
async def check_sampled_line(
    request: Request[Any, Any, Any], line_id: FromPath[UUID], data: JSONBody[Checked]
) -> None:
    """Write down what came of asking."""
    now = request.app.state.clock()
    await sampling.check(asker_of(request), line_id, data.result, now=now)


HANDLERS: Final = [
    get_my_standing,
    list_signs,
    look_into_sign,
    list_service_samples,
    list_sampled_lines,
    get_sampled_person,
    check_sampled_line,
]
