"""The latest confirmation of a station is found without going through all before it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T07:00:00:000037"
VERSION = "1.38.0"
DESCRIPTION = "latest confirmations"


async def create() -> None:
    await run("CREATE INDEX confirmation_latest ON confirmation (station, confirmed_at)")


async def drop() -> None:
    await run("DROP INDEX confirmation_latest")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
