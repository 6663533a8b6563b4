"""How the tree is kept: 256 hashes make a tile, whose root is a hash of the next level."""

from typing import Final

from xiangyi.features.ledger.rules.tree import HASH_BYTES, Node

#: A tile holds 2^8 hashes, so that a level of tiles is 8 levels of the tree.
HEIGHT: Final = 8
WIDTH: Final = 1 << HEIGHT


def place_of(node: Node) -> tuple[int, int, slice]:
    """The level and number of the tile in which a node lies, and of which hashes it is."""
    level, number = node
    within = level % HEIGHT
    first = number << within
    offset = first % WIDTH
    return level // HEIGHT, first // WIDTH, slice(offset, offset + (1 << within))


def packed(hashes: list[bytes]) -> bytes:
    return b"".join(hashes)


def unpacked(content: bytes) -> list[bytes]:
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]
