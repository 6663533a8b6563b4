"""The desk at which an office's lists are taken in."""

from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Request, Response, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.errors import Refusal
from xiangyi.core.lines import SourceUnusable
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.sheets.rows import FileUnreadable
from xiangyi.core.text import WITHOUT_CONTROLS
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import Datum
from xiangyi.features.stations.schemas.lists import (
    Batches,
    BatchUndone,
    Disputes,
    Landing,
    Language,
    ListColumns,
    ListRows,
    SentList,
    Settlement,
    Told,
    Undoing,
)
from xiangyi.features.stations.service.desk import settling
from xiangyi.features.stations.service.lists import batches, sample
from xiangyi.features.stations.service.lists.taking_back import TakingBack
from xiangyi.features.stations.service.lists.working import Described, Lists

_THEIRS: list[type[Refusal]] = [SignInNeeded, RoleMissing, errors.ListNotFound]
_KEPT: list[type[Refusal]] = [SignInNeeded, RoleMissing, errors.StationNotFound]
_BATCH = Annotated[
    str | None, QueryParameter(name="cursor", max_length=32, pattern=WITHOUT_CONTROLS)
]


@put(
    "/lists/{list_id:uuid}",
    operation_id="sendList",
    tags=["lists"],
    # Counted as it comes, by us.
    request_max_body_size=None,
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        FileUnreadable,
        SourceUnusable,
        errors.ListDiffers,
        errors.ListNotFound,
        errors.ListsBusy,
        errors.ListTooSlow,
    ),
)
async def send_list(
    request: Request[Any, Any, Any],
    list_id: FromPath[UUID],
    datum: FromQuery[Datum],
    name: Annotated[str, QueryParameter(min_length=1, max_length=200, pattern=WITHOUT_CONTROLS)],
    source: Annotated[str, QueryParameter(max_length=64, pattern=WITHOUT_CONTROLS)] = "",
) -> SentList:
    """Send a CSV, XLSX or GeoJSON of at most 20 MB as the body, to be looked through.

    Nothing is written of stations. The same again tells how far it is; one that stopped
    begins anew.
    """
    lists: Lists = request.app.state.lists
    how = Described(name=name, source=source, datum=datum)
    return await lists.take(asker_of(request), list_id, request.stream(), how)


@get(
    "/lists/{list_id:uuid}",
    operation_id="getList",
    tags=["lists"],
    responses=refusals(*_THEIRS),
)
async def get_list(request: Request[Any, Any, Any], list_id: FromPath[UUID]) -> SentList:
    """How far a list is that the asker has sent, and what came of it."""
    lists: Lists = request.app.state.lists
    return await lists.told(asker_of(request), list_id)


@get(
    "/lists/{list_id:uuid}/rows",
    operation_id="getListRows",
    tags=["lists"],
    responses=refusals(*_THEIRS),
)
async def get_list_rows(
    request: Request[Any, Any, Any],
    list_id: FromPath[UUID],
    verdict: FromQuery[Told],
    page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
    language: FromQuery[Language] = "zh-CN",
) -> ListRows:
    """A hundred rows of one verdict, with what there is to say of each."""
    lists: Lists = request.app.state.lists
    return await lists.rows(asker_of(request), list_id, verdict, page, language=language)


@post(
    "/lists/{list_id:uuid}/landing",
    operation_id="landList",
    tags=["lists"],
    status_code=200,
    responses=refusals(*_THEIRS, errors.ListNotRehearsed, errors.ListsBusy),
)
async def land_list(
    request: Request[Any, Any, Any],
    list_id: FromPath[UUID],
    data: JSONBody[Landing],
) -> SentList:
    """Take a list in that has been looked through, in one transaction.

    All lands that is neither refused nor left out.
    """
    lists: Lists = request.app.state.lists
    return await lists.land(asker_of(request), list_id, data.left_out)


@get(
    "/list-columns",
    operation_id="listColumns",
    tags=["lists"],
    security=PUBLIC,
    responses=refusals(),
)
async def list_columns() -> ListColumns:
    """Which columns a list of stations may have, and which it must."""
    return await sample.columns()


@get(
    "/list-columns/sample/{kind:str}",
    operation_id="getSampleList",
    tags=["lists"],
    security=PUBLIC,
    media_type="*/*",
    responses=refusals(),
)
async def get_sample_list(kind: FromPath[Literal["csv", "xlsx"]]) -> Response[bytes]:
    """A list of two invented stations with these columns, to be written over."""
    headers = {"Content-Disposition": f'attachment; filename="stations.{kind}"'}
    return Response(await sample.file(kind), media_type=sample.MEDIA_TYPES[kind], headers=headers)


@get(
    "/batches",
    operation_id="listBatches",
    tags=["lists"],
    responses=refusals(SignInNeeded, RoleMissing),
)
async def list_batches(
    request: Request[Any, Any, Any],
    cursor: _BATCH = None,
    limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20,
) -> Batches:
    """The lists that were taken in where the asker is administrator, the latest first."""
    return await batches.list_batches(asker_of(request), before=cursor, limit=limit)


@post(
    "/batches/{batch:str}/undoing",
    operation_id="undoBatch",
    tags=["lists"],
    status_code=200,
    responses=refusals(
        SignInNeeded,
        RoleMissing,
        errors.BatchNotFound,
        errors.BatchElsewhere,
        errors.BatchUndone,
    ),
)
async def undo_batch(request: Request[Any, Any, Any], batch: FromPath[str]) -> BatchUndone:
    """Take a list back as one; stations that somebody changed since stay, and are named.

    The same again, while it is on its way, waits for it.
    """
    taking_back: TakingBack = request.app.state.taking_back
    return await taking_back.take_back(asker_of(request), batch, now=request.app.state.clock())


@get(
    "/batches/{batch:str}/undoing",
    operation_id="watchUndoing",
    tags=["lists"],
    responses=refusals(SignInNeeded, RoleMissing),
)
async def watch_undoing(request: Request[Any, Any, Any], batch: FromPath[str]) -> Undoing:
    """How far a list is that is being taken back, while another request waits for it."""
    taking_back: TakingBack = request.app.state.taking_back
    return await taking_back.far(asker_of(request), batch)


@get(
    "/stations/{station_id:str}/disputes",
    operation_id="listDisputes",
    tags=["lists"],
    responses=refusals(*_KEPT),
)
async def list_disputes(request: Request[Any, Any, Any], station_id: FromPath[str]) -> Disputes:
    """What the latest list says otherwise than is kept of a station, fact by fact."""
    return await settling.disputes(asker_of(request), station_id)


@post(
    "/stations/{station_id:str}/disputes/settlement",
    operation_id="settleDispute",
    tags=["lists"],
    status_code=204,
    responses=refusals(*_KEPT, errors.DisputeOver, errors.StationUnusable),
)
async def settle_dispute(
    request: Request[Any, Any, Any], station_id: FromPath[str], data: JSONBody[Settlement]
) -> None:
    """Take what the list says of one fact, or stay with what is here."""
    now = request.app.state.clock()
    await settling.settle(asker_of(request), station_id, data, now=now)


HANDLERS = [
    send_list,
    get_list,
    get_list_rows,
    land_list,
    list_columns,
    get_sample_list,
    list_batches,
    undo_batch,
    watch_undoing,
    list_disputes,
    settle_dispute,
]
