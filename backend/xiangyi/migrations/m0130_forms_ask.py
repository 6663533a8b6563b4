"""Who sits at the table and what is spoken of; and why people were told late."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Text, Varchar

ID = "2026-11-26T12:00:00:000130"
VERSION = "1.38.0"
DESCRIPTION = "forms ask"

_COLUMNS = {
    "parties": (Text, {"default": "[]"}),
    "agenda": (Text, {"default": "[]"}),
    "hurry": (Varchar, {"default": "", "length": 200}),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, (kind, params) in _COLUMNS.items():
        manager.add_column(
            table_class_name="Consultation",
            tablename="consultation",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params={"null": False, **params},
        )
    return manager
