"""By whom a guest on paper was signed in: for what one closes or seals oneself, they do not count."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import UUID

ID = "2026-11-26T12:00:00:000226"
VERSION = "1.38.0"
DESCRIPTION = "who signed guests in"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="MeetingGuest",
        tablename="meeting_guest",
        column_name="came_by",
        db_column_name="came_by",
        column_class_name="UUID",
        column_class=UUID,
        params={"default": None, "null": True},
    )
    return manager
