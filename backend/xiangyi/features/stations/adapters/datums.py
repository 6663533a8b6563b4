"""From the shifted datums of Chinese maps to WGS-84, by the package prcoords.

GCJ-02 lies some 600 m from WGS-84 in Hunan, BD-09 a further kilometre. The way back is
found by iteration and comes within two centimetres, more than any source measured.
"""

import prcoords

from xiangyi.features.stations.rules.distance import Point
from xiangyi.features.stations.schemas import Datum


def to_wgs84(point: Point, datum: Datum) -> Point:
    """Longitude and latitude in degrees; a point outside China must have been refused before."""
    if datum == "wgs84":
        return point
    back = prcoords.gcj_wgs_bored if datum == "gcj02" else prcoords.bd_wgs_bored
    lat, lon = back((point[1], point[0]), check_china=False)
    return float(lon), float(lat)
