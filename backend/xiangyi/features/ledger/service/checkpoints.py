"""Signing what the tree is each day, and proving from it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec.structs import asdict

from xiangyi.core import keys
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.core.signing import public_key, sign
from xiangyi.features.ledger.adapters import beside
from xiangyi.features.ledger.adapters import tree as kept_tree
from xiangyi.features.ledger.adapters.tree import Tree
from xiangyi.features.ledger.errors import CheckpointNotFound, EntryNotInCheckpoint
from xiangyi.features.ledger.rules import tree
from xiangyi.features.ledger.schemas import (
    Checkpoint,
    CheckpointPage,
    Consistency,
    Inclusion,
    KeptCheckpoint,
)
from xiangyi.features.ledger.service.receipts import PURPOSE
from xiangyi.features.ledger.tables import LedgerCheckpoint

#: What its header says that a checkpoint is.
CHECKPOINT: Final = "xiangyi-checkpoint"


async def sign_daily(folder: Path, *, now: datetime) -> Checkpoint | None:
    """Make the first checkpoint of a day, where something has been posted since the last.

    Whatever has no file yet gets one, also where an earlier run was cut off between the two.
    """
    last = await _latest()
    is_due = last is None or day_of(last["signed_at"]) < day_of(now)
    made = await make(now=now) if is_due else None
    await publish(folder)
    return made


async def make(*, now: datetime) -> Checkpoint | None:
    """Sign the tree over everything that is posted by now; None where that is signed already."""
    last = await _latest()
    last_entry = await kept_tree.horizon()
    if last_entry <= (last["last_entry"] if last else 0):
        return None
    size = await kept_tree.grow(last_entry)
    root = await Tree(last_entry).root(size)
    signed_at = now.astimezone(UTC).replace(microsecond=0)
    signed = sign(PURPOSE, CHECKPOINT, payload_of(size, root.hex(), signed_at))
    async with atomic():
        await kept_tree.alone()
        if await LedgerCheckpoint.exists().where(LedgerCheckpoint.size >= size):
            return None
        await LedgerCheckpoint.insert(
            LedgerCheckpoint(
                size=size, root=root, last_entry=last_entry, signed_at=signed_at, signed=signed
            )
        )
    return Checkpoint(size=size, root=root.hex(), signed_at=signed_at, signed=signed)


def payload_of(size: int, root: str, at: datetime) -> bytes:
    """What is signed: JSON, in this order, without spaces."""
    told = {"ledger": keys.in_use().deployment, "size": size, "root": root, "at": at}
    return msgspec.json.encode(told)


async def publish(folder: Path) -> None:
    """Write the checkpoints that have no file yet."""
    there = beside.names_in(folder)
    for row in await LedgerCheckpoint.select(LedgerCheckpoint.size).order_by(LedgerCheckpoint.size):
        if beside.name_of(row["size"]) not in there:
            beside.write(folder, await checkpoint(row["size"]))


async def checkpoint(size: int) -> KeptCheckpoint:
    """One with the key that it is signed with.

    Raises:
        CheckpointNotFound: there is none of this size.
    """
    row = await _row(size)
    return KeptCheckpoint(
        **asdict(_shown(row)), ledger=keys.in_use().deployment, key=public_key(PURPOSE)
    )


async def list_checkpoints(*, before: int | None, limit: int) -> CheckpointPage:
    """Some, the latest first."""
    some = LedgerCheckpoint.select().order_by(LedgerCheckpoint.size, ascending=False)
    if before is not None:
        some = some.where(LedgerCheckpoint.size < before)
    rows = await some.limit(limit + 1)
    shown = [_shown(row) for row in rows[:limit]]
    more = str(shown[-1].size) if len(rows) > limit else None
    return CheckpointPage(keys.in_use().deployment, public_key(PURPOSE), shown, more)


async def prove_inclusion(size: int, leaf: bytes) -> Inclusion:
    """That an entry, by its hash, is in the tree of a checkpoint.

    Raises:
        CheckpointNotFound: there is none of this size.
        EntryNotInCheckpoint: nor such an entry in it.
    """
    row = await _row(size)
    found: Any = await run("SELECT id FROM ledger_entry WHERE hash = {}", leaf)
    if not found or found[0]["id"] > row["last_entry"]:
        raise EntryNotInCheckpoint(size=size)
    number = await kept_tree.number_of(found[0]["id"])
    proof = await _hashes(row, tree.inclusion(number, size))
    return Inclusion(leaf.hex(), number, size, proof, bytes(row["root"]).hex())


async def prove_consistency(old: int, size: int) -> Consistency:
    """That the tree of a checkpoint begins with the first `old` entries, as they were then.

    Raises:
        CheckpointNotFound: there is none of this size, or it is the smaller one.
    """
    row = await _row(size)
    if old > size:
        raise CheckpointNotFound(size=size)
    proof = await _hashes(row, tree.consistency(old, size))
    old_root = await Tree(row["last_entry"]).root(old)
    return Consistency(old, size, proof, old_root.hex(), bytes(row["root"]).hex())


def day_of(at: datetime) -> str:
    return at.astimezone(SHANGHAI).date().isoformat()


async def _hashes(row: dict[str, Any], parts: list[tree.Range]) -> list[str]:
    grown = Tree(row["last_entry"])
    return [(await grown.hash_of(part)).hex() for part in parts]


async def _latest() -> dict[str, Any] | None:
    newest = LedgerCheckpoint.select().order_by(LedgerCheckpoint.size, ascending=False)
    return await newest.first()


async def _row(size: int) -> dict[str, Any]:
    row = await LedgerCheckpoint.select().where(LedgerCheckpoint.size == size).first()
    if row is None:
        raise CheckpointNotFound(size=size)
    return row


def _shown(row: dict[str, Any]) -> Checkpoint:
    return Checkpoint(
        size=row["size"],
        root=bytes(row["root"]).hex(),
        signed_at=row["signed_at"].astimezone(UTC),
        signed=row["signed"],
    )
