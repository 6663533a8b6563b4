"""Photos that were shown before are of the time of the first report that they came with."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T06:00:00:000036"
VERSION = "1.38.0"
DESCRIPTION = "photo times"


async def take_times() -> None:
    await run(
        "UPDATE station_photo SET reported_at = (SELECT MIN(report.reported_at) FROM report"
        " WHERE report.photo = station_photo.photo AND report.station = station_photo.station)"
    )


async def keep_times() -> None:
    """The column goes with the step before this one."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(take_times)
    manager.add_raw_backwards(keep_times)
    return manager
