"""Those at home somewhere are told a thousand at a time, without sorting all that are left."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T08:00:00:000044"
VERSION = "1.38.0"
DESCRIPTION = "told by home"


async def create() -> None:
    await run(
        "CREATE INDEX account_at_home ON account (home, id, claimed_by) WHERE erased_at IS NULL"
    )


async def drop() -> None:
    await run("DROP INDEX account_at_home")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
