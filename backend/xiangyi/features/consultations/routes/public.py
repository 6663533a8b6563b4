"""What anybody may read of consultations, and what people answer."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, post, put
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from xiangyi.core.asking import SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.text import END
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas import (
    Answering,
    ConsultationCard,
    ConsultationList,
    Feed,
    MyAnswer,
)
from xiangyi.features.consultations.schemas.desk import FormsTold
from xiangyi.features.consultations.service import answering, calendars, lawful, reading
from xiangyi.features.consultations.service.paging import CURSOR
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity.errors import ActingForRefused, NameUnusable

_CALENDAR: Final = "text/calendar"
#: Its address is a secret of one person; a calendar that asks more often is answered by itself.
_ONE_S_OWN: Final = "private, max-age=900"


@get(
    "/consultations",
    operation_id="listConsultations",
    tags=["consultations"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_consultations(
    request: Request[Any, Any, Any],
    division: Annotated[str | None, QueryParameter(max_length=32)] = None,
    after: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> ConsultationList:
    """What is announced in a division, below or around it: to come first, then the last month's."""
    now = request.app.state.clock()
    return await reading.listed(maybe_asker_of(request), division, after, now=now)


@get(
    "/consultation-forms",
    operation_id="listConsultationForms",
    tags=["consultations"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_consultation_forms(
    request: Request[Any, Any, Any],
    division: Annotated[str, QueryParameter(max_length=32)],
) -> FormsTold:
    """The five forms of meetings: who calls, whom they ask, and how they decide in a division."""
    return await lawful.forms(division, now=request.app.state.clock())


@get(
    "/consultations/{consultation_id:uuid}",
    operation_id="getConsultation",
    tags=["consultations"],
    security=PUBLIC,
    responses=refusals(errors.ConsultationNotFound),
)
async def get_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> ConsultationCard:
    """One that people have been told of, with what the asker has answered."""
    now = request.app.state.clock()
    return await reading.card(maybe_asker_of(request), consultation_id, now=now)


@put(
    "/consultations/{consultation_id:uuid}/answer",
    operation_id="answerConsultation",
    tags=["consultations"],
    responses=refusals(
        SignInNeeded,
        errors.ConsultationNotFound,
        errors.ConsultationNotAnnounced,
        errors.ConsultationOver,
        errors.NumberInName,
        NameUnusable,
        errors.ConsultationUnusable,
        errors.SeatsTaken,
    ),
)
async def answer_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[Answering]
) -> MyAnswer:
    """Coming, not, or sending somebody; the last word counts, until it begins.

    Where seats are counted and none is left, whoever comes waits for one, in order.
    """
    now = request.app.state.clock()
    return await answering.answer(asker_of(request), consultation_id, data, now=now)


@put(
    "/consultations/{consultation_id:uuid}/opened",
    operation_id="openConsultation",
    tags=["consultations"],
    status_code=204,
    responses=refusals(SignInNeeded, errors.ConsultationNotFound),
)
async def open_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> None:
    """That its page is before the asker's eyes: what they were told of it is read."""
    now = request.app.state.clock()
    await answering.opened(asker_of(request), consultation_id, now=now)


@get(
    "/consultations/{consultation_id:uuid}/calendar.ics",
    operation_id="getConsultationCalendar",
    tags=["consultations"],
    security=PUBLIC,
    responses=refusals(errors.ConsultationNotFound),
)
async def get_consultation_calendar(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> Response[bytes]:
    """The same as a calendar file (RFC 5545)."""
    callers: Callers = request.app.state.callers
    content = await calendars.file(
        consultation_id, origin=callers.origin_of(request), now=request.app.state.clock()
    )
    return Response(content, media_type=_CALENDAR)


@post(
    "/me/calendar",
    operation_id="openCalendarFeed",
    tags=["me"],
    status_code=200,
    responses=refusals(SignInNeeded, ActingForRefused),
)
async def open_calendar_feed(request: Request[Any, Any, Any]) -> Feed:
    """A secret address under which one's calendar reads what one goes to; an earlier one ends."""
    return await calendars.open_feed(asker_of(request), now=request.app.state.clock())


@delete(
    "/me/calendar",
    operation_id="closeCalendarFeed",
    tags=["me"],
    responses=refusals(SignInNeeded, ActingForRefused),
)
async def close_calendar_feed(request: Request[Any, Any, Any]) -> None:
    """Let the address lead nowhere."""
    await calendars.close_feed(asker_of(request))


@get(
    "/calendars/{token:str}/xiangyi.ics",
    operation_id="readCalendarFeed",
    tags=["consultations"],
    security=PUBLIC,
    responses=refusals(errors.FeedNotFound),
)
async def read_calendar_feed(
    request: Request[Any, Any, Any],
    token: Annotated[str, PathParameter(pattern="^[A-Za-z0-9_-]{32}" + END)],
) -> Response[bytes]:
    """What the owner of the address goes to, for a calendar that asks again every hour or so."""
    callers: Callers = request.app.state.callers
    content = await calendars.feed(
        token, origin=callers.origin_of(request), now=request.app.state.clock()
    )
    return Response(content, media_type=_CALENDAR, headers={"Cache-Control": _ONE_S_OWN})


HANDLERS: Final = [
    list_consultations,
    list_consultation_forms,
    get_consultation,
    answer_consultation,
    open_consultation,
    get_consultation_calendar,
    open_calendar_feed,
    close_calendar_feed,
    read_calendar_feed,
]
