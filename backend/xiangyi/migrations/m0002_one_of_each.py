"""One row for each station of a source, and for each amenity of a station.

Indexes rather than constraints, because SQLite cannot add constraints; and a
migration of its own, because Piccolo runs raw SQL before it creates tables.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-23T09:00:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "one of each"


async def create() -> None:
    await run("CREATE UNIQUE INDEX one_station_of_a_source ON station (source, external_id)")
    await run("CREATE UNIQUE INDEX one_amenity_of_a_station ON station_amenity (station, amenity)")


async def drop() -> None:
    await run("DROP INDEX one_station_of_a_source")
    await run("DROP INDEX one_amenity_of_a_station")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
