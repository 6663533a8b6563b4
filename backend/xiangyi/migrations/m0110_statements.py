"""Lines of statements that a provider finds wrong, and what those of the division answer."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, Bytea, ForeignKey, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000110"
VERSION = "1.38.0"
DESCRIPTION = "statements"


def _key() -> UUID:
    return UUID(
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


class Organisation(Table, tablename="organisation", schema=None):
    id = _key()


class StatementDispute(Table, tablename="statement_dispute", schema=None):
    id = _key()


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
_OF_PROVIDER = {"references": Organisation, **_OF}
_OF_DISPUTE = {"references": StatementDispute, **_OF, "index": True}
_NULL = {"null": True}
_NEW = {"StatementDispute": "statement_dispute", "StatementAnswer": "statement_answer"}
_COLUMNS: list[tuple[str, str, type, dict[str, Any]]] = [
    ("StatementDispute", "id", UUID, {"primary_key": True}),
    ("StatementDispute", "line", UUID, {"unique": True}),
    ("StatementDispute", "organisation", ForeignKey, _OF_PROVIDER),
    ("StatementDispute", "said_by", UUID, {}),
    ("StatementDispute", "said_at", Timestamptz, {}),
    ("StatementDispute", "words", Bytea, _NULL),
    ("StatementDispute", "outcome", Varchar, {"length": 8, **_NULL}),
    ("StatementDispute", "settled_at", Timestamptz, _NULL),
    ("StatementAnswer", "id", UUID, {"primary_key": True}),
    ("StatementAnswer", "dispute", ForeignKey, _OF_DISPUTE),
    ("StatementAnswer", "answer", Varchar, {"length": 8}),
    ("StatementAnswer", "why", Bytea, _NULL),
    ("StatementAnswer", "said_by", UUID, {}),
    ("StatementAnswer", "said_at", Timestamptz, {}),
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
            tablename=_NEW[name],
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params=told,
            schema=None,
        )
    return manager
