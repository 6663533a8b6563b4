"""A step of a case that says what kind it is: what it was taken for stays to be read."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Varchar

ID = "2026-11-26T12:00:00:000205"
VERSION = "1.38.0"
DESCRIPTION = "what a case was taken for"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="CaseStep",
        tablename="case_step",
        column_name="kind",
        db_column_name="kind",
        column_class_name="Varchar",
        column_class=Varchar,
        params={"length": 12, "default": None, "null": True},
    )
    return manager
