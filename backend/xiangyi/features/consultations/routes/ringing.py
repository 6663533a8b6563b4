"""The list for the telephone: who is to be rung up, and who has been."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.problems import refusals
from xiangyi.features.consultations.errors import ConsultationNotFound
from xiangyi.features.consultations.schemas.desk import RungUp
from xiangyi.features.consultations.service import ringing
from xiangyi.features.notifications.errors import NoticeNotFound, SeenMeanwhile
from xiangyi.features.notifications.schemas import NotReachedPage
from xiangyi.features.notifications.service import outcomes


@get(
    "/desk/consultations/{consultation_id:uuid}/not-reached",
    operation_id="listToRing",
    tags=["consultations"],
    responses=refusals(SignInNeeded, RoleMissing, ConsultationNotFound),
)
async def list_to_ring(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    campaign: FromQuery[UUID],
    after: Annotated[str | None, QueryParameter(pattern=outcomes.CURSOR)] = None,
) -> NotReachedPage:
    """Who is to be rung up from the counter, with their numbers; the look is recorded."""
    now = request.app.state.clock()
    return await ringing.not_reached(asker_of(request), consultation_id, campaign, after, now=now)


@put(
    "/desk/consultations/{consultation_id:uuid}/rung-up",
    operation_id="noteRungUp",
    tags=["consultations"],
    status_code=204,
    responses=refusals(
        SignInNeeded, RoleMissing, ConsultationNotFound, NoticeNotFound, SeenMeanwhile
    ),
)
async def note_rung_up(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[RungUp]
) -> None:
    """Keep that somebody was told by telephone, or that it was not so."""
    now = request.app.state.clock()
    await ringing.note(asker_of(request), consultation_id, data, now=now)


HANDLERS: Final = [list_to_ring, note_rung_up]
