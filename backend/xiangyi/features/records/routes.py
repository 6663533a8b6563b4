"""Records over HTTP."""

from datetime import date, datetime, time
from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, Router, delete, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.ids import IdUnusable, minted
from xiangyi.core.problems import refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.organisations.errors import OrganisationNotFound
from xiangyi.features.records import errors
from xiangyi.features.records.schemas import (
    DisputeAnswer,
    DisputeSaid,
    DisputeShown,
    EntrySaid,
    MyRecord,
    RecordDesk,
    RecordEntryShown,
    Settling,
    TakingSaid,
    WitnessAsked,
    WitnessSaid,
)
from xiangyi.features.records.service import (
    answering,
    disputing,
    due,
    entering,
    recording,
    taking,
    witnessing,
)
from xiangyi.features.volunteering.errors import (
    ShiftNotFound,
    SignUpNotFound,
)
from xiangyi.features.volunteering.errors.hours import (
    ClaimIdTaken,
    ClaimOverlaps,
    ClaimTooHigh,
    NothingToDecide,
    NotSecondPerson,
)

_CSV: Final = "text/csv; charset=utf-8"


@get(
    "/me/record",
    operation_id="getMyRecord",
    tags=["records"],
    responses=refusals(SignInNeeded),
)
async def get_my_record(request: Request[Any, Any, Any]) -> MyRecord:
    """One's whole volunteer record, as the ministry's order No. 67 has it, versioned."""
    return await recording.mine(asker_of(request), now=request.app.state.clock())


@get(
    "/me/record.csv",
    operation_id="exportMyRecord",
    tags=["records"],
    media_type="text/csv",
    responses=refusals(SignInNeeded),
)
async def export_my_record(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The same as a table, under the order's own names."""
    content = await recording.my_csv(asker_of(request), now=request.app.state.clock())
    return _file(content, "record.csv")


@get(
    "/desk/organisations/{organisation_id:uuid}/record.csv",
    operation_id="exportRecordOfOrganisation",
    tags=["records"],
    media_type="text/csv",
    responses=refusals(SignInNeeded, RoleMissing, OrganisationNotFound),
)
async def export_record_of_organisation(
    request: Request[Any, Any, Any],
    organisation_id: FromPath[UUID],
    since: Annotated[date, QueryParameter(description="the first day of a year")],
) -> Response[bytes]:
    """The service of an organisation's volunteers, masked, of a year; it goes on record."""
    content = await recording.csv_of_organisation(
        asker_of(request),
        organisation_id,
        datetime.combine(since, time(), SHANGHAI),
        now=request.app.state.clock(),
    )
    return _file(content, f"record-{since}.csv")


@put(
    "/record-disputes/{dispute_id:uuid}",
    operation_id="disputeRecord",
    tags=["records"],
    responses=refusals(
        *(SignInNeeded, OwnHandsOnly, ShiftNotFound, SignUpNotFound, errors.ShiftNotOver),
        *(errors.LineNotFound, errors.CorrectionUnfit, errors.DisputeOpen, errors.DisputeDecided),
        *(errors.DisputeIdTaken, WhyMissing, WhyUnusable),
    ),
)
async def dispute_record(
    request: Request[Any, Any, Any], dispute_id: FromPath[UUID], data: JSONBody[DisputeSaid]
) -> DisputeShown:
    """Say that a line of one's record is wrong, or missing; the host answers."""
    now = request.app.state.clock()
    return await disputing.dispute(asker_of(request), dispute_id, data, now=now)


@put(
    "/record-disputes/{dispute_id:uuid}/answer",
    operation_id="answerDispute",
    tags=["records"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, NotSecondPerson, errors.DisputeNotFound),
        *(errors.DisputeDecided, errors.CorrectionUnfit, ClaimTooHigh, ClaimOverlaps),
        *(NothingToDecide, WhyMissing, WhyUnusable),
    ),
)
async def answer_dispute(
    request: Request[Any, Any, Any], dispute_id: FromPath[UUID], data: JSONBody[DisputeAnswer]
) -> DisputeShown:
    """It stays, because …; or it should be so many minutes, once others have said yes to more."""
    now = request.app.state.clock()
    return await answering.answer(asker_of(request), dispute_id, data, now=now)


