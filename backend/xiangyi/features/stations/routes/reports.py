"""What riders say of a station, with or without an account."""

import re
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post, put
from litestar.params import FromPath, HeaderParameter, JSONBody

from xiangyi.core.asking import SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.identity.errors import TooManyTries
from xiangyi.features.identity.service import meeting, tallies
from xiangyi.features.media.errors import PhotoNotFound
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import DeviceMet, ReportReceipt, ReportSaid
from xiangyi.features.stations.schemas.reports import OwnReports
from xiangyi.features.stations.service import reporting
from xiangyi.features.stations.service.reporting import Sender

_DEVICE_KEY = re.compile("[A-Za-z0-9_-]{16,64}")
_Key = Annotated[
    str,
    HeaderParameter(name="X-Device-Key", description="a secret that the phone made for itself"),
]


@post(
    "/devices",
    operation_id="meetDevice",
    tags=["reports"],
    security=PUBLIC,
    status_code=200,
    responses=refusals(errors.DeviceKeyUnusable, TooManyTries),
)
async def meet_device(request: Request[Any, Any, Any], device_key: _Key = "") -> DeviceMet:
    """Let a phone show later that it was here today; nothing of it is kept."""
    callers: Callers = request.app.state.callers
    now, device = request.app.state.clock(), _usable(device_key)
    await tallies.count("devices met from", callers.address(request), meeting.PER_ADDRESS, now=now)
    return DeviceMet(meeting.meet(device, now=now))


@put(
    "/reports/{report_id:uuid}",
    operation_id="report",
    tags=["reports"],
    security=PUBLIC,
    responses=refusals(
        errors.StationNotFound,
        errors.AmenityNotHere,
        errors.NoteUnusable,
        errors.SaidTooLongAgo,
        errors.ReportDiffers,
        errors.DeviceKeyUnusable,
        PhotoNotFound,
        TooManyTries,
    ),
)
async def report(
    request: Request[Any, Any, Any],
    report_id: FromPath[UUID],
    data: JSONBody[ReportSaid],
    device_key: _Key = "",
    device_met: Annotated[
        str, HeaderParameter(name="X-Device-Met", description="what `meetDevice` answered once")
    ] = "",
) -> ReportReceipt:
    """Say what is not as listed; the phone mints the key, and the same again changes nothing."""
    callers: Callers = request.app.state.callers
    asker = maybe_asker_of(request)
    sender = Sender(
        device=_usable(device_key),
        address=callers.address(request),
        account=asker.subject if asker else None,
        met_at=meeting.met_at(device_key, device_met),
    )
    return await reporting.report(report_id, data, sender, now=request.app.state.clock())


@get(
    "/reports/{report_id:uuid}",
    operation_id="getReport",
    tags=["reports"],
    security=PUBLIC,
    responses=refusals(errors.ReportNotFound),
)
async def get_report(report_id: FromPath[UUID]) -> ReportReceipt:
    """What came of a report, for whoever holds the key it was made under."""
    return await reporting.receipt(report_id)


@get(
    "/me/reports",
    operation_id="listMyReports",
    tags=["reports"],
    responses=refusals(SignInNeeded),
)
async def list_my_reports(request: Request[Any, Any, Any]) -> OwnReports:
    """What the person reported, the latest first, each with what came of it."""
    return OwnReports(await reporting.of_account(asker_of(request).subject))


def _usable(device_key: str) -> str:
    if not _DEVICE_KEY.fullmatch(device_key):
        raise errors.DeviceKeyUnusable
    return device_key


HANDLERS = [meet_device, report, get_report, list_my_reports]
