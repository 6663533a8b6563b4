"""What was voted on once is voted on again for a reason, which the record tells."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar

ID = "2026-11-26T12:00:00:000184"
VERSION = "1.38.0"
DESCRIPTION = "why it is voted on again"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="MeetingPoll",
        tablename="meeting_poll",
        column_name="why",
        db_column_name="why",
        column_class_name="Varchar",
        column_class=Varchar,
        params={"length": 200, "default": ""},
    )
    return manager
