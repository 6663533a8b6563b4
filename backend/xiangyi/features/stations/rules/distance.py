"""Distances on a sphere of the earth's mean radius. No I/O.

Within 0.6 % of the ellipsoid, far less than what a receiver between high houses is off by. Points
are longitude and latitude in WGS-84 degrees, in this order, as in GeoJSON.
"""

from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Final

#: The mean radius of the earth in metres (IUGG, 2a + b over 3).
EARTH_RADIUS_M: Final = 6_371_008.8

Point = tuple[float, float]


def metres(a: Point, b: Point) -> float:
    """Along the great circle; by haversines, which keep a few metres exact."""
    north = sin(radians(b[1] - a[1]) / 2)
    east = sin(radians(b[0] - a[0]) / 2)
    h = north * north + cos(radians(a[1])) * cos(radians(b[1])) * east * east
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))


def bearing(start: Point, end: Point) -> float:
    """Degrees clockwise from north, 0 to below 360; 0 where the two points are one."""
    here, there, turn = radians(start[1]), radians(end[1]), radians(end[0] - start[0])
    east = sin(turn) * cos(there)
    north = cos(here) * sin(there) - sin(here) * cos(there) * cos(turn)
    return (degrees(atan2(east, north)) + 360) % 360


def unit_vector(point: Point) -> tuple[float, float, float]:
    """The point on a sphere of radius 1: x through 0° 0°, y through 90° east, z through the pole.

    The straight line between two of them grows with their distance, so a tree over them finds the
    nearest without mistaking a degree of longitude for one of latitude.
    """
    lon, lat = radians(point[0]), radians(point[1])
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
