"""What volunteers kept: each receipt's line is still there, as it was."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from xiangyi.core.db import run
from xiangyi.features.ledger.rules.tree import leaf_hash
from xiangyi.features.ledger.schemas import Receipt

Tell = Callable[[str], object]

_TAKEN: Final = (
    "SELECT p.id FROM account p WHERE p.id = {} AND p.erased_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM ledger_holder h WHERE h.ledger_account = {} AND h.account = p.id)"
)


async def compare(kept: Iterable[Path], tell: Tell) -> int:
    """Look for the line of every receipt in these files, and answer how many there are."""
    seen = 0
    for path in kept:
        for receipt in _read(path, tell):
            seen += 1
            await _compare(receipt, path, tell)
    return seen


def _read(path: Path, tell: Tell) -> Iterator[Receipt]:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, msgspec.Raw])
        if "items" in found:
            yield from msgspec.json.decode(path.read_bytes(), type=_Many).items
        else:
            yield msgspec.json.decode(path.read_bytes(), type=Receipt)
    except (OSError, msgspec.MsgspecError) as error:
        tell(f"{path} holds no receipt: {error}")


class _Many(msgspec.Struct):
    items: list[Receipt]


async def _compare(receipt: Receipt, path: Path, tell: Tell) -> None:
    which = f"line {receipt.seq} of account {receipt.account}"
    if leaf_hash(receipt.text.encode()).hex() != receipt.hash:
        tell(f"{path}: the receipt of {which} is not what its own hash says")
        return
    rows: Any = await run(
        "SELECT minutes, hash FROM ledger_entry WHERE account = {} AND seq = {}",
        *(receipt.account, receipt.seq),
    )
    if not rows:
        tell(f"{path}: {which} is not there any more; its receipt says {receipt.minutes} minutes")
    elif bytes(rows[0]["hash"]).hex() != receipt.hash:
        tell(
            f"{path}: {which} has been rewritten: its receipt says {receipt.minutes} minutes, the"
            f" ledger {rows[0]['minutes']}"
        )
    elif receipt.opening and await run(_TAKEN, receipt.opening.holder, receipt.account):
        tell(f"{path}: {which} is its holder's no more, although nobody has erased them")
