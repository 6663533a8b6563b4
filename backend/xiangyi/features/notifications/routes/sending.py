"""What came of a campaign, for whoever answers for the place in which it was told."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from litestar import Request, get
from litestar.params import FromPath

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.problems import refusals
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.schemas import Outcome
from xiangyi.features.notifications.service import outcomes


@get(
    "/campaigns/{campaign_id:uuid}",
    operation_id="getCampaign",
    tags=["notifications"],
    responses=refusals(SignInNeeded, RoleMissing, errors.CampaignNotFound),
)
async def get_campaign(request: Request[Any, Any, Any], campaign_id: FromPath[UUID]) -> Outcome:
    """How many have it, heard of it, read it, and how many it has not reached."""
    keep = timedelta(days=request.app.state.notice_days)
    return await outcomes.outcome(asker_of(request), campaign_id, keep=keep)


HANDLERS: Final = [get_campaign]
