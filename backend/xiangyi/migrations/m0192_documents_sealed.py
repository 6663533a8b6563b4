"""Documents of before are sealed in the ledger's tree, as those of from now on are when issued.

What stands on them is sealed, and nobody's keys need be at hand: by what stays of each when its
person is erased.
"""

import os
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000192"
VERSION = "1.38.0"
DESCRIPTION = "documents sealed"

_ACCOUNT = UUID("5ea1ed00-0000-4000-8000-000000000000")
_LASTING = (
    "id",
    "number",
    "token_hash",
    "organisation",
    "since_on",
    "until_on",
    "ledger_account",
    "seq",
    "hours",
)


async def fill() -> None:
    rows: list[dict[str, Any]] = await run(
        f"SELECT {', '.join(_LASTING)} FROM service_document d WHERE NOT EXISTS"
        " (SELECT 1 FROM ledger_posting p WHERE p.id = d.id) ORDER BY id"
    )
    if not rows:
        return
    if not await run("SELECT id FROM ledger_account WHERE id = {}", _ACCOUNT):
        await run(
            "INSERT INTO ledger_holder (ledger_account, kind) VALUES ({}, 'issue')", _ACCOUNT
        )
        await run(
            "INSERT INTO ledger_account (id, kind, seq, balance) VALUES ({}, 'issue', 0, 0)",
            _ACCOUNT,
        )
    now = datetime.now(UTC).replace(microsecond=0)
    for row in rows:
        await _seal(row["id"], f"service_document/{row['id']}/{_digest(row)}", now)


async def _seal(id_: UUID, about: str, now: datetime) -> None:
    salt = os.urandom(32)
    commitment = sha256(salt + f"\n{about}".encode()).digest()
    text = "\n".join(
        (
            *("xiangyi-ledger/1", str(_ACCOUNT), "issue", "", "0", "sealed", "", str(id_)),
            *(now.strftime("%Y-%m-%dT%H:%M:%SZ"), commitment.hex(), ""),
        )
    )
    await run("INSERT INTO ledger_posting (id, posted_at) VALUES ({}, {})", id_, now)
    await run(
        "INSERT INTO ledger_entry (posting, account, minutes, kind, posted_at, commitment, hash)"
        " VALUES ({}, {}, 0, 'sealed', {}, {}, {})",
        *(id_, _ACCOUNT, now, commitment, sha256(b"\0" + text.encode()).digest()),
    )
    await run(
        "INSERT INTO ledger_opening (posting, salt, about) VALUES ({}, {}, {})", id_, salt, about
    )


def _digest(row: dict[str, Any]) -> str:
    facts = ["" if row[one] is None else _text(row[one]) for one in _LASTING]
    return sha256("\n".join(["xiangyi-document/1", *facts]).encode()).hexdigest()


def _text(fact: Any) -> str:
    return bytes(fact).hex() if isinstance(fact, bytes | memoryview) else str(fact)


async def stay() -> None:
    """What is sealed stays, as every entry of the ledger does."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(fill)
    manager.add_raw_backwards(stay)
    return manager
