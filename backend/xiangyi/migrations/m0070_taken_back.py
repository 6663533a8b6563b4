"""A confirmation that was a mistake, and the rows of a list that somebody leaves out."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Text, Timestamptz

ID = "2026-11-26T12:00:00:000070"
VERSION = "1.38.0"
DESCRIPTION = "taken back"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Confirmation",
        tablename="confirmation",
        column_name="withdrawn_at",
        db_column_name="withdrawn_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={"default": None, "null": True},
    )
    manager.add_column(
        table_class_name="StationList",
        tablename="station_list",
        column_name="left_out",
        db_column_name="left_out",
        column_class_name="Text",
        column_class=Text,
        params={"default": "[]", "null": False},
    )
    return manager
