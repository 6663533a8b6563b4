"""Documents of before say what they rest on, and those that hold are found by it.

What stands on them is sealed: where the deployment's keys are not at hand, nobody reads it any
more, and such a document is known by its number alone.
"""

import json
from hashlib import sha256
from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core import keys
from xiangyi.core.db import run
from xiangyi.core.sealing import unseal

ID = "2026-11-26T12:00:00:0000955"
VERSION = "1.38.0"
DESCRIPTION = "documents of before"

_INDEX = "documents_by_ledger"
_FILL = (
    "UPDATE service_document SET ledger_account = (SELECT h.ledger_account FROM ledger_holder h"
    " WHERE h.account = service_document.account AND h.kind = 'service') WHERE account IS NOT NULL"
)


async def fill() -> None:
    await run(_FILL)
    if not keys.are_in_use():
        return
    rows: list[dict[str, Any]] = await run(
        "SELECT id, content FROM service_document WHERE content IS NOT NULL"
    )
    for row in rows:
        text = unseal(bytes(row["content"]), owner=row["id"], field="document_content")
        told = json.loads(text)
        await run(
            "UPDATE service_document SET hours = {}, token_hash = {} WHERE id = {}",
            *(told["hours"], sha256(told["token"].encode()).digest(), row["id"]),
        )


async def create() -> None:
    await run(
        f"CREATE INDEX {_INDEX} ON service_document (ledger_account) WHERE revoked_at IS NULL"
    )


async def drop() -> None:
    await run(f"DROP INDEX {_INDEX}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(fill)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
