"""Since when a station had been as it was before each change: what taking it back goes back to."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Timestamptz

ID = "2026-11-26T12:00:00:000084"
VERSION = "1.38.0"
DESCRIPTION = "posted before each"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="StationRevision",
        tablename="station_revision",
        column_name="posted_before",
        db_column_name="posted_before",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={"default": None, "null": True},
    )
    return manager
