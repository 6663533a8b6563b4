"""The months' samples, by which phone a code was scanned, and when a shift was reminded of."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import (
    UUID,
    BigInt,
    Bytea,
    ForeignKey,
    Integer,
    Timestamptz,
    Varchar,
)
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000076"
VERSION = "1.38.0"
DESCRIPTION = "samples"


class ServiceSample(Table, tablename="service_sample", schema=None):
    month = Varchar(
        length=7,
        default=None,
        null=False,
        primary_key=True,
        unique=False,
        index=False,
        index_method=IndexMethod.btree,
        choices=None,
        db_column_name=None,
        secret=False,
    )


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
_OF_MONTH = {
    "references": ServiceSample,
    "on_delete": OnDelete.restrict,
    "on_update": OnUpdate.cascade,
    "target_column": None,
    "index": True,
}
_NULL = {"null": True}
_NEW = {"ServiceSample": "service_sample", "SampledLine": "sampled_line"}
_TABLES = {**_NEW, "ActivityShift": "activity_shift", "ShiftScan": "shift_scan"}
_COLUMNS: list[tuple[str, str, type, dict[str, Any]]] = [
    ("ServiceSample", "month", Varchar, {"length": 7, "primary_key": True}),
    ("ServiceSample", "size", BigInt, {}),
    ("ServiceSample", "before", BigInt, {}),
    ("ServiceSample", "draws", Integer, {}),
    ("ServiceSample", "drawn_at", Timestamptz, {}),
    ("SampledLine", "id", UUID, {"primary_key": True}),
    ("SampledLine", "month", ForeignKey, _OF_MONTH),
    ("SampledLine", "number", BigInt, {"unique": True}),
    ("SampledLine", "posting", UUID, {}),
    ("SampledLine", "result", Varchar, {"length": 12, **_NULL}),
    ("SampledLine", "checked_by", UUID, _NULL),
    ("SampledLine", "checked_at", Timestamptz, _NULL),
    ("ActivityShift", "day_before_at", Timestamptz, _NULL),
    ("ActivityShift", "hour_before_at", Timestamptz, _NULL),
    ("ShiftScan", "phone", Bytea, _NULL),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, table in _NEW.items():
        manager.add_table(class_name=name, tablename=table, schema=None, columns=None)
    for name, column, kind, params in _COLUMNS:
        told = {**_PLAIN, **params}
        if kind is ForeignKey:
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
