"""What a record that is laid open said before each change."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, BigSerial, ForeignKey, Text, Timestamptz
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000223"
VERSION = "1.38.0"
DESCRIPTION = "earlier records"


class Consultation(Table, tablename="consultation", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


_PLAIN: dict[str, Any] = {
    "null": False,
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}
_OF_MEETING = {
    "on_update": OnUpdate.cascade,
    "on_delete": OnDelete.restrict,
    "target_column": None,
    "references": Consultation,
    "default": None,
    "index": True,
}
_COLUMNS: list[tuple[str, type, dict[str, Any]]] = [
    ("id", BigSerial, {"primary_key": True}),
    ("consultation", ForeignKey, _OF_MEETING),
    ("words", Text, {"default": None}),
    ("changed_at", Timestamptz, {"default": None}),
    ("changed_by", UUID, {"default": None}),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_table(
        class_name="RecordEarlier", tablename="record_earlier", schema=None, columns=None
    )
    for column, kind, params in _COLUMNS:
        manager.add_column(
            table_class_name="RecordEarlier",
            tablename="record_earlier",
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params={**_PLAIN, **params},
            schema=None,
        )
    return manager
