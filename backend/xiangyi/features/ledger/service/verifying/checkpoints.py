"""What was published: signed by this deployment, and of entries that are still there."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from xiangyi.core import keys
from xiangyi.core.signing import NotSigned, opened
from xiangyi.features.ledger.adapters.beside import NotACheckpoint, read_all
from xiangyi.features.ledger.schemas import Checkpoint, KeptCheckpoint
from xiangyi.features.ledger.service.checkpoints import CHECKPOINT, payload_of
from xiangyi.features.ledger.service.receipts import PURPOSE
from xiangyi.features.ledger.tables import LedgerCheckpoint

Tell = Callable[[str], object]

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Mark(Struct, frozen=True):
    """The root that a tree has to have at one size.

    Attributes:
        source: the database, or the folder of files: what one hand may have signed anew.
        where: which checkpoint says so, as a sentence begins.
        signed_at: when, as it says.
    """

    root: bytes
    source: str
    where: str
    signed_at: datetime


Marks = dict[int, list[Mark]]


async def gathered(folders: Iterable[Path], tell: Tell) -> Marks:
    """The checkpoints of the database and of the files, by their size."""
    marks: Marks = defaultdict(list)
    rows: Any = await LedgerCheckpoint.select().order_by(LedgerCheckpoint.size)
    for row in rows:
        root = bytes(row["root"]).hex()
        shown = Checkpoint(
            size=row["size"], root=root, signed_at=row["signed_at"], signed=row["signed"]
        )
        where = f"the checkpoint of {row['size']} entries in the database"
        _take(shown, "", where, marks, tell)
    for folder in folders:
        try:
            for path, kept in read_all(folder):
                _take(kept, str(folder), f"the checkpoint {path}", marks, tell)
        except NotACheckpoint as error:
            tell(str(error))
    return dict(marks)


class Fitting:
    """How far the entries fit what each source says, and since where they do not."""

    def __init__(self, marks: Marks, tell: Tell) -> None:
        self._marks, self._tell = marks, tell
        self._fit: dict[str, int] = defaultdict(int)
        self._lost: set[str] = set()
        #: When the last that fits was signed.
        self.signed_at = _LONG_AGO

    def compare(self, size: int, root: bytes) -> None:
        """Hold the tree of this size against the checkpoints of it."""
        for mark in self._marks.get(size, ()):
            if mark.root == root:
                self._fit[mark.source] = size
                self.signed_at = max(self.signed_at, mark.signed_at)
            elif mark.source in self._lost:
                self._tell(f"{mark.where} does not fit either")
            else:
                self._lost.add(mark.source)
                self._tell(
                    f"{mark.where} does not fit: since it was signed at {told(mark.signed_at)},"
                    " something has been rewritten, removed or put in among entries"
                    f" {self._fit[mark.source] + 1} to {size}"
                )


def told(at: datetime) -> str:
    """An instant as a sentence has it."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def expect_reached(marks: Marks, entries: int, tell: Tell) -> None:
    """Tell of each checkpoint of more entries than there are."""
    for size in sorted(marks):
        for mark in marks[size] if size > entries else ():
            tell(
                f"{mark.where} does not fit: {size - entries} of its {size} entries are not there"
                " any more"
            )


def _take(one: Checkpoint, source: str, where: str, marks: Marks, tell: Tell) -> None:
    payload = payload_of(one.size, one.root, one.signed_at)
    try:
        # What no key of ours has signed accuses nobody of anything.
        if not keys.are_in_use() or opened(PURPOSE, CHECKPOINT, one.signed) == payload:
            marks[one.size].append(Mark(bytes.fromhex(one.root), source, where, one.signed_at))
            return
    except (NotSigned, ValueError):
        pass
    whose = _whose(one)
    tell(f"{where} is not signed by this deployment's key for what it says{whose}")


def _whose(one: Checkpoint) -> str:
    if not isinstance(one, KeptCheckpoint) or one.ledger == keys.in_use().deployment:
        return ""
    return f"; it says that it is of the ledger {one.ledger}"
