"""Compacts and charters, and their versions."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import (
    UUID,
    Date,
    ForeignKey,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000182"
VERSION = "1.38.0"
DESCRIPTION = "compacts and charters"


class Consultation(Table, tablename="consultation", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


class Concern(Table, tablename="concern", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


class Division(Table, tablename="division", schema=None):
    key = Varchar(length=32, default=None, null=False, primary_key=True)


class Charter(Table, tablename="charter", schema=None):
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
_TO = {"on_update": OnUpdate.cascade, "on_delete": OnDelete.restrict, "target_column": None}
_TABLES = {"Charter": "charter", "CharterVersion": "charter_version"}
_COLUMNS: list[tuple[str, str, type, dict[str, Any]]] = [
    ("Charter", "id", UUID, {"primary_key": True}),
    ("Charter", "kind", Varchar, {"length": 8}),
    ("Charter", "title", Varchar, {"length": 60}),
    ("Charter", "division", ForeignKey, {**_TO, "references": Division, "index": True}),
    ("CharterVersion", "id", UUID, {"primary_key": True}),
    ("CharterVersion", "charter", ForeignKey, {**_TO, "references": Charter, "index": True}),
    ("CharterVersion", "number", SmallInt, {"null": True}),
    ("CharterVersion", "state", Varchar, {"length": 12}),
    ("CharterVersion", "articles", Text, {}),
    ("CharterVersion", "consultation", ForeignKey, {**_TO, "references": Consultation}),
    ("CharterVersion", "item", UUID, {}),
    (
        "CharterVersion",
        "concern",
        ForeignKey,
        {**_TO, "references": Concern, "null": True, "index": True},
    ),
    ("CharterVersion", "since_on", Date, {}),
    ("CharterVersion", "revision", Integer, {}),
    ("CharterVersion", "written_by", UUID, {}),
    ("CharterVersion", "written_at", Timestamptz, {}),
    ("CharterVersion", "published_by", UUID, {"null": True}),
    ("CharterVersion", "published_at", Timestamptz, {"null": True}),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, table in _TABLES.items():
        manager.add_table(class_name=name, tablename=table, schema=None, columns=None)
    for name, column, kind, params in _COLUMNS:
        told = {**_PLAIN, **params}
        if kind is not ForeignKey:
            told.setdefault("default", None)
        manager.add_column(
            table_class_name=name,
            tablename=_TABLES[name],
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params=told,
            schema=None,
        )
    return manager
