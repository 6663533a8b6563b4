"""The tree in the database: whole tiles lie ready, its right edge is read from the entries."""

from typing import Any, Final

from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.ledger.rules.tiles import WIDTH, packed, place_of, unpacked
from xiangyi.features.ledger.rules.tree import (
    Node,
    Range,
    nodes_of,
    root_of_parts,
    whole_root,
)

#: So many tiles are made in one transaction, that nobody who posts waits for long.
_AT_ONCE: Final = 32
#: Nobody else makes tiles or checkpoints meanwhile.
_LOCK: Final = 7_355_609
#: Below it the tree has no entries.
_BEGIN: Final = (-1, 0)


async def horizon() -> int:
    """The id of the last entry; none comes later with a smaller one. 0 where there is none.

    PostgreSQL gives numbers out before their transactions are done, so whoever posts just now is
    waited for, and who would begin waits for us: as long as the longest of them.
    """
    async with atomic():
        if is_postgres():
            await run("SET LOCAL lock_timeout = '5s'")
            await run("LOCK TABLE ledger_entry IN SHARE MODE")
        [row] = await run("SELECT max(id) AS last FROM ledger_entry")
    return int(str(row["last"] or 0))


async def alone() -> None:
    """Be the only one who makes tiles and checkpoints until the caller's transaction ends."""
    if is_postgres():
        await run(f"SELECT pg_advisory_xact_lock({_LOCK})")


async def grow(last_entry: int) -> int:
    """Make the tiles that are whole up to an entry, and tell how many entries that is."""
    while True:
        async with atomic():
            await alone()
            number, after = await _last_tile()
            rows = await _leaves(after, last_entry, WIDTH * _AT_ONCE)
            for start in range(0, len(rows) - WIDTH + 1, WIDTH):
                number += 1
                some = rows[start : start + WIDTH]
                hashes = [bytes(row["hash"]) for row in some]
                await _put(0, number, hashes, some[-1]["id"])
        if len(rows) < WIDTH * _AT_ONCE:
            return (number + 1) * WIDTH + len(rows) % WIDTH


async def number_of(entry: int) -> int:
    """The place of an entry among the leaves, from 0."""
    [row] = await run(
        "SELECT number, last_entry FROM ledger_tile WHERE level = 0 AND last_entry < {}"
        " ORDER BY last_entry DESC LIMIT 1",
        entry,
    ) or [dict(zip(("number", "last_entry"), _BEGIN, strict=True))]
    [before] = await run(
        "SELECT count(*) AS entries FROM ledger_entry WHERE id > {} AND id < {}",
        *(row["last_entry"], entry),
    )
    return (int(str(row["number"])) + 1) * WIDTH + int(str(before["entries"]))


async def entry_at(number: int) -> int:
    """The entry whose place among the leaves that is, from 0."""
    [row] = await run(
        "SELECT id FROM ledger_entry WHERE id > {} ORDER BY id LIMIT 1 OFFSET {}",
        *(await _end_of(number // WIDTH - 1), number % WIDTH),
    )
    return int(str(row["id"]))


class Tree:
    """The tree over the entries up to one, for a few proofs."""

    def __init__(self, last_entry: int) -> None:
        self._last_entry = last_entry
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    async def root(self, size: int) -> bytes:
        return await self.hash_of((0, size))

    async def hash_of(self, part: Range) -> bytes:
        """The hash of a part of the tree, as proofs have it."""
        return root_of_parts([await self._node(one) for one in nodes_of(part)])

    async def _node(self, node: Node) -> bytes:
        level, number, hashes = place_of(node)
        return whole_root((await self._tile(level, number))[hashes])

    async def _tile(self, level: int, number: int) -> list[bytes]:
        key = level, number
        if key not in self._tiles:
            self._tiles[key] = await self._read(level, number)
        return self._tiles[key]

    async def _read(self, level: int, number: int) -> list[bytes]:
        rows: Any = await run(
            "SELECT hashes FROM ledger_tile WHERE level = {} AND number = {}", level, number
        )
        if rows:
            return unpacked(bytes(rows[0]["hashes"]))
        if level == 0:
            rows = await _leaves(await _end_of(number - 1), self._last_entry, WIDTH)
            return [bytes(row["hash"]) for row in rows]
        return await _roots(level - 1, number)


async def _last_tile() -> tuple[int, int]:
    """The number of the last whole tile of leaves, and its last entry."""
    rows: Any = await run(
        "SELECT number, last_entry FROM ledger_tile WHERE level = 0 ORDER BY number DESC LIMIT 1"
    )
    return (rows[0]["number"], rows[0]["last_entry"]) if rows else _BEGIN


async def _end_of(number: int) -> int:
    """The last entry of a whole tile of leaves, whatever has grown beyond it by now."""
    rows: Any = await run(
        "SELECT last_entry FROM ledger_tile WHERE level = 0 AND number = {}", number
    )
    return int(rows[0]["last_entry"]) if rows else 0


async def _leaves(after: int, last: int, most: int) -> list[dict[str, Any]]:
    return await run(
        "SELECT id, hash FROM ledger_entry WHERE id > {} AND id <= {} ORDER BY id LIMIT {}",
        *(after, last, most),
    )


async def _roots(level: int, above: int) -> list[bytes]:
    """The roots of the tiles below a tile, as many as there are."""
    rows: Any = await run(
        "SELECT root FROM ledger_tile WHERE level = {} AND number >= {} AND number < {}"
        " ORDER BY number",
        *(level, above * WIDTH, (above + 1) * WIDTH),
    )
    return [bytes(row["root"]) for row in rows]


async def _put(level: int, number: int, hashes: list[bytes], last_entry: int) -> None:
    """Keep a whole tile, and the one above it if that is whole now."""
    await run(
        "INSERT INTO ledger_tile (level, number, last_entry, hashes, root)"
        " VALUES ({}, {}, {}, {}, {})",
        *(level, number, last_entry, packed(hashes), whole_root(hashes)),
    )
    if (number + 1) % WIDTH == 0:
        above = number // WIDTH
        await _put(level + 1, above, await _roots(level, above), last_entry)
