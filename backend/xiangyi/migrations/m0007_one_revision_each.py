"""One row for each revision of a station; an index, for the reasons that m0002 gives."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-25T18:00:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "one revision each"


async def create() -> None:
    await run("CREATE UNIQUE INDEX one_revision_each ON station_revision (station, number)")


async def drop() -> None:
    await run("DROP INDEX one_revision_each")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
