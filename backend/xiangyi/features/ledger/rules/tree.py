"""The Merkle tree of RFC 6962 (§2.1): what is in it, and that it has only grown.

A *range* of leaves is a pair, from and to, the latter not in it. A *node* is a pair, level and
number: the hash of the 2^level leaves from number x 2^level on.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

Range = tuple[int, int]
Node = tuple[int, int]

EMPTY: Final = sha256(b"").digest()
HASH_BYTES: Final = 32


def leaf_hash(content: bytes) -> bytes:
    return sha256(b"\0" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


class Frontier:
    """A tree that grows at its right edge, of which only the whole parts' hashes are held."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Put one more leaf, by its hash, at the end."""
        self._parts.append(leaf)
        self.size += 1
        below = self.size
        while below % 2 == 0:
            right = self._parts.pop()
            self._parts[-1] = node_hash(self._parts[-1], right)
            below //= 2

    @property
    def root(self) -> bytes:
        return root_of_parts(self._parts)


def root_of_parts(parts: Sequence[bytes]) -> bytes:
    """The hash over whole parts, each smaller than the one before."""
    if not parts:
        return EMPTY
    *before, found = parts
    for part in reversed(before):
        found = node_hash(part, found)
    return found


def whole_root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves that are all at hand, by their hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root


def nodes_of(part: Range) -> list[Node]:
    """The whole parts that a range consists of, the largest first.

    The range begins where a whole part of its size would.
    """
    start, end = part
    found: list[Node] = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append((level, start >> level))
        start += 1 << level
    return found


def inclusion(leaf: int, size: int) -> list[Range]:
    """The parts whose hashes prove that a leaf is in a tree, the nearest to it first (§2.1.1)."""
    start, end, found = 0, size, list[Range]()
    while end - start > 1:
        middle = start + _split(end - start)
        if leaf < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency(old: int, size: int) -> list[Range]:
    """The parts whose hashes prove that a tree has only grown, in the order of §2.1.2."""
    start, end, found = 0, size, list[Range]()
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    if start:
        found.append((start, end))
    return found[::-1]


def root_with(leaf: bytes, number: int, size: int, proof: Iterable[bytes]) -> bytes | None:
    """The root of a tree in which the leaf has this number; None if the proof has another length.

    As RFC 9162 §2.1.3.2 has it, which is the same tree.
    """
    if not 0 <= number < size:
        return None
    found, last = leaf, size - 1
    for other in proof:
        if last == 0:
            return None
        if number % 2 or number == last:
            found = node_hash(other, found)
            while number % 2 == 0 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, other)
        number, last = number >> 1, last >> 1
    return found if last == 0 else None


def has_grown(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a tree begins with the leaves of an older one (RFC 9162 §2.1.4.2)."""
    if not 0 < old <= size or old == size:
        return old == size and old_root == root and not proof
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    number, last = old - 1, size - 1
    while number % 2:
        number, last = number >> 1, last >> 1
    if not path:
        return False
    was = now = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if number % 2 or number == last:
            was, now = node_hash(other, was), node_hash(other, now)
            while number % 2 == 0 and number:
                number, last = number >> 1, last >> 1
        else:
            now = node_hash(now, other)
        number, last = number >> 1, last >> 1
    return was == old_root and now == root and last == 0


def _split(size: int) -> int:
    """The largest power of two below it."""
    return 1 << (size - 1).bit_length() - 1
