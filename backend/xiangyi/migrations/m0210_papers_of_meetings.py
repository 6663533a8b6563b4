"""Papers of meetings: what they are called, what they are by their hash, and when they went."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000210"
VERSION = "1.38.0"
DESCRIPTION = "papers of meetings"


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
    "index": True,
}
_COLUMNS: list[tuple[str, type, dict[str, Any]]] = [
    ("id", UUID, {"primary_key": True}),
    ("consultation", ForeignKey, _OF_MEETING),
    ("item", UUID, {"null": True}),
    ("title", Varchar, {"length": 80}),
    ("digest", Varchar, {"length": 64}),
    ("size", Integer, {}),
    ("readers", Varchar, {"length": 8}),
    ("added_by", UUID, {}),
    ("added_at", Timestamptz, {}),
    ("withdrawn_by", UUID, {"null": True}),
    ("withdrawn_at", Timestamptz, {"null": True}),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_table(
        class_name="MeetingPaper", tablename="meeting_paper", schema=None, columns=None
    )
    for column, kind, params in _COLUMNS:
        told = {**_PLAIN, **params}
        if kind is not ForeignKey:
            told.setdefault("default", None)
        manager.add_column(
            table_class_name="MeetingPaper",
            tablename="meeting_paper",
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params=told,
            schema=None,
        )
    return manager
