"""What a verification of a scene was of, and one that was a mistake."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Integer, Timestamptz

ID = "2026-11-26T12:00:00:000087"
VERSION = "1.38.0"
DESCRIPTION = "what was looked at"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Scene",
        tablename="scene",
        column_name="looks_as",
        db_column_name="looks_as",
        column_class_name="Integer",
        column_class=Integer,
        params={"default": 1, "null": False},
    )
    manager.add_column(
        table_class_name="SceneVerification",
        tablename="scene_verification",
        column_name="looks_as",
        db_column_name="looks_as",
        column_class_name="Integer",
        column_class=Integer,
        params={"default": 1, "null": False},
    )
    manager.add_column(
        table_class_name="SceneVerification",
        tablename="scene_verification",
        column_name="withdrawn_at",
        db_column_name="withdrawn_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={"default": None, "null": True},
    )
    return manager
