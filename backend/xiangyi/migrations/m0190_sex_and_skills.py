"""What else of a volunteer a record has, where they say it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Bytea

ID = "2026-11-26T12:00:00:000190"
VERSION = "1.38.0"
DESCRIPTION = "sex and skills"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for column in ("sex", "skills"):
        manager.add_column(
            table_class_name="Account",
            tablename="account",
            column_name=column,
            db_column_name=column,
            column_class_name="Bytea",
            column_class=Bytea,
            params={"default": None, "null": True},
        )
    return manager
