"""Finding text inside text without reading all of it: an index over pairs of characters."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise


class TextIndex:
    """Which numbered texts contain a string; exact, whatever the string."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        found: dict[str, set[int]] = defaultdict(set)
        for number, text in enumerate(texts):
            for one in set(text):
                found[one].add(number)
            for one, two in pairwise(text):
                found[one + two].add(number)
        self._found = dict(found)

    def candidates(self, wanted: str) -> AbstractSet[int]:
        """Every number whose text may contain `wanted`, as few as one look-up gives."""
        pairs = [one + two for one, two in pairwise(wanted)] or [wanted]
        return min((self._found.get(pair, set()) for pair in pairs), key=len)

    def contains(self, number: int, wanted: str) -> bool:
        return wanted in self._texts[number]
