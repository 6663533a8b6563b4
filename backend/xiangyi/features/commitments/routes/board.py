"""The board and its open data over HTTP, for anybody."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

from litestar import Request, get
from litestar.params import QueryParameter
from litestar.response import Stream

from xiangyi.core.asking import maybe_asker_of
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.cases.rules.paging import CURSOR
from xiangyi.features.commitments.rules.board import Count
from xiangyi.features.commitments.schemas import Board, CommitmentPage
from xiangyi.features.commitments.service import board, exporting, keeping
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.stations.service.exporting import Licence

Division = Annotated[str | None, QueryParameter(max_length=32)]


@get(
    "/board",
    operation_id="getBoard",
    tags=["commitments"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def get_board(request: Request[Any, Any, Any], division: Division = None) -> Board:
    """How many commitments were promised, kept, are overdue and solved, each with what it counts.

    Of a division and all below it, or of all; the parts by their codes, never ranked.
    """
    return await board.board(division, now=request.app.state.clock())


@get(
    "/board/commitments",
    operation_id="listBoardCommitments",
    tags=["commitments"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_board_commitments(
    request: Request[Any, Any, Any],
    division: Division = None,
    count: Annotated[Count, QueryParameter()] = "promised",
    cursor: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> CommitmentPage:
    """The commitments that a number of the board counts, the latest moved first."""
    asker, now = maybe_asker_of(request), request.app.state.clock()
    return await board.list_counted(asker, division, count, cursor=cursor, now=now)


@get(
    "/open-data/commitments.csv",
    operation_id="exportCommitmentsAsCsv",
    tags=["open data"],
    security=PUBLIC,
    media_type="text/csv",
    responses=refusals(),
)
async def export_commitments_as_csv(request: Request[Any, Any, Any]) -> Stream:
    """All commitments as CSV in UTF-8, format, date and licence in each row; nothing personal."""
    now = request.app.state.clock()
    return _file(exporting.csv_file(_licence(request), now=now), "text/csv")


@get(
    "/open-data/commitments.json",
    operation_id="exportCommitmentsAsJson",
    tags=["open data"],
    security=PUBLIC,
    media_type="application/json",
    responses=refusals(),
)
async def export_commitments_as_json(request: Request[Any, Any, Any]) -> Stream:
    """The same as JSON, with the numbers of the board and what each of them counts."""
    now = request.app.state.clock()
    return _file(exporting.json_file(_licence(request), now=now), "application/json")


def _licence(request: Request[Any, Any, Any]) -> Licence:
    state = request.app.state
    return Licence(state.licence, keeping.today(state.clock()))


def _file(pieces: AsyncIterator[bytes], media_type: str) -> Stream:
    headers = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
    return Stream(pieces, media_type=media_type, headers=headers)


HANDLERS: Final = (
    get_board,
    list_board_commitments,
    export_commitments_as_csv,
    export_commitments_as_json,
)
