"""What a phone says once is here once; indexes, for the reasons that m0002 gives."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-25T22:00:00:000020"
VERSION = "1.38.0"
DESCRIPTION = "said once"

_TABLES = ("report", "confirmation", "live_state")


async def create() -> None:
    for table in _TABLES:
        await run(f"CREATE UNIQUE INDEX one_{table}_a_key ON {table} (key)")


async def drop() -> None:
    for table in _TABLES:
        await run(f"DROP INDEX one_{table}_a_key")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
