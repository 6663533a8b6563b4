"""Where a station may be moved to: a few steps by its manager, within its county by anybody."""

import asyncio
from typing import Any, Final

from msgspec import UNSET

from xiangyi.core.asking import Asker
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations import errors
from xiangyi.features.stations.adapters.counties import counties_of
from xiangyi.features.stations.rules.distance import metres
from xiangyi.features.stations.schemas import StationChanges
from xiangyi.features.stations.service.desk.reach import scopes_of_station

#: From the wrong end of a street to the right one; what is further off is another place, about
#: which the list or an administrator decides.
_MOST_M: Final = 500


async def expect_within_reach(
    asker: Asker, station: dict[str, Any], changes: StationChanges
) -> None:
    """What the asker says of where a station is may be, if they say anything of it.

    Raises:
        StationUnusable: half a point.
        PlaceTooFar: no administrator moves it by more than 500 m.
        PlaceElsewhere: it would lie in another county.
    """
    lon, lat = changes.lon, changes.lat
    if lon is UNSET and lat is UNSET:
        return
    if lon is UNSET or lat is UNSET:
        raise errors.StationUnusable(station=station["id"], field="lat" if lat is UNSET else "lon")
    away = metres((station["lon"], station["lat"]), (lon, lat))
    scopes = await scopes_of_station(station["id"], station["division"])
    if away > _MOST_M and not asker.holds("administrator", within=scopes):
        raise errors.PlaceTooFar(metres=round(away), most_m=_MOST_M)
    lineage = (await divisions.lineages([station["division"]]))[station["division"]]
    polygons = await asyncio.to_thread(counties_of, frozenset({lineage[0].code[:2]}))
    own = next((one for one in lineage if one.level == "county"), lineage[-1])
    # A statistical zone has no polygon of its own; its prefecture must do.
    code = own.code[:6] if own.code[:6] in polygons.codes else own.code[:4]
    if not await asyncio.to_thread(polygons.near, code, (lon, lat)):
        raise errors.PlaceElsewhere(here=own.name)
