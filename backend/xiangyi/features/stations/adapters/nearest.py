"""The nearest points on a sphere: a k-d tree over unit vectors (scipy's).

Planar degrees would be wrong (a degree of longitude shrinks with latitude); on the
unit sphere the straight distance between two points grows with the great-circle one.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.spatial import cKDTree

from xiangyi.features.stations.rules.distance import Point, unit_vector

#: Enough for a page of twenty when a third of the stations match.
_FIRST_LOOK = 64


class PointTree:
    """Points by number, found from near to far."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._count = len(points)
        vectors = np.array([unit_vector(point) for point in points]).reshape(-1, 3)
        self._tree = cKDTree(vectors)

    def from_near_to_far(self, here: Point) -> Iterator[list[int]]:
        """Yield groups of numbers, each group farther than the one before.

        Points at the same distance are always in the same group, so that whoever sorts
        a group sorts the whole.
        """
        vector = unit_vector(here)
        seen, wanted = 0, _FIRST_LOOK
        while seen < self._count:
            asked = min(wanted, self._count)
            chords, numbers = self._tree.query(vector, k=asked)
            chords, numbers = np.atleast_1d(chords), np.atleast_1d(numbers)
            # The last distance may go on beyond what was asked for.
            surely = asked if asked == self._count else int(np.searchsorted(chords, chords[-1]))
            if surely > seen:
                yield [int(number) for number in numbers[seen:surely]]
                seen = surely
            wanted *= 4
