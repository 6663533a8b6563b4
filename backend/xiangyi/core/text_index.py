"""Finding a string inside many texts without reading them: an index over pairs of characters.

All texts lie behind one another, and for each pair of characters the index keeps where it
begins, in arrays of numbers: five bytes or so for a character, where sets of Python's take
hundreds.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.intp]]

_CODE_POINTS = 0x110000
#: A place takes so many bits of a sorted number, two code points the 35 above them.
_PLACE_BITS = 29
#: So many places are compared first; each further group is four times as large.
_FIRST_GROUP = 256


class TextIndex:
    """Which texts, by their number, contain a string; exact, whatever the string."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole = "".join(texts)
        self._ends = np.cumsum([len(text) for text in texts], dtype=np.intp)
        points = np.frombuffer(self._whole.encode("utf-32-le"), np.uint32)
        code_of = np.zeros(_CODE_POINTS, np.uint32)
        code_of[points] = 1
        letters = np.flatnonzero(code_of)
        # 0 is what stands behind the last character.
        code_of[letters] = np.arange(1, len(letters) + 1)
        self._code_of = {chr(letter): int(code_of[letter]) for letter in letters}
        self._base = len(letters) + 1
        codes = np.append(code_of[points], 0).astype(np.min_scalar_type(self._base))
        pairs = codes[:-1].astype(np.uint64) * np.uint64(self._base) + codes[1:]
        places = np.arange(len(pairs), dtype=np.uint64)
        ordered = np.sort(pairs << np.uint64(_PLACE_BITS) | places)
        self._codes = codes
        self._places = (ordered & np.uint64((1 << _PLACE_BITS) - 1)).astype(np.uint32)
        pairs = ordered >> np.uint64(_PLACE_BITS)
        starts = np.flatnonzero(np.diff(pairs, prepend=np.uint64(0)))
        self._pairs = pairs[starts].astype(np.int64)
        self._starts = np.append(starts, len(pairs))

    def at_most(self, wanted: str) -> int:
        """In no more texts than this; told without looking into any."""
        _, first, past = self._rarest(wanted)
        return past - first

    def contains(self, number: int, wanted: str) -> bool:
        return self._whole.find(wanted, self._start(number), int(self._ends[number])) >= 0

    def containing(self, wanted: str, first: int = 0) -> Iterator[Numbers]:
        """Yield the numbers, ascending from `first`, of the texts that contain `wanted`.

        `wanted` is not empty. They come in groups, so that whoever has enough need not wait for
        the rest.
        """
        offset, begin, end = self._rarest(wanted)
        places = self._places[begin:end]
        if len(wanted) == 1:
            # Ordered by what follows.
            places = np.sort(places)
        places = places[np.searchsorted(places, self._start(first)) :]
        size, last = _FIRST_GROUP, -1
        while len(places):
            numbers = self._matching(places[:size], wanted, offset)
            numbers = numbers[np.diff(numbers, prepend=last) > 0]
            if len(numbers):
                last = int(numbers[-1])
                yield numbers
            places, size = places[size:], size * 4

    def _start(self, number: int) -> int:
        return int(self._ends[number - 1]) if number else 0

    def _rarest(self, wanted: str) -> tuple[int, int, int]:
        """The rarest pair: its offset in `wanted`, and where its places begin and end."""
        try:
            codes = [self._code_of[letter] for letter in wanted]
        except KeyError:
            return 0, 0, 0
        lowest = [one * self._base + two for one, two in pairwise(codes)]
        width = 1
        if not lowest:
            lowest, width = [codes[0] * self._base], self._base
        found = np.searchsorted(self._pairs, [lowest, [pair + width for pair in lowest]])
        first, past = self._starts[found]
        offset = int(np.argmin(past - first))
        return offset, int(first[offset]), int(past[offset])

    def _matching(self, places: np.ndarray[Any, Any], wanted: str, offset: int) -> Numbers:
        """The number of each text in which `wanted` stands around one of the places."""
        starts = places.astype(np.intp) - offset
        starts = starts[(starts >= 0) & (starts <= len(self._whole) - len(wanted))]
        for distance, letter in enumerate(wanted):
            if not offset <= distance <= offset + 1:
                starts = starts[self._codes[starts + distance] == self._code_of[letter]]
        numbers = np.searchsorted(self._ends, starts, side="right")
        inside = starts + len(wanted) <= self._ends[numbers]
        return numbers[inside]
