"""Compacts and charters over HTTP: read by anybody, drafted and published at desks."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Router, delete, get, put
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Stream

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.errors import Refusal
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.cases.rules.paging import CURSOR
from xiangyi.features.charters import errors
from xiangyi.features.charters.schemas import (
    CharterCard,
    CharterDesk,
    CharterPage,
    CharterSaid,
    CharterShown,
    Publishing,
)
from xiangyi.features.charters.service import desk, exporting, keeping, reading, writing
from xiangyi.features.consultations.errors import ConsultationNotFound
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.stations.service.exporting import Licence

_MINE: Final[list[type[Refusal]]] = [SignInNeeded, RoleMissing]
_VERSION: Final = "/desk/charters/{charter_id:uuid}/versions/{version_id:uuid}"


@get(
    "/charters",
    operation_id="listCharters",
    tags=["charters"],
    security=PUBLIC,
    responses=refusals(DivisionNotFound),
)
async def list_charters(
    request: Request[Any, Any, Any],
    division: Annotated[str | None, QueryParameter(max_length=32)] = None,
    cursor: Annotated[str | None, QueryParameter(pattern=CURSOR)] = None,
) -> CharterPage:
    """The compacts and charters of a division and all below it, or of all."""
    return await reading.in_division(division, cursor=cursor, now=request.app.state.clock())


@get(
    "/charters/{charter_id:uuid}",
    operation_id="getCharter",
    tags=["charters"],
    security=PUBLIC,
    responses=refusals(errors.CharterNotFound),
)
async def get_charter(request: Request[Any, Any, Any], charter_id: FromPath[UUID]) -> CharterShown:
    """One with all its versions, each beside the one before, and the meeting it comes of."""
    return await reading.one(charter_id, now=request.app.state.clock())


@get(
    "/concerns/{concern_id:uuid}/charters",
    operation_id="listConcernCharters",
    tags=["charters"],
    security=PUBLIC,
    responses=refusals(errors.CharterNotFound),
)
async def list_concern_charters(
    request: Request[Any, Any, Any], concern_id: FromPath[UUID]
) -> list[CharterCard]:
    """The compacts and charters that came of what people asked for."""
    return await reading.of_concern(concern_id, now=request.app.state.clock())


@get(
    "/open-data/charters.json",
    operation_id="exportChartersAsJson",
    tags=["open data"],
    security=PUBLIC,
    media_type="application/json",
    responses=refusals(),
)
async def export_charters_as_json(request: Request[Any, Any, Any]) -> Stream:
    """All of them with all their versions; nothing personal."""
    state = request.app.state
    now = state.clock()
    pieces = exporting.json_file(Licence(state.licence, keeping.today(now)), now=now)
    headers = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
    return Stream(pieces, media_type="application/json", headers=headers)


@get(
    "/desk/charters",
    operation_id="getCharterDesk",
    tags=["charters"],
    responses=refusals(*_MINE),
)
async def get_charter_desk(request: Request[Any, Any, Any]) -> CharterDesk:
    """Drafts and what is published, of the asker's places, and where more may come from."""
    return await _desk(request)


@put(
    _VERSION,
    operation_id="putCharterDraft",
    tags=["charters"],
    responses=refusals(
        *(*_MINE, ConsultationNotFound, errors.CharterUnusable, errors.CharterPublished),
        *(errors.CharterOfOthers, errors.CharterBeingDrafted, errors.CharterChangedMeanwhile),
    ),
)
async def put_charter_draft(
    request: Request[Any, Any, Any],
    charter_id: FromPath[UUID],
    version_id: FromPath[UUID],
    data: JSONBody[CharterSaid],
) -> CharterDesk:
    """Keep what is written of a version that is not published."""
    now = request.app.state.clock()
    await writing.draft(asker_of(request), charter_id, version_id, data, now=now)
    return await _desk(request)


@put(
    f"{_VERSION}/publication",
    operation_id="publishCharter",
    tags=["charters"],
    responses=refusals(
        *(*_MINE, errors.CharterNotFound, errors.OwnCharter, errors.CharterOfOthers),
        errors.CharterRecordNotSealed,
        *(errors.CharterTooEarly, errors.CharterPublished, errors.CharterChangedMeanwhile),
    ),
)
async def publish_charter(
    request: Request[Any, Any, Any],
    charter_id: FromPath[UUID],
    version_id: FromPath[UUID],
    data: JSONBody[Publishing],
) -> CharterDesk:
    """Let a version be public, as another than who wrote it; it replaces the one before."""
    now = request.app.state.clock()
    await writing.publish(asker_of(request), charter_id, version_id, data.based_on, now=now)
    return await _desk(request)


@delete(
    _VERSION,
    operation_id="deleteCharterDraft",
    tags=["charters"],
    status_code=200,
    responses=refusals(*_MINE, errors.CharterNotFound, errors.CharterPublished),
)
async def delete_charter_draft(
    request: Request[Any, Any, Any], charter_id: FromPath[UUID], version_id: FromPath[UUID]
) -> CharterDesk:
    """Let a draft go."""
    now = request.app.state.clock()
    await writing.delete(asker_of(request), charter_id, version_id, now=now)
    return await _desk(request)


async def _desk(request: Request[Any, Any, Any]) -> CharterDesk:
    return await desk.desk(asker_of(request), now=request.app.state.clock())


ROUTER = Router(
    "/",
    route_handlers=[
        list_charters,
        get_charter,
        list_concern_charters,
        export_charters_as_json,
        get_charter_desk,
        put_charter_draft,
        publish_charter,
        delete_charter_draft,
    ],
)
