"""One document of each number, those that hold no more, and corrections, which are few."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:0000755"
VERSION = "1.38.0"
DESCRIPTION = "one number each"

_UNIQUE = {"one_document_of_a_number": "service_document (number)"}
_INDEXES = {
    "documents_revoked": "service_document (number) WHERE revoked_at IS NOT NULL",
    "corrections": "ledger_entry (account, seq) WHERE kind = 'corrected'",
}


async def create() -> None:
    for name, on in _UNIQUE.items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")


async def drop() -> None:
    for name in (*_UNIQUE, *_INDEXES):
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
