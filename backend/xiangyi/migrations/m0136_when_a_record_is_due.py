"""When the record of a meeting that was held is overdue, and that its convener was told of it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Timestamptz

ID = "2026-11-26T12:00:00:000136"
VERSION = "1.38.0"
DESCRIPTION = "when a record is due"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name in ("record_due_at", "record_told_at"):
        manager.add_column(
            table_class_name="Consultation",
            tablename="consultation",
            column_name=name,
            db_column_name=name,
            column_class_name="Timestamptz",
            column_class=Timestamptz,
            params={"default": None, "null": True},
        )
    return manager
