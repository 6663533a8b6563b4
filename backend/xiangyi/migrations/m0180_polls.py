"""Polls in the room, and who has voted in them."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import (
    UUID,
    Boolean,
    Bytea,
    ForeignKey,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000180"
VERSION = "1.38.0"
DESCRIPTION = "polls in the room"


class Consultation(Table, tablename="consultation", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


class Account(Table, tablename="account", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


class MeetingPoll(Table, tablename="meeting_poll", schema=None):
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
_TABLES = {"MeetingPoll": "meeting_poll", "PollVoter": "poll_voter"}
_COLUMNS: list[tuple[str, str, type, dict[str, Any]]] = [
    ("MeetingPoll", "id", UUID, {"primary_key": True}),
    ("MeetingPoll", "consultation", ForeignKey, {**_TO, "references": Consultation, "index": True}),
    ("MeetingPoll", "item", UUID, {}),
    ("MeetingPoll", "question", Varchar, {"length": 60}),
    ("MeetingPoll", "options", Text, {}),
    ("MeetingPoll", "secret", Boolean, {}),
    ("MeetingPoll", "state", Varchar, {"length": 8}),
    ("MeetingPoll", "opened_by", UUID, {}),
    ("MeetingPoll", "opened_at", Timestamptz, {}),
    ("MeetingPoll", "closed_at", Timestamptz, {"null": True}),
    ("MeetingPoll", "tally", Bytea, {"null": True}),
    ("MeetingPoll", "counts", Text, {"null": True}),
    ("MeetingPoll", "paper", Text, {"null": True}),
    ("PollVoter", "id", UUID, {"primary_key": True}),
    ("PollVoter", "poll", ForeignKey, {**_TO, "references": MeetingPoll}),
    ("PollVoter", "account", ForeignKey, {**_TO, "references": Account, "index": True}),
    ("PollVoter", "choice", Bytea, {"null": True}),
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
