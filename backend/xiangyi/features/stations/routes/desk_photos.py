"""Riders' photos at the desk of whoever keeps a station."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, delete, get, put
from litestar.params import FromPath, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.errors import Refusal
from xiangyi.core.private import PICTURE, WEBP, Small, privately
from xiangyi.core.problems import refusals
from xiangyi.features.media.errors import PhotoNotFound
from xiangyi.features.media.service import Photos
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas.desk import DeskPhotos
from xiangyi.features.stations.service.desk import photos

_KEPT: list[type[Refusal]] = [SignInNeeded, RoleMissing, errors.StationNotFound]


@get(
    "/stations/{station_id:str}/photos",
    operation_id="listPhotos",
    tags=["desk"],
    responses=refusals(*_KEPT),
)
async def list_photos(
    request: Request[Any, Any, Any],
    station_id: FromPath[str],
    after: Annotated[int, QueryParameter(ge=0, le=1_000_000)] = 0,
) -> DeskPhotos:
    """The photos that came with reports of a station, whether they are shown or wait."""
    now = request.app.state.clock()
    return await photos.photos_of(asker_of(request), station_id, after=after, now=now)


@get(
    "/stations/{station_id:str}/photos/{photo_id:uuid}",
    operation_id="getPhoto",
    tags=["desk"],
    media_type=WEBP,
    responses=refusals(*_KEPT, PhotoNotFound) | PICTURE,
)
async def get_photo(
    request: Request[Any, Any, Any],
    station_id: FromPath[str],
    photo_id: FromPath[UUID],
    small: Small = False,  # noqa: FBT002  # a query
) -> Response[bytes]:
    """A photo that came with a report of a station, whether it is shown or waits."""
    now = request.app.state.clock()
    await photos.expect_sight(asker_of(request), station_id, photo_id, now=now)
    kept: Photos = request.app.state.photos
    return privately(await kept.picture(photo_id, small=small))


@put(
    "/stations/{station_id:str}/photos/{photo_id:uuid}",
    operation_id="showPhoto",
    tags=["desk"],
    status_code=204,
    responses=refusals(*_KEPT, PhotoNotFound),
)
async def show_photo(
    request: Request[Any, Any, Any], station_id: FromPath[str], photo_id: FromPath[UUID]
) -> None:
    """Let everybody see a rider's photo on the station's page."""
    now = request.app.state.clock()
    await photos.show(asker_of(request), station_id, photo_id, now=now)


@delete(
    "/stations/{station_id:str}/photos/{photo_id:uuid}/showing",
    operation_id="hidePhoto",
    tags=["desk"],
    status_code=204,
    responses=refusals(*_KEPT, PhotoNotFound),
)
async def hide_photo(
    request: Request[Any, Any, Any], station_id: FromPath[str], photo_id: FromPath[UUID]
) -> None:
    """Take a photo off the station's page again; it can be shown once more."""
    now = request.app.state.clock()
    await photos.hide(asker_of(request), station_id, photo_id, now=now)


@delete(
    "/stations/{station_id:str}/photos/{photo_id:uuid}",
    operation_id="dropPhoto",
    tags=["desk"],
    status_code=204,
    responses=refusals(*_KEPT),
)
async def drop_photo(
    request: Request[Any, Any, Any], station_id: FromPath[str], photo_id: FromPath[UUID]
) -> None:
    """Erase a rider's photo, shown or not; the report that it came with stays."""
    now = request.app.state.clock()
    digests = await photos.drop(asker_of(request), station_id, photo_id, now=now)
    kept: Photos = request.app.state.photos
    await kept.erase(digests)


HANDLERS = [list_photos, get_photo, show_photo, hide_photo, drop_photo]
