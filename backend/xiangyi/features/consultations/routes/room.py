"""Who comes without a phone, what who cannot come wants said, and the record on paper."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, put
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.errors import Refusal
from xiangyi.core.printing import Printer
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.records import Remarking
from xiangyi.features.consultations.schemas.room import Guests, GuestSaid, Views
from xiangyi.features.consultations.service import (
    answering,
    guests,
    on_paper,
    printing_records,
    seats_by_hand,
)
from xiangyi.features.consultations.service.printing import Imprint
from xiangyi.features.identity.errors import NameUnusable, TooManyTries

_MINE: Final[list[type[Refusal]]] = [SignInNeeded, RoleMissing, errors.ConsultationNotFound]
_ENTERED: Final = [*_MINE, errors.GuestNotFound, errors.RecordStays]


@get(
    "/desk/consultations/{consultation_id:uuid}/guests",
    operation_id="listMeetingGuests",
    tags=["consultations"],
    responses=refusals(*_MINE),
)
async def list_guests(request: Request[Any, Any, Any], consultation_id: FromPath[UUID]) -> Guests:
    """Who signed on paper or has a seat kept, as far as the asker sees; the look is recorded."""
    now = request.app.state.clock()
    people = await guests.listed(asker_of(request), consultation_id, now=now)
    return await on_paper.sheet(consultation_id, people, now=now)


@put(
    "/desk/consultations/{consultation_id:uuid}/guests/{guest_id:uuid}",
    operation_id="putMeetingGuest",
    tags=["consultations"],
    responses=refusals(*_ENTERED, errors.RoomClosed, NameUnusable),
)
async def put_guest(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    guest_id: FromPath[UUID],
    data: JSONBody[GuestSaid],
) -> Guests:
    """Enter somebody without a phone who is there, from the sheet at the door."""
    now, asker = request.app.state.clock(), asker_of(request)
    people = await guests.enter(asker, consultation_id, guest_id, data, now=now)
    return await on_paper.sheet(consultation_id, people, now=now)


@delete(
    "/desk/consultations/{consultation_id:uuid}/guests/{guest_id:uuid}",
    operation_id="deleteMeetingGuest",
    tags=["consultations"],
    status_code=200,
    responses=refusals(*_ENTERED),
)
async def delete_guest(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], guest_id: FromPath[UUID]
) -> Guests:
    """Take somebody off again who was not there."""
    now = request.app.state.clock()
    people = await guests.remove(asker_of(request), consultation_id, guest_id, now=now)
    return await on_paper.sheet(consultation_id, people, now=now)


@put(
    "/desk/consultations/{consultation_id:uuid}/guests/{guest_id:uuid}/remarks/{remark_id:uuid}",
    operation_id="putGuestRemark",
    tags=["consultations"],
    responses=refusals(
        *(*_MINE, errors.GuestNotFound, errors.PresenceMissing, errors.RecordNotFound),
        *(errors.RecordUnusable, errors.RemarkTooLate, errors.RemarkDiffers),
    ),
)
async def put_guest_remark(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    guest_id: FromPath[UUID],
    remark_id: FromPath[UUID],
    data: JSONBody[Remarking],
) -> Guests:
    """Enter what somebody who signed on paper has to say of the record, once read back to them."""
    now, asker = request.app.state.clock(), asker_of(request)
    return await on_paper.remark(asker, consultation_id, guest_id, remark_id, data.words, now=now)


@put(
    "/desk/consultations/{consultation_id:uuid}/seats/{guest_id:uuid}",
    operation_id="keepMeetingSeat",
    tags=["consultations"],
    responses=refusals(
        *_MINE,
        errors.GuestNotFound,
        errors.ConsultationNotAnnounced,
        errors.ConsultationOver,
        errors.SeatsUncounted,
        errors.NoSeatToKeep,
        errors.HalfByHand,
        NameUnusable,
    ),
)
async def keep_seat(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    guest_id: FromPath[UUID],
    data: JSONBody[GuestSaid],
) -> Guests:
    """Keep a seat for somebody without a phone; at the door they are entered under the same id."""
    now, asker = request.app.state.clock(), asker_of(request)
    people = await seats_by_hand.keep(asker, consultation_id, guest_id, data, now=now)
    return await on_paper.sheet(consultation_id, people, now=now)


@delete(
    "/desk/consultations/{consultation_id:uuid}/seats/{guest_id:uuid}",
    operation_id="giveUpMeetingSeat",
    tags=["consultations"],
    status_code=200,
    responses=refusals(*_MINE, errors.GuestNotFound),
)
async def give_up_seat(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], guest_id: FromPath[UUID]
) -> Guests:
    """Keep a seat no longer for somebody; who waits has it."""
    now, asker = request.app.state.clock(), asker_of(request)
    people = await seats_by_hand.give_up(asker, consultation_id, guest_id, now=now)
    return await on_paper.sheet(consultation_id, people, now=now)


@get(
    "/desk/consultations/{consultation_id:uuid}/views",
    operation_id="listMeetingViews",
    tags=["consultations"],
    responses=refusals(*_MINE),
)
async def list_views(request: Request[Any, Any, Any], consultation_id: FromPath[UUID]) -> Views:
    """What those who do not come want said, without their names; the look is recorded."""
    now = request.app.state.clock()
    return Views(await answering.views(asker_of(request), consultation_id, now=now))


@get(
    "/consultations/{consultation_id:uuid}/record.pdf",
    operation_id="printMeetingRecord",
    tags=["consultations"],
    security=PUBLIC,
    media_type="application/pdf",
    responses=refusals(errors.ConsultationNotFound, errors.RecordNotFound, TooManyTries),
)
async def print_record(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> Response[bytes]:
    """The record on A4 as PDF, for whoever may read it, with the hash of its seal."""
    state = request.app.state
    callers: Callers = state.callers
    printer: Printer = state.printer
    sheet = await printing_records.record_sheet(
        maybe_asker_of(request),
        consultation_id,
        caller=callers.address(request),
        imprint=Imprint(callers.origin_of(request), state.phone, state.demonstration),
        now=state.clock(),
    )
    return Response(
        await printer.print(sheet),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{consultation_id}.pdf"',
            "Cache-Control": "no-store",
        },
    )


HANDLERS: Final = [
    list_guests,
    put_guest,
    delete_guest,
    put_guest_remark,
    keep_seat,
    give_up_seat,
    list_views,
    print_record,
]
