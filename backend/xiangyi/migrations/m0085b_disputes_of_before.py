"""What lists of before dispute goes where each list's word is kept; the table for one goes."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:0000855"
VERSION = "1.38.0"
DESCRIPTION = "disputes of before"


async def move() -> None:
    await run(
        "INSERT INTO list_dispute (station, said_at, batch, facts, agreed)"
        " SELECT station, said_at, batch, facts, '[]' FROM station_dispute ORDER BY said_at"
    )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(move)
    manager.drop_table(class_name="StationDispute", tablename="station_dispute")
    return manager
