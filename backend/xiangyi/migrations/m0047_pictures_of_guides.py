"""Which picture a scene's guide has is found from the picture."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import UUID
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-26T12:00:00:000047"
VERSION = "1.38.0"
DESCRIPTION = "pictures of guides"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Scene",
        tablename="scene",
        column_name="guide_photo",
        db_column_name="guide_photo",
        column_class_name="UUID",
        column_class=UUID,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": True,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )
    return manager
