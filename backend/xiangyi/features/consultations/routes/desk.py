"""The convener's desk over HTTP."""

from datetime import timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.errors import Refusal
from xiangyi.core.printing import Printer
from xiangyi.core.problems import refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.cases.errors import CaseMoveDiffers, CaseMoveUnfit, ConcernNotFound
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.errors import forms
from xiangyi.features.consultations.rules.causes import CAUSES_ZH
from xiangyi.features.consultations.schemas import ConsultationSaid
from xiangyi.features.consultations.schemas.desk import (
    Announcing,
    Approving,
    Attendees,
    Cancelling,
    ConsultationDesk,
    DeskList,
    SendingBack,
)
from xiangyi.features.consultations.service import convening, printing, undoing
from xiangyi.features.consultations.service import desk as desks
from xiangyi.features.consultations.service.paging import CURSOR
from xiangyi.features.identity.errors import TooManyTries

_MINE: Final[list[type[Refusal]]] = [SignInNeeded, RoleMissing, errors.ConsultationNotFound]
_MOVED: Final = [*_MINE, errors.ConsultationChangedMeanwhile, errors.ConsultationOver]
_LAWFUL: Final[list[type[Refusal]]] = [
    *(forms.CallerNotOfForm, forms.PartiesMissing, forms.PartiesUntold, forms.RiderSeatsMissing),
    *(forms.NoticeTooShort, ConcernNotFound, CaseMoveUnfit, CaseMoveDiffers),
]


@get(
    "/desk/consultations",
    operation_id="listDeskConsultations",
    tags=["consultations"],
    responses=refusals(SignInNeeded),
)
async def list_desk_consultations(
    request: Request[Any, Any, Any],
    after: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> DeskList:
    """Drafts, what waits for a yes, and what was announced, where the asker answers for it."""
    return await desks.listed(asker_of(request), after, now=request.app.state.clock())


@get(
    "/desk/consultations/{consultation_id:uuid}",
    operation_id="getDeskConsultation",
    tags=["consultations"],
    responses=refusals(*_MINE),
)
async def get_desk_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> ConsultationDesk:
    """One of them: whom it reaches, who comes, what came of what was told, and its history."""
    return await _desk(request, consultation_id)


@get(
    "/desk/consultations/{consultation_id:uuid}/answers",
    operation_id="listConsultationAnswers",
    tags=["consultations"],
    responses=refusals(*_MINE),
)
async def list_consultation_answers(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> Attendees:
    """Who comes, masked, and whom they send; the look is recorded."""
    now = request.app.state.clock()
    return Attendees(await desks.attendees(asker_of(request), consultation_id, now=now))


@get(
    "/desk/consultations/{consultation_id:uuid}/poster.pdf",
    operation_id="printConsultation",
    tags=["consultations"],
    media_type="application/pdf",
    responses=refusals(
        *_MINE, errors.ConsultationNotAnnounced, errors.ConsultationOver, TooManyTries
    ),
)
async def print_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> Response[bytes]:
    """门口通知: an A4 page for a door as PDF, with a QR code under which people answer."""
    state = request.app.state
    callers: Callers = state.callers
    printer: Printer = state.printer
    imprint = printing.Imprint(callers.origin_of(request), state.phone, state.demonstration)
    sheet = await printing.notice_sheet(
        asker_of(request), consultation_id, imprint=imprint, now=state.clock()
    )
    return Response(
        await printer.print(sheet),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{consultation_id}.pdf"',
            "Cache-Control": "no-store",
        },
    )


@put(
    "/consultations/{consultation_id:uuid}",
    operation_id="putConsultation",
    tags=["consultations"],
    responses=refusals(
        *_MOVED,
        errors.ConsultationUnusable,
        errors.PartyOfAnotherKind,
        errors.NumberInWords,
        errors.OrganisationMissing,
        errors.AudienceNotYours,
        errors.AnnouncedWordsStay,
        errors.ManyMeanwhile,
        forms.NoticeTooShort,
        errors.ToldTooLate,
        ConcernNotFound,
        errors.ConsultationNotDraft,
        errors.SeatsHeld,
        WhyMissing,
        WhyUnusable,
    ),
)
async def put_consultation(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    data: JSONBody[ConsultationSaid],
) -> ConsultationDesk:
    """Keep a draft, or change when and where; of what is announced, people are told."""
    now = request.app.state.clock()
    await convening.put(asker_of(request), consultation_id, data, now=now)
    return await _desk(request, consultation_id)


@delete(
    "/consultations/{consultation_id:uuid}",
    operation_id="deleteConsultation",
    tags=["consultations"],
    responses=refusals(
        *_MINE,
        errors.AudienceNotYours,
        errors.ConsultationChangedMeanwhile,
        errors.ConsultationNotDraft,
    ),
)
async def delete_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> None:
    """Let a draft be gone for everybody; its words are erased."""
    now = request.app.state.clock()
    await undoing.delete(asker_of(request), consultation_id, now=now)


@put(
    "/consultations/{consultation_id:uuid}/announcement",
    operation_id="announceConsultation",
    tags=["consultations"],
    responses=refusals(
        *_MOVED,
        errors.AudienceNotYours,
        *_LAWFUL,
        errors.AgendaNotLater,
        errors.ConsultationNotDraft,
        errors.NobodyToTell,
        errors.NumberInWords,
        errors.NobodyApproves,
        WhyMissing,
        WhyUnusable,
    ),
)
async def announce_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[Announcing]
) -> ConsultationDesk:
    """Let people know, or, where they are many, ask for a second person's yes."""
    now = request.app.state.clock()
    await convening.announce(asker_of(request), consultation_id, data, now=now)
    return await _desk(request, consultation_id)


