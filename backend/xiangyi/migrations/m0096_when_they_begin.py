"""An activity and a seat say when they begin, so that the latest are found without all others."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Timestamptz

ID = "2026-11-26T12:00:00:000096"
VERSION = "1.38.0"
DESCRIPTION = "when they begin"

_TABLES = {"VolunteerActivity": "volunteer_activity", "ShiftSignup": "shift_signup"}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, table in _TABLES.items():
        manager.add_column(
            table_class_name=name,
            tablename=table,
            column_name="starts_at",
            db_column_name="starts_at",
            column_class_name="Timestamptz",
            column_class=Timestamptz,
            params={"default": None, "null": True},
        )
    return manager
