"""Entries one by one: each is what its hash says, and together they are what was published."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from xiangyi.core.db import run
from xiangyi.features.ledger.rules.tiles import WIDTH, unpacked
from xiangyi.features.ledger.rules.tree import Frontier, whole_root
from xiangyi.features.ledger.service.receipts import as_entry
from xiangyi.features.ledger.service.verifying.checkpoints import Fitting, Marks, told
from xiangyi.features.ledger.service.verifying.pages import rows

Tell = Callable[[str], object]

#: Nobody's clock is so far behind another's, and no posting takes as long.
_LATE: Final = timedelta(hours=1)
_ENTRIES = (
    "SELECT e.*, a.kind AS account_kind FROM"
    " (SELECT * FROM ledger_entry WHERE (id) > {after} ORDER BY id {page}) e"
    " LEFT JOIN ledger_account a ON a.id = e.account ORDER BY e.id"
)
_UNEVEN = (
    "SELECT posting, sum(minutes) AS minutes, count(*) AS lines"
    " FROM ledger_entry GROUP BY posting"
    " HAVING sum(minutes) <> 0 OR (count(*) < 2) <> (max(kind) = 'sealed')"
    " OR count(DISTINCT commitment) > 1"
    " OR count(DISTINCT kind) > 1 OR count(DISTINCT posted_at) > 1"
)
_BARE = (
    "SELECT id FROM ledger_posting p"
    " WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.posting = p.id)"
)


async def follow(marks: Marks, tell: Tell) -> int:
    """Look at every entry in its order, and answer how many there are."""
    tree, tiles, fitting = Frontier(), _Tiles(tell), Fitting(marks, tell)
    async for row in rows(_ENTRIES, ["id"], [-1]):
        _look_at(row, tell)
        if row["posted_at"] < fitting.signed_at - _LATE:
            posted, signed = told(row["posted_at"]), told(fitting.signed_at)
            tell(f"{name_of(row)} says {posted}, and came after what was signed at {signed}")
        leaf = bytes(row["hash"])
        tree.append(leaf)
        await tiles.append(leaf, row["id"])
        if tree.size in marks:
            fitting.compare(tree.size, tree.root)
    await tiles.end()
    for row in await run(_UNEVEN):
        tell(f"posting {row['posting']} is not whole: {_uneven(row)}")
    for row in await run(_BARE):
        tell(f"posting {row['id']} has no entries")
    return tree.size


def _look_at(row: dict[str, Any], tell: Tell) -> None:
    if row["account_kind"] is None:
        tell(f"{name_of(row)} is of an account that is not there")
        return
    if as_entry(row).hash != bytes(row["hash"]):
        tell(f"{name_of(row)} is not what its hash says: it has been rewritten")


def name_of(row: dict[str, Any]) -> str:
    """An entry as a sentence names it."""
    which = f"line {row['seq']} of account" if row["seq"] is not None else "of issue account"
    return f"entry {row['id']} ({which} {row['account']}, {row['minutes']:+} minutes)"


def _uneven(row: dict[str, Any]) -> str:
    minutes = int(row["minutes"])
    if row["lines"] == 1:
        return f"it has one line, of {minutes:+} minutes"
    if minutes:
        return f"its {row['lines']} lines sum to {minutes:+} minutes"
    return "its lines tell different things"


class _Tiles:
    """The tree's stored hashes, made once more beside those that lie in the database."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._levels: list[list[bytes]] = []
        self._made: list[int] = []

    async def append(self, leaf: bytes, entry: int) -> None:
        await self._append(0, leaf, entry)

    async def _append(self, level: int, one: bytes, entry: int) -> None:
        if level == len(self._levels):
            self._levels.append([])
            self._made.append(0)
        self._levels[level].append(one)
        if len(self._levels[level]) < WIDTH:
            return
        hashes, number = self._levels[level], self._made[level]
        self._levels[level] = []
        self._made[level] += 1
        root = whole_root(hashes)
        await self._compare(level, number, hashes, root, entry)
        await self._append(level + 1, root, entry)

    async def _compare(
        self, level: int, number: int, hashes: list[bytes], root: bytes, entry: int
    ) -> None:
        found: Any = await run(
            "SELECT * FROM ledger_tile WHERE level = {} AND number = {}", level, number
        )
        if not found:
            # Made with the next checkpoint.
            return
        [row] = found
        kept = unpacked(bytes(row["hashes"])), bytes(row["root"]), row["last_entry"]
        if kept != (hashes, root, entry):
            self._tell(
                f"tile {number} of level {level}, up to entry {entry}, is not made of the"
                " entries that are there"
            )

    async def end(self) -> None:
        """Tell of tiles over entries that are not there."""
        for row in await run("SELECT level, max(number) AS last FROM ledger_tile GROUP BY level"):
            level, last = int(str(row["level"])), int(str(row["last"]))
            if level >= len(self._made) or last >= self._made[level]:
                self._tell(f"tile {last} of level {level} is of more entries than there are")
