"""An administrator who has the database and the signing key, and leaves nothing undone."""

import shutil
from datetime import datetime
from pathlib import Path
from uuid import UUID

from msgspec.structs import replace
from tests.doors_open import without_triggers

from xiangyi.core.db import run
from xiangyi.core.signing import sign
from xiangyi.features.ledger.adapters import tree
from xiangyi.features.ledger.rules.lines import committed
from xiangyi.features.ledger.service import checkpoints
from xiangyi.features.ledger.service.receipts import PURPOSE, as_entry

TABLES = [
    f"ledger_{name}"
    for name in ("account", "holder", "posting", "opening", "entry", "tile", "checkpoint")
]


async def rewrite(account: UUID, seq: int, minutes: int, folder: Path) -> None:
    """Make a line say other minutes, and everything else fit: chain, tree, checkpoints, files."""
    async with without_triggers(*TABLES):
        [line] = await run(
            "SELECT posting, minutes FROM ledger_entry WHERE account = {} AND seq = {}",
            *(account, seq),
        )
        more = minutes - line["minutes"]
        changed = "UPDATE ledger_entry SET minutes = minutes + {} WHERE posting = {} AND seq IS"
        await run(f"{changed} NOT NULL", more, line["posting"])
        await run(f"{changed} NULL", -more, line["posting"])
        await run("UPDATE ledger_account SET balance = balance + {} WHERE id = {}", more, account)
        await run(
            "UPDATE ledger_issued SET minutes = minutes + {} WHERE id = (SELECT min(s.id)"
            " FROM ledger_issued s JOIN ledger_entry e ON e.account = s.account"
            " AND e.service_class = s.service_class WHERE e.posting = {})",
            *(more, line["posting"]),
        )
        await _chain_anew()
        await _sign_anew(folder)


async def recast(account: UUID, seq: int, kind: str, folder: Path) -> None:
    """Make a line say that it came for another reason, and everything else fit."""
    async with without_triggers(*TABLES):
        await run(
            "UPDATE ledger_entry SET kind = {} WHERE posting = (SELECT posting"
            " FROM ledger_entry WHERE account = {} AND seq = {})",
            *(kind, account, seq),
        )
        await _chain_anew()
        await _sign_anew(folder)


async def reseal(id_: UUID, about: str, at: datetime, folder: Path) -> None:
    """Make what was sealed under an id another thing, of another second, and all else fit."""
    async with without_triggers(*TABLES):
        [row] = await run("SELECT salt FROM ledger_opening WHERE posting = {}", id_)
        await run("UPDATE ledger_opening SET about = {} WHERE posting = {}", about, id_)
        await run(
            "UPDATE ledger_entry SET commitment = {}, posted_at = {} WHERE posting = {}",
            *(committed(bytes(row["salt"]), None, about), at, id_),
        )
        await _chain_anew()
        await _sign_anew(folder)


async def _chain_anew() -> None:
    heads: dict[UUID, bytes] = {}
    rows = await run(
        "SELECT e.*, a.kind AS account_kind FROM ledger_entry e"
        " JOIN ledger_account a ON a.id = e.account ORDER BY e.id"
    )
    for row in rows:
        entry = as_entry(row)
        if entry.seq is not None:
            entry = replace(entry, previous=heads.get(entry.account))
            heads[entry.account] = entry.hash
        await run(
            "UPDATE ledger_entry SET previous = {}, hash = {} WHERE id = {}",
            *(entry.previous, entry.hash, row["id"]),
        )
    for account, head in heads.items():
        await run("UPDATE ledger_account SET head = {} WHERE id = {}", head, account)


async def _sign_anew(folder: Path) -> None:
    signed = await run("SELECT * FROM ledger_checkpoint ORDER BY size")
    await run("DELETE FROM ledger_tile")
    await run("DELETE FROM ledger_checkpoint")
    shutil.rmtree(folder, ignore_errors=True)
    for row in signed:
        await tree.grow(row["last_entry"])
        root = await tree.Tree(row["last_entry"]).root(row["size"])
        told = checkpoints.payload_of(row["size"], root.hex(), row["signed_at"])
        await run(
            "INSERT INTO ledger_checkpoint (size, root, last_entry, signed_at, signed)"
            " VALUES ({}, {}, {}, {}, {})",
            *(row["size"], root, row["last_entry"], row["signed_at"]),
            sign(PURPOSE, checkpoints.CHECKPOINT, told),
        )
    await checkpoints.publish(folder)
