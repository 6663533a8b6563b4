"""The desk of whoever keeps a station."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, delete, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.errors import Refusal
from xiangyi.core.printing import Printer
from xiangyi.core.problems import refusals
from xiangyi.features.identity.errors import TooManyTries
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import (
    AmenitySaid,
    AnswerSaid,
    ConfirmationSaid,
    ConfirmationStanding,
    OpenReports,
    StateSaid,
)
from xiangyi.features.stations.schemas.desk import AnsweredReports, DeskStation, DeskStations
from xiangyi.features.stations.schemas.poster import PosterPlan
from xiangyi.features.stations.service.desk import (
    answering,
    overview,
    poster,
    saying,
    unsaying,
)

_KEPT: list[type[Refusal]] = [SignInNeeded, RoleMissing, errors.StationNotFound]
_SAID: list[type[Refusal]] = [*_KEPT, errors.SaidTooLongAgo, errors.KeyTaken, errors.NoteUnusable]


@get(
    "/desk/stations",
    operation_id="listKeptStations",
    tags=["desk"],
    responses=refusals(SignInNeeded),
)
async def list_kept_stations(
    request: Request[Any, Any, Any],
    after: Annotated[str, QueryParameter(max_length=8)] = "",
) -> DeskStations:
    """The stations of which the asker is the manager, with what is due."""
    state = request.app.state
    return await overview.kept_stations(
        asker_of(request), after=after, now=state.clock(), report_hours=state.report_hours
    )


@get(
    "/desk/stations/{station_id:str}",
    operation_id="getStationAtHand",
    tags=["desk"],
    responses=refusals(*_KEPT),
)
async def get_station_at_hand(
    request: Request[Any, Any, Any], station_id: FromPath[str]
) -> DeskStation:
    """One station as its manager has it before them, for whoever looks after its place too."""
    state = request.app.state
    return await overview.station_at_hand(
        asker_of(request), station_id, now=state.clock(), report_hours=state.report_hours
    )


@put(
    "/stations/{station_id:str}/confirmations/{said_id:uuid}",
    operation_id="confirmStation",
    tags=["desk"],
    responses=refusals(*_SAID),
)
async def confirm_station(
    request: Request[Any, Any, Any],
    station_id: FromPath[str],
    said_id: FromPath[UUID],
    data: JSONBody[ConfirmationSaid],
) -> ConfirmationStanding:
    """与公示一致: it is as listed, at this time; answers what counts then."""
    now = request.app.state.clock()
    return await saying.confirm(asker_of(request), station_id, said_id, data, now=now)


@delete(
    "/stations/{station_id:str}/confirmations/{said_id:uuid}",
    operation_id="takeBackConfirmation",
    tags=["desk"],
    status_code=204,
    responses=refusals(*_KEPT, errors.ConfirmationNotFound, errors.ConfirmationStays),
)
async def take_back_confirmation(
    request: Request[Any, Any, Any], station_id: FromPath[str], said_id: FromPath[UUID]
) -> None:
    """It was a mistake, says who gave it, within a day and before anybody confirms again."""
    now = request.app.state.clock()
    await saying.take_back_confirmation(asker_of(request), station_id, said_id, now=now)


@put(
    "/stations/{station_id:str}/states/{said_id:uuid}",
    operation_id="sayState",
    tags=["desk"],
    status_code=204,
    responses=refusals(*_SAID, errors.EndUnusable),
)
async def say_state(
    request: Request[Any, Any, Any],
    station_id: FromPath[str],
    said_id: FromPath[UUID],
    data: JSONBody[StateSaid],
) -> None:
    """Full, without power or shut until then; it ends by itself, or by `none`."""
    now = request.app.state.clock()
    await saying.say_state(asker_of(request), station_id, said_id, data, now=now)


@put(
    "/stations/{station_id:str}/amenities/{amenity:str}/states/{said_id:uuid}",
    operation_id="sayAmenity",
    tags=["desk"],
    status_code=204,
    responses=refusals(*_SAID, errors.AmenityNotHere, errors.SinceUnusable),
)
async def say_amenity(
    request: Request[Any, Any, Any],
    station_id: FromPath[str],
    amenity: FromPath[str],
    said_id: FromPath[UUID],
    data: JSONBody[AmenitySaid],
) -> None:
    """An amenity works, or is out of order from then on."""
    now = request.app.state.clock()
    await saying.say_amenity(asker_of(request), station_id, amenity, said_id, data, now=now)


@delete(
    "/stations/{station_id:str}/states/{said_id:uuid}",
    operation_id="takeBackState",
    tags=["desk"],
    status_code=204,
    responses=refusals(*_KEPT, errors.SaidNotFound, errors.SaidStays),
)
async def take_back_state(
    request: Request[Any, Any, Any], station_id: FromPath[str], said_id: FromPath[UUID]
) -> None:
    """It was a mistake, says who said it, within a day and before anything else is said."""
    now = request.app.state.clock()
    await unsaying.take_back_state(asker_of(request), station_id, said_id, now=now)


@delete(
    "/stations/{station_id:str}/amenities/{amenity:str}/states/{said_id:uuid}",
    operation_id="takeBackAmenity",
    tags=["desk"],
    status_code=204,
    responses=refusals(*_KEPT, errors.SaidNotFound, errors.SaidStays),
)
async def take_back_amenity(
    request: Request[Any, Any, Any],
    station_id: FromPath[str],
    amenity: FromPath[str],
    said_id: FromPath[UUID],
) -> None:
    """The same of what was said of an amenity."""
    now = request.app.state.clock()
    await unsaying.take_back_amenity(asker_of(request), station_id, amenity, said_id, now=now)


@get(
    "/stations/{station_id:str}/reports",
    operation_id="listOpenReports",
    tags=["desk"],
    responses=refusals(*_KEPT),
)
async def list_open_reports(
    request: Request[Any, Any, Any], station_id: FromPath[str]
) -> OpenReports:
    """What riders said that nobody has answered; never who said it."""
    now = request.app.state.clock()
    return OpenReports(await answering.open_reports(asker_of(request), station_id, now=now))


@get(
    "/stations/{station_id:str}/answers",
    operation_id="listAnsweredReports",
    tags=["desk"],
    responses=refusals(*_KEPT),
)
async def list_answered_reports(
    request: Request[Any, Any, Any], station_id: FromPath[str]
) -> AnsweredReports:
    """What was answered to riders within the last week; never who said it."""
    now = request.app.state.clock()
    return AnsweredReports(await answering.answered(asker_of(request), station_id, now=now))


@put(
    "/reports/{report_id:uuid}/answer",
    operation_id="answerReport",
    tags=["desk"],
    status_code=204,
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        errors.ReportNotFound,
        errors.StationNotFound,
        errors.ReasonMissing,
        errors.NoteUnusable,
        errors.ReportAnsweredAlready,
        errors.AnswerDiffers,
    ),
)
async def answer_report(
    request: Request[Any, Any, Any], report_id: FromPath[UUID], data: JSONBody[AnswerSaid]
) -> None:
    """修好了, 不属实，因为…, or seen; once, and another only `instead` of what was said."""
    await answering.answer(asker_of(request), report_id, data, now=request.app.state.clock())


@get(
    "/stations/{station_id:str}/poster",
    operation_id="planPoster",
    tags=["desk"],
    responses=refusals(*_KEPT),
)
async def plan_poster(request: Request[Any, Any, Any], station_id: FromPath[str]) -> PosterPlan:
    """Where the poster's code would lead, and what it leaves out, before it is printed."""
    now = request.app.state.clock()
    return await poster.poster_plan(
        asker_of(request), station_id, imprint=_imprint(request), now=now
    )


def _imprint(request: Request[Any, Any, Any]) -> poster.Imprint:
    state = request.app.state
    callers: Callers = state.callers
    return poster.Imprint(callers.origin_of(request), state.phone, state.demonstration)


@get(
    "/stations/{station_id:str}/poster.pdf",
    operation_id="printPoster",
    tags=["desk"],
    media_type="application/pdf",
    responses=refusals(*_KEPT, TooManyTries),
)
async def print_poster(
    request: Request[Any, Any, Any], station_id: FromPath[str]
) -> Response[bytes]:
    """门口海报: an A4 page for the door as PDF, with a QR code of the station's page."""
    state = request.app.state
    printer: Printer = state.printer
    sheet = await poster.poster_sheet(
        asker_of(request), station_id, imprint=_imprint(request), now=state.clock()
    )
    return Response(
        await printer.print(sheet),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{station_id}.pdf"',
            "Cache-Control": "no-store",
        },
    )


HANDLERS = [
    list_kept_stations,
    get_station_at_hand,
    confirm_station,
    take_back_confirmation,
    say_state,
    say_amenity,
    take_back_state,
    take_back_amenity,
    list_open_reports,
    list_answered_reports,
    answer_report,
    plan_poster,
    print_poster,
]
