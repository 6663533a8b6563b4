"""Voice notes: whose they are, what they are by their hash, and since when they are needed."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import UUID, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-26T12:00:00:000211"
VERSION = "1.38.0"
DESCRIPTION = "voice notes"

_PLAIN: dict[str, Any] = {
    "default": None,
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}
_COLUMNS: list[tuple[str, type, dict[str, Any]]] = [
    ("id", UUID, {"primary_key": True}),
    ("digest", Varchar, {"length": 64, "index": True}),
    ("kind", Varchar, {"length": 10}),
    ("account", UUID, {"index": True}),
    ("sent_at", Timestamptz, {"index": True}),
    ("kept_at", Timestamptz, {"null": True}),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_table(class_name="Voice", tablename="voice", schema=None, columns=None)
    for column, kind, params in _COLUMNS:
        manager.add_column(
            table_class_name="Voice",
            tablename="voice",
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params={**_PLAIN, **params},
            schema=None,
        )
    return manager
