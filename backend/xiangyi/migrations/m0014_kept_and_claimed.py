"""Accounts by the clerk who keeps them, consents by division, slips by their code."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-25T22:00:00:000014"
VERSION = "1.38.0"
DESCRIPTION = "kept and claimed"

_INDEXES = {
    "accounts_by_keeper": "account (kept_by) WHERE kept_by IS NOT NULL",
    "consents_by_division": "consent (division) WHERE division IS NOT NULL",
    "slips_by_code": "claim_slip (code_hash)",
}


async def create() -> None:
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")


async def drop() -> None:
    for name in _INDEXES:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
