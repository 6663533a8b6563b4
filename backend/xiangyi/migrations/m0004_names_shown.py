"""Which names a prefecture's packs show, so that a renamed division is noticed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar

ID = "2026-11-25T18:00:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "the names that packs show"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="PackRevision",
        tablename="pack_revision",
        column_name="names",
        db_column_name="names",
        column_class_name="Varchar",
        column_class=Varchar,
        params={"length": 16, "default": None, "null": True},
        schema=None,
    )
    return manager
