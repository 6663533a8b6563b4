"""Which lines of the ledger are drawn for a month: by numbers that nobody here chooses.

The seed is the root of the first checkpoint of the next month. It hangs on every line of the month
and on the salt of each, which the service draws only when the line is written: whoever serves,
leads or confirms cannot know it beforehand. Whoever has the checkpoints draws the same numbers.
Whoever runs the service could write lines until a root suits them, before it is signed: against
them alone it is no proof.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

#: Of so many lines one is drawn, but never fewer or more than those.
_ONE_OF: Final = 100
_LEAST, _MOST = 30, 2_000


def draws_of(lines: int) -> int:
    """How often it is drawn from so many lines."""
    return max(_LEAST, min(_MOST, -(-lines // _ONE_OF)))


def numbers(root: bytes, before: int, size: int, draws: int) -> list[int]:
    """The numbers of the leaves that are drawn from `before` up to `size`, each once.

    The draw of number i is SHA-256 of the root and i (4 bytes, big-endian), as a number
    (big-endian), modulo how many leaves there are.
    """
    return list(dict.fromkeys(_drawn(root, before, size, draws)))


def _drawn(root: bytes, before: int, size: int, draws: int) -> Iterator[int]:
    for at in range(draws):
        number = int.from_bytes(sha256(root + at.to_bytes(4, "big")).digest(), "big")
        yield before + number % (size - before)
