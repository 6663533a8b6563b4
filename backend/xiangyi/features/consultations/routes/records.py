"""What a meeting leaves, over HTTP: who was there, its record, and what is said of it."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, get, put
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.errors import Refusal
from xiangyi.core.ids import IdUnusable, minted
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.cases.errors import (
    CaseMoveDiffers,
    CaseMoveUnfit,
    CaseMoveUnusable,
    ConcernNotFound,
)
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.errors.polls import PollOpen
from xiangyi.features.consultations.schemas.records import (
    Annexing,
    MeetingRecordDesk,
    Present,
    RecordMoved,
    RecordSaid,
    RecordShown,
    RemarkAnswer,
    Remarking,
    RemarkShown,
    RoomCode,
    SigningIn,
)
from xiangyi.features.consultations.service import (
    annexing,
    presence,
    recording,
    records,
    remarking,
    unsigning,
)
from xiangyi.features.identity.errors import TooManyTries
from xiangyi.features.ledger.errors import PostingDiffers

_MINE: Final[list[type[Refusal]]] = [SignInNeeded, RoleMissing, errors.ConsultationNotFound]
_MOVED: Final = [*_MINE, errors.RecordChangedMeanwhile, errors.RecordStays]


@get(
    "/desk/consultations/{consultation_id:uuid}/code",
    operation_id="getRoomCode",
    tags=["consultations"],
    responses=refusals(*_MINE, errors.RoomClosed),
)
async def get_room_code(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> RoomCode:
    """What the room shows, so that whoever is in it says so."""
    now = request.app.state.clock()
    return await presence.room_code(asker_of(request), consultation_id, now=now)


@put(
    "/consultations/{consultation_id:uuid}/presence",
    operation_id="signInToConsultation",
    tags=["consultations"],
    responses=refusals(
        *(SignInNeeded, errors.ConsultationNotFound, errors.RoomClosed),
        *(errors.RoomCodeWrong, TooManyTries),
    ),
)
async def sign_in(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[SigningIn]
) -> Present:
    """Say that one is there, by the code that the room shows; no hours come of it."""
    now = request.app.state.clock()
    return await presence.sign_in(asker_of(request), consultation_id, data.code, now=now)


@get(
    "/consultations/{consultation_id:uuid}/record",
    operation_id="getMeetingRecord",
    tags=["consultations"],
    security=PUBLIC,
    responses=refusals(errors.ConsultationNotFound, errors.RecordNotFound),
)
async def get_record(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> RecordShown:
    """What a meeting left: for those who were there, and once it is sealed, for everybody."""
    now = request.app.state.clock()
    return await records.shown(maybe_asker_of(request), consultation_id, now=now)


@put(
    "/consultations/{consultation_id:uuid}/record/remarks/{remark_id:uuid}",
    operation_id="putRecordRemark",
    tags=["consultations"],
    responses=refusals(
        *(SignInNeeded, errors.ConsultationNotFound, errors.RecordNotFound),
        *(errors.PresenceMissing, errors.RecordUnusable, errors.RemarkTooLate),
        errors.RemarkDiffers,
    ),
)
async def put_remark(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    remark_id: FromPath[UUID],
    data: JSONBody[Remarking],
) -> RemarkShown:
    """As who was there: ask for it to be put right, or object once it is sealed."""
    now = request.app.state.clock()
    return await remarking.remark(
        asker_of(request), consultation_id, remark_id, data.words, now=now
    )


@put(
    "/consultations/{consultation_id:uuid}/record/unsigned",
    operation_id="takeNameOffRecord",
    tags=["consultations"],
    responses=refusals(
        *(SignInNeeded, errors.ConsultationNotFound, errors.RecordNotFound),
        *(errors.PresenceMissing, errors.RecordStays),
    ),
)
async def take_name_off(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> RecordShown:
    """As who was there: what one said stays, without one's name, at once."""
    now = request.app.state.clock()
    return await unsigning.take_off(asker_of(request), consultation_id, now=now)


