"""Who led a shift before somebody else did, and ticks that came once their list was sealed."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import (
    UUID,
    BigSerial,
    Boolean,
    ForeignKey,
    Integer,
    Timestamptz,
)
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000093"
VERSION = "1.38.0"
DESCRIPTION = "former leads and late ticks"


class ActivityShift(Table, tablename="activity_shift", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


class ShiftSignup(Table, tablename="shift_signup", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


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
_OF = {"on_delete": OnDelete.restrict, "on_update": OnUpdate.cascade, "target_column": None}
_TABLES = {"FormerLead": "former_lead", "LateTick": "late_tick"}
_COLUMNS: list[tuple[str, str, type, dict[str, Any]]] = [
    ("FormerLead", "id", BigSerial, {"primary_key": True}),
    ("FormerLead", "shift", ForeignKey, {**_OF, "references": ActivityShift}),
    ("FormerLead", "number", Integer, {}),
    ("FormerLead", "lead", UUID, {}),
    ("FormerLead", "until_at", Timestamptz, {}),
    ("LateTick", "id", BigSerial, {"primary_key": True}),
    ("LateTick", "signup", ForeignKey, {**_OF, "references": ShiftSignup}),
    ("LateTick", "there", Boolean, {}),
    ("LateTick", "ticked_by", UUID, {}),
    ("LateTick", "ticked_at", Timestamptz, {}),
    ("LateTick", "received_at", Timestamptz, {}),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, table in _TABLES.items():
        manager.add_table(class_name=name, tablename=table, schema=None, columns=None)
    for name, column, kind, params in _COLUMNS:
        told = {**_PLAIN, **params}
        if kind in (ForeignKey, BigSerial):
            del told["default"]
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
