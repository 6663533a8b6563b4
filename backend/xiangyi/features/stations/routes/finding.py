"""Finding stations, the map's tiles, open data."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import FromPath, QueryParameter
from litestar.response import Stream

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.tags import tagged
from xiangyi.features.stations import errors
from xiangyi.features.stations.adapters.tiles import TileSource
from xiangyi.features.stations.schemas import StationCard, StationPage
from xiangyi.features.stations.service import exporting
from xiangyi.features.stations.service.finding import FARTHEST_START, Finder, Wish

#: Far enough for anybody, and clear of the calendar's two ends, where time zones overflow.
_YEARS = range(2000, 2100)
#: Plain decimals only: Python's float also reads 1_12, １１２ and nan.
_LON_LAT = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,20})?),(-?[0-9]{1,2}(?:\.[0-9]{1,20})?)")


@get(
    "/stations",
    operation_id="findStations",
    tags=["stations"],
    security=PUBLIC,
    responses=refusals(
        errors.NearUnreadable,
        errors.AtUnreadable,
        errors.CursorUnreadable,
        errors.AmenityUnknown,
        errors.FamilyUnknown,
        answers=StationPage,
    ),
)
async def find_stations(
    request: Request[Any, Any, Any],
    near: Annotated[str, QueryParameter(max_length=64, description="lon,lat in WGS-84 degrees")],
    limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20,
    open_now: Annotated[bool, QueryParameter(name="openNow")] = False,  # noqa: FBT002  # a query
    at: Annotated[str | None, QueryParameter(max_length=40, description="ISO 8601")] = None,
    amenity: Annotated[list[str] | None, QueryParameter(max_items=20)] = None,
    family: Annotated[list[str] | None, QueryParameter(max_items=20)] = None,
    q: Annotated[str, QueryParameter(max_length=64)] = "",
    cursor: Annotated[str, QueryParameter(max_length=8)] = "0",
) -> Response[bytes]:
    """The nearest stations, ordered by great-circle metres from `near` (`lon,lat`, WGS-84).

    `openNow` keeps those whose hours say open at `at`, or now, and which no manager has closed
    for then; a station must offer every `amenity` and be of one `family`; `q` is part of its
    name, address, pinyin or initials.
    """
    now: datetime = request.app.state.clock()
    finder: Finder = request.app.state.finder
    wish = Wish(
        at=_instant(at) if at is not None else now,
        open=open_now,
        amenities=frozenset(amenity or ()),
        families=frozenset(family or ()),
        text=q.strip().lower(),
    )
    page = await finder.nearest(_point(near), wish, now=now, start=_start(cursor), limit=limit)
    return tagged(request, page)


@get(
    "/stations/{station_id:str}",
    operation_id="getStation",
    tags=["stations"],
    security=PUBLIC,
    responses=refusals(errors.StationNotFound, answers=StationCard),
)
async def get_station(
    request: Request[Any, Any, Any],
    station_id: FromPath[str],
) -> Response[bytes]:
    """One station with everything that is shown of it."""
    finder: Finder = request.app.state.finder
    return tagged(request, await finder.station(station_id, now=request.app.state.clock()))


@get(
    "/tiles/{layer:str}/{zoom:int}/{column:int}/{row:int}",
    operation_id="getTile",
    media_type="image/*",
    tags=["stations"],
    security=PUBLIC,
    responses=refusals(errors.TileUnknown, errors.TilesAway),
)
async def get_tile(
    request: Request[Any, Any, Any],
    layer: FromPath[str],
    zoom: FromPath[int],
    column: FromPath[int],
    row: FromPath[int],
) -> Response[bytes]:
    """One map tile of the licensed owner, by a key that stays here."""
    tiles: TileSource = request.app.state.tiles
    tile = await tiles.fetch(layer, zoom, column, row)
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(tile.content, media_type=tile.media_type, headers=headers)


@get(
    "/open-data/stations.geojson",
    operation_id="exportStationsAsGeojson",
    tags=["open data"],
    security=PUBLIC,
    media_type="application/geo+json",
    responses=refusals(),
)
async def export_stations_as_geojson(request: Request[Any, Any, Any]) -> Stream:
    """All stations as GeoJSON (RFC 7946), WGS-84, its licence and date inside; no personal data."""
    return _file(exporting.geojson_file(_licence(request), public=True), "application/geo+json")


@get(
    "/open-data/stations.csv",
    operation_id="exportStationsAsCsv",
    tags=["open data"],
    security=PUBLIC,
    media_type="text/csv",
    responses=refusals(),
)
async def export_stations_as_csv(request: Request[Any, Any, Any]) -> Stream:
    """All stations as CSV in UTF-8, WGS-84, licence and date in each row; no personal data."""
    return _file(exporting.csv_file(_licence(request), public=True), "text/csv")


def _licence(request: Request[Any, Any, Any]) -> exporting.Licence:
    today = request.app.state.clock().astimezone(SHANGHAI).date()
    return exporting.Licence(request.app.state.licence, today)


def _file(pieces: AsyncIterator[bytes], media_type: str) -> Stream:
    headers = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
    return Stream(pieces, media_type=media_type, headers=headers)


def _point(near: str) -> tuple[float, float]:
    written = _LON_LAT.fullmatch(near)
    if written is None:
        raise errors.NearUnreadable(near=near)
    lon, lat = float(written[1]), float(written[2])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004  # degrees
        raise errors.NearUnreadable(near=near)
    return lon, lat


def _instant(at: str) -> datetime:
    try:
        # A plus that was not escaped in a query arrives as a space.
        instant = datetime.fromisoformat(at.replace(" ", "+"))
    except ValueError:
        raise errors.AtUnreadable(at=at) from None
    if instant.tzinfo is None or instant.year not in _YEARS:
        raise errors.AtUnreadable(at=at)
    return instant


def _start(cursor: str) -> int:
    if not cursor.isascii() or not cursor.isdigit() or int(cursor) > FARTHEST_START:
        raise errors.CursorUnreadable(cursor=cursor)
    return int(cursor)


HANDLERS = [
    find_stations,
    get_station,
    get_tile,
    export_stations_as_geojson,
    export_stations_as_csv,
]
