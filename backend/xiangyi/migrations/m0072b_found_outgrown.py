"""The few campaigns that had too many people, and knocks that found nobody; as m0002 says."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:0000725"
VERSION = "1.38.0"
DESCRIPTION = "found among many more"


_INDEXES = {
    "outgrown_campaigns": "campaign (ends_at) WHERE outgrown IS NOT NULL",
    "knocks_in_vain": "attempt (subscription) WHERE state = 'failed'"
    " AND why IN ('gone', 'unknown', 'unsubscribed')",
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
