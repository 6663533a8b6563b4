"""Since when a station or a scene is as it says, and by what a report sent again is known."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Bytea, Timestamptz
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-26T12:00:00:000045"
VERSION = "1.38.0"
DESCRIPTION = "posted since"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for table, name, column, kind in (
        ("Station", "station", "posted_at", Timestamptz),
        ("Scene", "scene", "posted_at", Timestamptz),
        ("Report", "report", "said", Bytea),
    ):
        manager.add_column(
            table_class_name=table,
            tablename=name,
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params={
                "default": None,
                "null": True,
                "primary_key": False,
                "unique": False,
                "index": False,
                "index_method": IndexMethod.btree,
                "choices": None,
                "db_column_name": None,
                "secret": False,
            },
            schema=None,
        )
    return manager
