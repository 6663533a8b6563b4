"""The day that was promised first, once another has taken its place."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Date

ID = "2026-11-26T12:00:00:000219"
VERSION = "1.38.0"
DESCRIPTION = "first promised day"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Commitment",
        tablename="commitment",
        column_name="promised_for",
        db_column_name="promised_for",
        column_class_name="Date",
        column_class=Date,
        params={"default": None, "null": True},
    )
    return manager
