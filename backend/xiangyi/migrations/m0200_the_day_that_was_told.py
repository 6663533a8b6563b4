"""On which day minutes lapse by what their person was told: that day, and no earlier one."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Date

ID = "2026-11-26T12:00:00:000200"
VERSION = "1.38.0"
DESCRIPTION = "the day that was told"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="LapseNotice",
        tablename="lapse_notice",
        column_name="lapses_on",
        db_column_name="lapses_on",
        column_class_name="Date",
        column_class=Date,
        params={"default": None, "null": True},
    )
    return manager
