"""What a point is in words: the county it lies in, and how far it is from a division's middle."""

import asyncio

from msgspec import Struct

from xiangyi.features.divisions import service as divisions
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.divisions.rules.tree import Known, lies_in_china
from xiangyi.features.stations.adapters.counties import counties_of
from xiangyi.features.stations.adapters.datums import to_wgs84
from xiangyi.features.stations.rules.distance import Point, metres
from xiangyi.features.stations.schemas import Datum
from xiangyi.features.stations.service.importing.ground import SYSTEM


class Spot(Struct, frozen=True):
    """A point, seen from a division.

    Attributes:
        point: in WGS-84 degrees, longitude first.
        county: the key of the county in which it lies; None where that is not known here.
        inside: whether that is the division's county, or in the division; None where not known.
        away_m: from the division's middle; None where nobody knows its middle.
    """

    point: Point
    county: str | None
    inside: bool | None
    away_m: float | None


async def spot(point: Point, datum: Datum, division: str) -> Spot | None:
    """The same point in words; None where it cannot be in China.

    The polygons are simplified: a point beside a border may be said to lie beyond it.

    Raises:
        DivisionNotFound: the division is not known.
    """
    if not lies_in_china(*point):
        return None
    at = to_wgs84(point, datum)
    around = (await divisions.lineages([division])).get(division)
    if around is None:
        raise DivisionNotFound(key=division)
    here = around[-1]
    away = None if here.lon is None or here.lat is None else metres(at, (here.lon, here.lat))
    code = await _county(at, here)
    if code is None:
        return Spot(at, None, None, away)
    key = f"{SYSTEM}:{code}000000"
    lineage = [one.key for one in (await divisions.lineages([key])).get(key, [])]
    county = next((one for one in around if one.level == "county"), None)
    inside = here.key in lineage if county is None else county.key == key
    return Spot(at, key if lineage else None, inside, away)


async def _county(point: Point, here: Known) -> str | None:
    """Its six digits, where they and the division are of one system and have a polygon."""
    if here.system != SYSTEM:
        return None
    counties = await asyncio.to_thread(counties_of, frozenset([here.code[:2]]))
    [found] = counties.of([point])
    return found.code if found else None
