"""What the worker looks for each minute: uses that are neither paid nor honoured."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000166"
VERSION = "1.38.0"
DESCRIPTION = "uses unpaid"


async def create() -> None:
    await run(
        "CREATE INDEX uses_unpaid ON voucher_use (noted_at)"
        " WHERE state = 'unpaid' AND honoured_at IS NULL"
    )


async def drop() -> None:
    await run("DROP INDEX uses_unpaid")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