@delete(
    "/consultations/{consultation_id:uuid}/announcement",
    operation_id="withdrawConsultation",
    tags=["consultations"],
    status_code=200,
    responses=refusals(
        *_MOVED,
        errors.AudienceNotYours,
        errors.ConsultationNotAnnounced,
        errors.AlreadyTold,
        errors.OthersConsultation,
        CaseMoveUnfit,
    ),
)
async def withdraw_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> ConsultationDesk:
    """Make a draft again of what was to be announced later, or waits for a second person's yes."""
    now = request.app.state.clock()
    await undoing.withdraw(asker_of(request), consultation_id, now=now)
    return await _desk(request, consultation_id)


@put(
    "/consultations/{consultation_id:uuid}/approval",
    operation_id="approveConsultation",
    tags=["consultations"],
    responses=refusals(*_MOVED, *_LAWFUL, errors.ConsultationNotWaiting, errors.OwnConsultation),
)
async def approve_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[Approving]
) -> ConsultationDesk:
    """Say yes as the second person."""
    now = request.app.state.clock()
    await convening.approve(asker_of(request), consultation_id, data.based_on, now=now)
    return await _desk(request, consultation_id)


@put(
    "/consultations/{consultation_id:uuid}/return",
    operation_id="sendBackConsultation",
    tags=["consultations"],
    responses=refusals(
        *_MOVED, errors.ConsultationNotWaiting, WhyMissing, WhyUnusable, CaseMoveUnfit
    ),
)
async def send_back_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[SendingBack]
) -> ConsultationDesk:
    """Give it back to whoever wrote it, with a reason."""
    now = request.app.state.clock()
    await convening.send_back(asker_of(request), consultation_id, data.why, now=now)
    return await _desk(request, consultation_id)


@put(
    "/consultations/{consultation_id:uuid}/cancellation",
    operation_id="cancelConsultation",
    tags=["consultations"],
    responses=refusals(
        *_MOVED,
        errors.AudienceNotYours,
        errors.ConsultationNotAnnounced,
        errors.CauseMissing,
        errors.NumberInWords,
        WhyMissing,
        WhyUnusable,
        CaseMoveUnfit,
    ),
)
async def cancel_consultation(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[Cancelling]
) -> ConsultationDesk:
    """Let it not take place; everybody who was told is told that, and why."""
    now = request.app.state.clock()
    reason = CAUSES_ZH[data.cause] if data.cause else data.reason
    await undoing.cancel(asker_of(request), consultation_id, reason, now=now)
    return await _desk(request, consultation_id)


async def _desk(request: Request[Any, Any, Any], id_: UUID) -> ConsultationDesk:
    state = request.app.state
    keep = timedelta(days=state.notice_days)
    return await desks.desk(asker_of(request), id_, keep=keep, now=state.clock())


HANDLERS: Final = [
    list_desk_consultations,
    get_desk_consultation,
    list_consultation_answers,
    print_consultation,
    put_consultation,
    delete_consultation,
    announce_consultation,
    withdraw_consultation,
    approve_consultation,
    send_back_consultation,
    cancel_consultation,
]
