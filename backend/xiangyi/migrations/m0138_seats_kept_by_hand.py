"""Since when a seat is kept for somebody without a phone, and when they came."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Timestamptz

ID = "2026-11-26T12:00:00:000138"
VERSION = "1.38.0"
DESCRIPTION = "seats kept by hand"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name in ("seated_at", "came_at"):
        manager.add_column(
            table_class_name="MeetingGuest",
            tablename="meeting_guest",
            column_name=name,
            db_column_name=name,
            column_class_name="Timestamptz",
            column_class=Timestamptz,
            params={"default": None, "null": True},
        )
    return manager
