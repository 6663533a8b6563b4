"""Until when somebody who said nothing may say of what was counted that it is not solved."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Date

ID = "2026-11-26T12:00:00:000208"
VERSION = "1.38.0"
DESCRIPTION = "not solved said late"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Commitment",
        tablename="commitment",
        column_name="late_until",
        db_column_name="late_until",
        column_class_name="Date",
        column_class=Date,
        params={"default": None, "null": True},
    )
    return manager
