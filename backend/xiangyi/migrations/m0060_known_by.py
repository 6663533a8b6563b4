"""By when something must be heard, which quiet time does not hold back beyond that."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Timestamptz

ID = "2026-11-26T12:00:00:000060"
VERSION = "1.38.0"
DESCRIPTION = "known by"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Campaign",
        tablename="campaign",
        column_name="known_by",
        db_column_name="known_by",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={"default": None, "null": True},
    )
    return manager