@get(
    "/desk/consultations/{consultation_id:uuid}/record",
    operation_id="getDeskMeetingRecord",
    tags=["consultations"],
    responses=refusals(*_MINE),
)
async def get_desk_record(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> MeetingRecordDesk:
    """A record as whoever writes it works with it; from the agenda, where nothing is written."""
    return await _desk(request, consultation_id)


@put(
    "/desk/consultations/{consultation_id:uuid}/record",
    operation_id="putMeetingRecord",
    tags=["consultations"],
    responses=refusals(*_MOVED, errors.RecordTooSoon, errors.RecordUnusable, errors.NumberInWords),
)
async def put_record(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[RecordSaid]
) -> MeetingRecordDesk:
    """Keep what is written of a meeting."""
    now = request.app.state.clock()
    await recording.write(asker_of(request), consultation_id, data, now=now)
    return await _desk(request, consultation_id)


@put(
    "/desk/consultations/{consultation_id:uuid}/record/opening",
    operation_id="openMeetingRecord",
    tags=["consultations"],
    responses=refusals(*_MOVED, errors.RecordNotFound, errors.RecordTooSoon, errors.RecordLacks),
)
async def open_record(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[RecordMoved]
) -> MeetingRecordDesk:
    """Let those who were there read it, and say what is wrong."""
    now = request.app.state.clock()
    await recording.lay_open(asker_of(request), consultation_id, data.based_on, now=now)
    return await _desk(request, consultation_id)


@put(
    "/desk/consultations/{consultation_id:uuid}/record/seal",
    operation_id="sealMeetingRecord",
    tags=["consultations"],
    responses=refusals(
        *(*_MOVED, errors.RecordNotFound, errors.RecordLacks, errors.RecordNotOpen, PollOpen),
        *(errors.RecordStillOpen, errors.RemarksUnanswered, ConcernNotFound),
        *(CaseMoveUnfit, CaseMoveUnusable, CaseMoveDiffers),
    ),
)
async def seal_record(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], data: JSONBody[RecordMoved]
) -> MeetingRecordDesk:
    """Let it be so for good, in the ledger's tree; who asked for what was decided is told."""
    now = request.app.state.clock()
    await recording.seal(asker_of(request), consultation_id, data.based_on, now=now)
    return await _desk(request, consultation_id)


@put(
    "/desk/consultations/{consultation_id:uuid}/record/remarks/{remark_id:uuid}/answer",
    operation_id="answerRecordRemark",
    tags=["consultations"],
    responses=refusals(
        *(*_MINE, errors.RemarkNotFound, errors.RemarkAnswered, WhyMissing, WhyUnusable),
    ),
)
async def answer_remark(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    remark_id: FromPath[UUID],
    data: JSONBody[RemarkAnswer],
) -> MeetingRecordDesk:
    """Say whether what somebody asked for is taken up, and why or why not."""
    now, asker = request.app.state.clock(), asker_of(request)
    await remarking.answer(asker, consultation_id, remark_id, data, now=now)
    return await _desk(request, consultation_id)


@put(
    "/desk/consultations/{consultation_id:uuid}/record/annexes/{annex_id:uuid}",
    operation_id="putRecordAnnex",
    tags=["consultations"],
    responses=refusals(
        *(*_MINE, errors.RecordNotSealed, errors.RecordUnusable, errors.NumberInWords),
        *(errors.RemarkDiffers, PostingDiffers, IdUnusable),
    ),
)
async def put_annex(
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    annex_id: FromPath[UUID],
    data: JSONBody[Annexing],
) -> MeetingRecordDesk:
    """Say something of a sealed record; it stands beside it."""
    now = request.app.state.clock()
    asker = asker_of(request)
    await annexing.annex(asker, consultation_id, minted(annex_id), data.words, now=now)
    return await _desk(request, consultation_id)


async def _desk(request: Request[Any, Any, Any], id_: UUID) -> MeetingRecordDesk:
    return await records.desk(asker_of(request), id_, now=request.app.state.clock())


HANDLERS: Final = [
    get_room_code,
    sign_in,
    get_record,
    put_remark,
    take_name_off,
    get_desk_record,
    put_record,
    open_record,
    seal_record,
    answer_remark,
    put_annex,
]
