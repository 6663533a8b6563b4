"""What each list disputes is kept beside what others do, and how many stations that are."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000085"
VERSION = "1.38.0"
DESCRIPTION = "each list disputes"


class Station(Table, tablename="station", schema=None):
    id = Varchar(length=8, default=None, null=False, primary_key=True)


class StationBatch(Table, tablename="station_batch", schema=None):
    id = Varchar(length=32, default=None, null=False, primary_key=True)


_PLAIN = {
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
_OF = {"on_update": OnUpdate.cascade, "target_column": None, "index": True}
_OF_STATION = {**_OF, "references": Station, "on_delete": OnDelete.cascade}
_OF_BATCH = {**_OF, "references": StationBatch, "on_delete": OnDelete.set_null, "null": True}
_TABLES = {"ListDispute": "list_dispute", "StationBatch": "station_batch"}
_COLUMNS: list[tuple[str, str, type, dict[str, Any]]] = [
    ("ListDispute", "station", ForeignKey, _OF_STATION),
    ("ListDispute", "said_at", Timestamptz, {}),
    ("ListDispute", "batch", ForeignKey, _OF_BATCH),
    ("ListDispute", "facts", Text, {}),
    ("ListDispute", "agreed", Text, {"default": "[]"}),
    ("StationBatch", "disputed", Integer, {"default": 0}),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_table(
        class_name="ListDispute", tablename="list_dispute", schema=None, columns=None
    )
    for table, name, kind, params in _COLUMNS:
        told = {**_PLAIN, **params}
        if kind is ForeignKey:
            del told["default"]
        manager.add_column(
            table_class_name=table,
            tablename=_TABLES[table],
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params=told,
            schema=None,
        )
    return manager
