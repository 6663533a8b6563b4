"""Of how many minutes a notice of their lapse told."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Integer

ID = "2026-11-26T12:00:00:000118"
VERSION = "1.38.0"
DESCRIPTION = "lapse notices of minutes"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="LapseNotice",
        tablename="lapse_notice",
        column_name="minutes",
        db_column_name="minutes",
        column_class_name="Integer",
        column_class=Integer,
        params={"default": None, "null": True},
    )
    return manager
