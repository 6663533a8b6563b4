"""Scenes over HTTP: translate, delegate, translate back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Request, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.errors import Refusal
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.media.errors import PhotoNotFound
from xiangyi.features.scenes import errors
from xiangyi.features.scenes.schemas import (
    DeskScenes,
    SceneCard,
    SceneClosing,
    SceneRevisions,
    SceneSaid,
    SceneVerified,
)
from xiangyi.features.scenes.service import exporting, keeping, looking, reading
from xiangyi.features.stations.errors import (
    ChangedSince,
    KeyTaken,
    RevisionNotFound,
    SaidNotFound,
    SaidStays,
    SaidTooLongAgo,
)
from xiangyi.features.stations.service.exporting import Licence

_KEPT: list[type[Refusal]] = [SignInNeeded, RoleMissing, errors.SceneNotFound]
_WRITTEN: list[type[Refusal]] = [*_KEPT, errors.SceneUnusable, errors.SceneChangedMeanwhile]


@get(
    "/scenes/{scene_id:uuid}",
    operation_id="getScene",
    tags=["scenes"],
    security=PUBLIC,
    responses=refusals(errors.SceneNotFound),
)
async def get_scene(scene_id: FromPath[UUID]) -> SceneCard:
    """How one gets into a place, and what is there."""
    return await reading.get(scene_id)


@get(
    "/desk/scenes",
    operation_id="listKeptScenes",
    tags=["scenes"],
    responses=refusals(SignInNeeded),
)
async def list_kept_scenes(request: Request[Any, Any, Any]) -> DeskScenes:
    """The scenes for which the asker speaks, those that have closed last."""
    return await reading.kept_scenes(asker_of(request), now=_now(request))


@put(
    "/scenes/{scene_id:uuid}",
    operation_id="putScene",
    tags=["scenes"],
    responses=refusals(*_WRITTEN, PhotoNotFound),
)
async def put_scene(
    request: Request[Any, Any, Any], scene_id: FromPath[UUID], data: JSONBody[SceneSaid]
) -> SceneCard:
    """Let a scene be so from now on, new or known; that counts as having verified it."""
    await keeping.put(asker_of(request), scene_id, data, now=_now(request))
    return await reading.get(scene_id)


@put(
    "/scenes/{scene_id:uuid}/verifications/{said_id:uuid}",
    operation_id="verifyScene",
    tags=["scenes"],
    status_code=204,
    responses=refusals(*_KEPT, SaidTooLongAgo, KeyTaken),
)
async def verify_scene(
    request: Request[Any, Any, Any],
    scene_id: FromPath[UUID],
    said_id: FromPath[UUID],
    data: JSONBody[SceneVerified],
) -> None:
    """核对过: it is as told here."""
    await looking.verify(asker_of(request), scene_id, said_id, data.at, now=_now(request))


@delete(
    "/scenes/{scene_id:uuid}/verifications/{said_id:uuid}",
    operation_id="takeBackSceneVerification",
    tags=["scenes"],
    status_code=204,
    responses=refusals(*_KEPT, SaidNotFound, SaidStays),
)
async def take_back_scene_verification(
    request: Request[Any, Any, Any], scene_id: FromPath[UUID], said_id: FromPath[UUID]
) -> None:
    """It was a mistake, says who gave it, within a day."""
    await looking.take_back_look(asker_of(request), scene_id, said_id, now=_now(request))


@post(
    "/scenes/{scene_id:uuid}/closing",
    operation_id="closeScene",
    tags=["scenes"],
    status_code=204,
    responses=refusals(*_KEPT, errors.SceneChangedMeanwhile, WhyMissing, WhyUnusable),
)
async def close_scene(
    request: Request[Any, Any, Any], scene_id: FromPath[UUID], data: JSONBody[SceneClosing]
) -> None:
    """Show it no more."""
    await keeping.close(asker_of(request), scene_id, data.why, now=_now(request))


@get(
    "/scenes/{scene_id:uuid}/revisions",
    operation_id="listSceneRevisions",
    tags=["scenes"],
    responses=refusals(*_KEPT),
)
async def list_scene_revisions(
    request: Request[Any, Any, Any], scene_id: FromPath[UUID]
) -> SceneRevisions:
    """What became of a scene, the latest first."""
    now = request.app.state.clock()
    return await reading.revisions(asker_of(request), scene_id, now=now)


@post(
    "/scenes/{scene_id:uuid}/revisions/{number:int}/reversal",
    operation_id="putSceneRevisionBack",
    tags=["scenes"],
    status_code=204,
    responses=refusals(*_WRITTEN, RevisionNotFound, ChangedSince),
)
async def put_scene_revision_back(
    request: Request[Any, Any, Any], scene_id: FromPath[UUID], number: FromPath[int]
) -> None:
    """Take back what a revision changed of a scene, and nothing that came after it."""
    await keeping.put_back(asker_of(request), scene_id, number, now=_now(request))


@get(
    "/open-data/scenes.geojson",
    operation_id="exportScenesAsGeojson",
    tags=["open data"],
    security=PUBLIC,
    media_type="application/geo+json",
    responses=refusals(),
)
async def export_scenes_as_geojson(request: Request[Any, Any, Any]) -> Stream:
    """All open scenes, without mobile numbers and names of people."""
    licence = Licence(request.app.state.licence, _now(request).astimezone(SHANGHAI).date())
    headers = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
    return Stream(
        exporting.geojson_file(licence), media_type="application/geo+json", headers=headers
    )


def _now(request: Request[Any, Any, Any]) -> datetime:
    now: datetime = request.app.state.clock()
    return now


ROUTER = Router(
    "/",
    route_handlers=[
        get_scene,
        list_kept_scenes,
        put_scene,
        verify_scene,
        take_back_scene_verification,
        close_scene,
        list_scene_revisions,
        put_scene_revision_back,
        export_scenes_as_geojson,
    ],
)
