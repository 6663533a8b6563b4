"""A long list held small: what waits for its turn is pickled and compressed, a part at a time."""

import pickle
import zlib
from collections.abc import Iterator
from typing import Final, Generic, TypeVar

Item = TypeVar("Item")

#: Enough for one statement to be worth its while, and a few megabytes at most as objects.
PART: Final = 1_000
#: Three quarters smaller already; more takes longer than it saves.
_LEVEL: Final = 1


class Packed(Generic[Item]):
    """Items in the order in which they were added; they can be gone through again and again."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._last: list[Item] = []

    def __len__(self) -> int:
        return len(self._parts) * PART + len(self._last)

    def add(self, item: Item) -> None:
        self._last.append(item)
        if len(self._last) == PART:
            self._parts.append(zlib.compress(pickle.dumps(self._last), _LEVEL))
            self._last = []

    def parts(self) -> Iterator[list[Item]]:
        """As many at once as are unpacked at once; what was taken before can be forgotten."""
        for part in self._parts:
            yield pickle.loads(zlib.decompress(part))  # noqa: S301  # this process wrote it itself
        if self._last:
            yield self._last
