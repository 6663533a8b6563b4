"""The nearest points on a sphere: a k-d tree over unit vectors (scipy's).

Planar degrees would be wrong (a degree of longitude shrinks with latitude); on the
unit sphere the straight distance between two points grows with the great-circle one.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from xiangyi.features.stations.rules.distance import Point, unit_vector

Chords = np.ndarray[Any, np.dtype[np.float64]]
Numbers = np.ndarray[Any, np.dtype[np.intp]]

#: Chords (of a sphere of radius 1) this close may be in another order than the metres they
#: stand for: six micrometres, and ten thousand times what is lost in rounding.
_AS_GOOD_AS_EQUAL = 1e-12


class PointTree:
    """Points by number, found from near to far."""

    def __init__(self, points: Sequence[Point]) -> None:
        from scipy.spatial import cKDTree  # noqa: PLC0415  # 0.2 s that most processes never need

        self._vectors = np.array([unit_vector(point) for point in points]).reshape(-1, 3)
        self._tree = cKDTree(self._vectors)

    def from_near_to_far(self, here: Point, look: int) -> Iterator[tuple[Chords, Numbers]]:
        """Yield groups, each farther than the one before: about `look` points, then more.

        Points at the same distance are always in the same group, so that whoever sorts
        a group sorts the whole.
        """
        vector = unit_vector(here)
        count, seen = len(self._vectors), 0
        while seen < count:
            asked = min(look, count)
            chords, numbers = map(np.atleast_1d, self._tree.query(vector, k=asked))
            # The last distance may go on beyond what was asked for.
            surely = asked if asked == count else int(borders(chords)[-2])
            if surely > seen:
                yield chords[seen:surely], numbers[seen:surely]
                seen = surely
            look *= 4

    def among(self, numbers: Numbers, here: Point, look: int) -> Iterator[tuple[Chords, Numbers]]:
        """The same of those points alone, which are few."""
        apart = self._vectors[numbers] - unit_vector(here)
        chords = np.sqrt(np.einsum("ij,ij->i", apart, apart))
        order = np.argsort(chords)
        chords, numbers = chords[order], numbers[order]
        ends = borders(chords)
        while len(numbers):
            end = int(ends[np.searchsorted(ends[:-1], look)])
            yield chords[:end], numbers[:end]
            chords, numbers, ends, look = chords[end:], numbers[end:], ends - end, look * 4


def borders(chords: Chords) -> Numbers:
    """Where, among ascending chords, each stretch of distances as good as equal begins; the end."""
    far_apart = np.flatnonzero(np.diff(chords) > _AS_GOOD_AS_EQUAL) + 1
    return np.concatenate(([0], far_apart, [len(chords)]))
