"""What people were told of a vote when it was opened holds for it, whatever is set since."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Boolean, Integer

ID = "2026-11-26T12:00:00:000222"
VERSION = "1.38.0"
DESCRIPTION = "polls as they were told"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, kind in (("least", Integer), ("names_shown", Boolean)):
        manager.add_column(
            table_class_name="MeetingPoll",
            tablename="meeting_poll",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params={"default": None, "null": True},
        )
    return manager
