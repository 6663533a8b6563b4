"""Since when somebody who was there does not sign what the record says of them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Timestamptz

ID = "2026-11-26T12:00:00:000214"
VERSION = "1.38.0"
DESCRIPTION = "who does not sign"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="MeetingPresence",
        tablename="meeting_presence",
        column_name="unsigned_at",
        db_column_name="unsigned_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={"default": None, "null": True},
    )
    return manager
