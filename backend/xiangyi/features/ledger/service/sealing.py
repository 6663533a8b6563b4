"""Sealing what is no minutes: its hash is a leaf of the tree, so that nobody rewrites it unseen."""

from datetime import datetime
from hashlib import sha256
from typing import Final, cast
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.schemas import Seal
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.ledger.service.receipts import as_entry

#: The account of what is sealed: no organisation's, since nothing is issued.
_ACCOUNT: Final = UUID("5ea1ed00-0000-4000-8000-000000000000")


async def seal(id_: UUID, about: str, *, now: datetime) -> None:
    """Put it into the tree, in the caller's transaction; the same again changes nothing.

    `about` tells by ids and hashes what is sealed, in at most 200 characters.

    Raises:
        PostingDiffers: something else has been sealed, or posted, under this id.
    """
    # SQLite has one writer, and refuses what is there before it asks for a conflict.
    made = await run(
        "INSERT INTO ledger_holder (ledger_account, kind) SELECT {}, 'issue' WHERE NOT EXISTS"
        " (SELECT 1 FROM ledger_holder WHERE ledger_account = {}) ON CONFLICT DO NOTHING"
        " RETURNING kind",
        *(_ACCOUNT, _ACCOUNT),
    )
    if made:
        await run(
            "INSERT INTO ledger_account (id, kind, seq, balance) VALUES ({}, 'issue', 0, 0)",
            _ACCOUNT,
        )
    lines = (Line(_ACCOUNT, 0),)
    await post(Posting(id=id_, kind="sealed", about=about, lines=lines), now=now)


async def proof(id_: UUID) -> Seal | None:
    """By which what was sealed under this id is found."""
    rows = await run(
        "SELECT e.*, a.kind AS account_kind, o.salt, o.about FROM ledger_entry e"
        " JOIN ledger_account a ON a.id = e.account JOIN ledger_opening o ON o.posting = e.posting"
        " WHERE e.posting = {} AND e.kind = 'sealed'",
        id_,
    )
    if not rows:
        return None
    [row] = rows
    entry, salt = as_entry(row), cast("bytes", row["salt"])
    return Seal(entry.hash.hex(), entry.text, bytes(salt).hex(), str(row["about"]))


def digest(text: str) -> str:
    """The hash of what is sealed, hex, as `about` tells it."""
    return sha256(text.encode()).hexdigest()
