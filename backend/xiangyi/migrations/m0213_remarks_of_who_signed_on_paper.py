"""Which guest on paper a remark of a record is of, and who entered it for them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import UUID

ID = "2026-11-26T12:00:00:000213"
VERSION = "1.38.0"
DESCRIPTION = "remarks of who signed on paper"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name in ("guest", "entered_by"):
        manager.add_column(
            table_class_name="RecordRemark",
            tablename="record_remark",
            column_name=name,
            db_column_name=name,
            column_class_name="UUID",
            column_class=UUID,
            params={"default": None, "null": True},
        )
    return manager
