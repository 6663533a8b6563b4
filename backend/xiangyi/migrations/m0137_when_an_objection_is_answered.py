"""By when an objection to a record is answered, and that its supervisor was told it was not."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Date, Timestamptz

ID = "2026-11-26T12:00:00:000137"
VERSION = "1.38.0"
DESCRIPTION = "when an objection is answered"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, column in (("due_on", Date), ("watched_at", Timestamptz)):
        manager.add_column(
            table_class_name="RecordRemark",
            tablename="record_remark",
            column_name=name,
            db_column_name=name,
            column_class_name=column.__name__,
            column_class=column,
            params={"default": None, "null": True},
        )
    return manager
