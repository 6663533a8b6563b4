"""Meetings on the public board, and as open data, over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

from litestar import Request, get
from litestar.params import QueryParameter
from litestar.response import Stream

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.cases.rules.paging import CURSOR
from xiangyi.features.consultations.rules.board import MeetingCount
from xiangyi.features.consultations.schemas.board import BoardMeetings, MeetingBoard
from xiangyi.features.consultations.service import board, exporting
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.stations.service.exporting import Licence

Division = Annotated[str | None, QueryParameter(max_length=32)]


@get(
    "/board/meetings",
    operation_id="getMeetingBoard",
    tags=["consultations"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def get_meeting_board(
    request: Request[Any, Any, Any], division: Division = None
) -> MeetingBoard:
    """How many meetings are to come and were held, each number with what it counts.

    Of a division and all below it, or of all; the parts by their codes, never ranked.
    """
    return await board.board(division, now=request.app.state.clock())


@get(
    "/board/meetings/list",
    operation_id="listBoardMeetings",
    tags=["consultations"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_board_meetings(
    request: Request[Any, Any, Any],
    division: Division = None,
    count: Annotated[MeetingCount, QueryParameter()] = "upcoming",
    cursor: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> BoardMeetings:
    """The meetings that a number of the board counts: the nearest of those to come first."""
    now = request.app.state.clock()
    return await board.list_counted(division, count, cursor=cursor, now=now)


@get(
    "/open-data/meetings.csv",
    operation_id="exportMeetingsAsCsv",
    tags=["open data"],
    security=PUBLIC,
    media_type="text/csv",
    responses=refusals(),
)
async def export_meetings_as_csv(request: Request[Any, Any, Any]) -> Stream:
    """All meetings as CSV in UTF-8, format, date and licence in each row; nothing personal."""
    now = request.app.state.clock()
    return _file(exporting.csv_file(_licence(request), now=now), "text/csv")


@get(
    "/open-data/meetings.json",
    operation_id="exportMeetingsAsJson",
    tags=["open data"],
    security=PUBLIC,
    media_type="application/json",
    responses=refusals(),
)
async def export_meetings_as_json(request: Request[Any, Any, Any]) -> Stream:
    """The same as JSON, with the numbers of the board and what each of them counts."""
    now = request.app.state.clock()
    return _file(exporting.json_file(_licence(request), now=now), "application/json")


def _licence(request: Request[Any, Any, Any]) -> Licence:
    state = request.app.state
    return Licence(state.licence, state.clock().astimezone(SHANGHAI).date())


def _file(pieces: AsyncIterator[bytes], media_type: str) -> Stream:
    headers = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
    return Stream(pieces, media_type=media_type, headers=headers)


HANDLERS: Final = (
    get_meeting_board,
    list_board_meetings,
    export_meetings_as_csv,
    export_meetings_as_json,
)
