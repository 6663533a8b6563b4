"""What a meeting leaves: who was there, its record, what is said of it, and annexes."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import (
    UUID,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000131"
VERSION = "1.38.0"
DESCRIPTION = "meeting records"


class Consultation(Table, tablename="consultation", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


class Account(Table, tablename="account", schema=None):
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
_MEETING = {**_TO, "references": Consultation}
_ACCOUNT = {**_TO, "references": Account, "index": True}
_TABLES = {
    "MeetingPresence": "meeting_presence",
    "MeetingRecord": "meeting_record",
    "RecordRemark": "record_remark",
    "RecordAnnex": "record_annex",
}
_COLUMNS: list[tuple[str, str, type, dict[str, Any]]] = [
    ("MeetingPresence", "id", UUID, {"primary_key": True}),
    ("MeetingPresence", "consultation", ForeignKey, _MEETING),
    ("MeetingPresence", "account", ForeignKey, _ACCOUNT),
    ("MeetingPresence", "proven_at", Timestamptz, {}),
    ("MeetingRecord", "consultation", ForeignKey, {**_MEETING, "primary_key": True}),
    ("MeetingRecord", "state", Varchar, {"length": 8}),
    ("MeetingRecord", "words", Text, {}),
    ("MeetingRecord", "revision", Integer, {}),
    ("MeetingRecord", "written_by", UUID, {}),
    ("MeetingRecord", "opened_at", Timestamptz, {"null": True}),
    ("MeetingRecord", "correct_until", Date, {"null": True}),
    ("MeetingRecord", "object_until", Date, {"null": True}),
    ("MeetingRecord", "sealed_at", Timestamptz, {"null": True}),
    ("MeetingRecord", "sealed", Text, {"null": True}),
    ("MeetingRecord", "salt", Bytea, {"null": True}),
    ("MeetingRecord", "seal", UUID, {"null": True}),
    ("RecordRemark", "id", UUID, {"primary_key": True}),
    ("RecordRemark", "consultation", ForeignKey, {**_MEETING, "index": True}),
    ("RecordRemark", "account", ForeignKey, {**_ACCOUNT, "null": True}),
    ("RecordRemark", "kind", Varchar, {"length": 12}),
    ("RecordRemark", "words", Bytea, {"null": True}),
    ("RecordRemark", "made_at", Timestamptz, {}),
    ("RecordRemark", "taken", Boolean, {"null": True}),
    ("RecordRemark", "answer", Varchar, {"length": 200, "default": ""}),
    ("RecordRemark", "answered_at", Timestamptz, {"null": True}),
    ("RecordRemark", "answered_by", UUID, {"null": True}),
    ("RecordAnnex", "id", UUID, {"primary_key": True}),
    ("RecordAnnex", "consultation", ForeignKey, {**_MEETING, "index": True}),
    ("RecordAnnex", "words", Text, {}),
    ("RecordAnnex", "made_by", UUID, {}),
    ("RecordAnnex", "made_at", Timestamptz, {}),
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
