"""What a convener asks while choosing whom to call, and where to, over HTTP."""

from typing import Any, Final

from litestar import Request, post
from litestar.params import JSONBody

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.problems import refusals
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.desk import (
    PointAsked,
    PointTold,
    ReachWanted,
    TimesTold,
    TimesWanted,
)
from xiangyi.features.consultations.service import placing, reaching, timing
from xiangyi.features.notifications.schemas import Reach


@post(
    "/desk/consultations/reach",
    operation_id="previewAudience",
    tags=["consultations"],
    status_code=200,
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        errors.ConsultationNotFound,
        errors.ConsultationUnusable,
        errors.AudienceNotYours,
    ),
)
async def preview_audience(request: Request[Any, Any, Any], data: JSONBody[ReachWanted]) -> Reach:
    """Whom it would reach, and when they hear of it, for somebody who is still choosing."""
    return await reaching.reach(asker_of(request), data, now=request.app.state.clock())


@post(
    "/desk/consultations/spot",
    operation_id="describeSpot",
    tags=["consultations"],
    status_code=200,
    responses=refusals(SignInNeeded, RoleMissing, errors.ConsultationUnusable),
)
async def describe_spot(request: Request[Any, Any, Any], data: JSONBody[PointAsked]) -> PointTold:
    """A point in words, for a convener who is choosing where people meet."""
    return await placing.spot(asker_of(request), data)


@post(
    "/desk/consultations/times",
    operation_id="suggestTimes",
    tags=["consultations"],
    status_code=200,
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        errors.ConsultationUnusable,
        errors.AudienceNotYours,
    ),
)
async def suggest_times(request: Request[Any, Any, Any], data: JSONBody[TimesWanted]) -> TimesTold:
    """Three times off the meals and days off, none beside another meeting of the same people."""
    return await timing.times(asker_of(request), data, now=request.app.state.clock())


HANDLERS: Final = (preview_audience, describe_spot, suggest_times)
