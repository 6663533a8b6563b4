"""Map tiles of a licensed owner, fetched with a key that stays on the server.

Speaks WMTS as 天地图 does: layers `vec` (roads, rivers, houses) and `cva` (their
names), Web Mercator on CGCS2000, which here needs no offset against WGS-84.
"""

import httpx
from msgspec import Struct

from xiangyi.features.stations import errors

LAYERS = ("vec", "cva")
#: A phone shows a province at 6 and a doorway at 18.
ZOOMS = range(3, 19)
_LARGEST = 512 * 1024
_SECONDS = 8.0


class Tile(Struct, frozen=True):
    """One picture of 256 by 256 pixels."""

    content: bytes
    media_type: str


class TileSource:
    """Asks the tile owner; knows nothing of who asks or where they are."""

    def __init__(self, origin: str, key: str) -> None:
        self._origin, self._key = origin, key
        # Not before it is needed: to read the certificates that it trusts takes a while.
        self._client = httpx.AsyncClient(timeout=_SECONDS, follow_redirects=False) if key else None

    async def fetch(self, layer: str, zoom: int, column: int, row: int) -> Tile:
        """Fetch one tile.

        Raises:
            TileUnknown: there is no such tile, or no key for tiles is set.
            TilesAway: the owner does not answer with a picture.
        """
        # The zoom first: two to the power of whatever somebody types may take for ever.
        if not self._client or layer not in LAYERS or zoom not in ZOOMS:
            raise errors.TileUnknown
        if not (0 <= column < 2**zoom and 0 <= row < 2**zoom):
            raise errors.TileUnknown
        query: dict[str, str | int] = {
            "SERVICE": "WMTS",
            "REQUEST": "GetTile",
            "VERSION": "1.0.0",
            "LAYER": layer,
            "STYLE": "default",
            "TILEMATRIXSET": "w",
            "FORMAT": "tiles",
            "TILEMATRIX": zoom,
            "TILECOL": column,
            "TILEROW": row,
            "tk": self._key,
        }
        try:
            answer = await self._client.get(f"{self._origin}/{layer}_w/wmts", params=query)
        except httpx.HTTPError as error:
            raise errors.TilesAway from error
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        if (
            answer.status_code != httpx.codes.OK
            or media_type not in {"image/png", "image/jpeg", "image/webp"}
            or len(answer.content) > _LARGEST
        ):
            raise errors.TilesAway
        return Tile(answer.content, media_type)