@get(
    "/record-disputes/{dispute_id:uuid}/witness",
    operation_id="getWitnessAsked",
    tags=["records"],
    responses=refusals(SignInNeeded, errors.DisputeNotFound),
)
async def get_witness_asked(
    request: Request[Any, Any, Any], dispute_id: FromPath[UUID]
) -> WitnessAsked:
    """What somebody of the same shift is asked, who was handed the link."""
    return await witnessing.asked(asker_of(request), dispute_id)


@put(
    "/record-disputes/{dispute_id:uuid}/witness",
    operation_id="bearWitness",
    tags=["records"],
    responses=refusals(SignInNeeded, OwnHandsOnly, errors.DisputeNotFound, errors.DisputeDecided),
)
async def bear_witness(
    request: Request[Any, Any, Any], dispute_id: FromPath[UUID], data: JSONBody[WitnessSaid]
) -> WitnessAsked:
    """Say whether one saw them there."""
    now = request.app.state.clock()
    return await witnessing.testify(asker_of(request), dispute_id, saw=data.saw, now=now)


@get(
    "/desk/records",
    operation_id="getRecordDesk",
    tags=["records"],
    responses=refusals(SignInNeeded),
)
async def get_record_desk(request: Request[Any, Any, Any]) -> RecordDesk:
    """What is to be recorded, with its last day, and what is disputed; the look is recorded."""
    return await due.desk(asker_of(request), now=request.app.state.clock())


@put(
    "/signups/{signup_id:uuid}/settlement",
    operation_id="settleSeat",
    tags=["records"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, NotSecondPerson, SignUpNotFound, errors.ShiftNotOver),
        *(errors.SettledAlready, WhyMissing, WhyUnusable),
    ),
)
async def settle_seat(
    request: Request[Any, Any, Any], signup_id: FromPath[UUID], data: JSONBody[Settling]
) -> None:
    """Nothing is counted of this seat, because …; its person is told, and may dispute it."""
    now = request.app.state.clock()
    await due.settle(asker_of(request), signup_id, data.why, now=now)


@put(
    "/record-takings/{claim_id:uuid}",
    operation_id="takeMinutes",
    tags=["records"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, NotSecondPerson, errors.LineNotFound),
        *(ClaimTooHigh, ClaimIdTaken, IdUnusable, WhyMissing, WhyUnusable),
    ),
)
async def take_minutes(
    request: Request[Any, Any, Any], claim_id: FromPath[UUID], data: JSONBody[TakingSaid]
) -> None:
    """As the county: these were not served. Taken once another organisation has said yes."""
    now = request.app.state.clock()
    await taking.take(asker_of(request), minted(claim_id), data, now=now)


@put(
    "/record-entries/{entry_id:uuid}",
    operation_id="enterIntoRecord",
    tags=["records"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, NotSecondPerson, SignUpNotFound),
        *(errors.EntryUnusable, errors.EntryIdTaken),
    ),
)
async def enter_into_record(
    request: Request[Any, Any, Any], entry_id: FromPath[UUID], data: JSONBody[EntrySaid]
) -> RecordEntryShown:
    """A training, an award or an evaluation of one of the host's volunteers, who is told."""
    now = request.app.state.clock()
    return await entering.enter(asker_of(request), entry_id, data, now=now)


@delete(
    "/record-entries/{entry_id:uuid}",
    operation_id="takeEntryBack",
    tags=["records"],
    responses=refusals(SignInNeeded, RoleMissing, errors.EntryNotFound),
)
async def take_entry_back(request: Request[Any, Any, Any], entry_id: FromPath[UUID]) -> None:
    """For the organisation, or for whom it is of; what it said is erased."""
    await entering.take_back(asker_of(request), entry_id, now=request.app.state.clock())


def _file(content: bytes, name: str) -> Response[bytes]:
    return Response(
        content,
        media_type=_CSV,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


ROUTER = Router(
    "/",
    route_handlers=[
        get_my_record,
        export_my_record,
        export_record_of_organisation,
        dispute_record,
        answer_dispute,
        get_witness_asked,
        bear_witness,
        get_record_desk,
        settle_seat,
        take_minutes,
        enter_into_record,
        take_entry_back,
    ],
)
