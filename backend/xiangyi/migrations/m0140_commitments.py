"""Commitments, their steps, what those said who wanted them, and the numbers of a division."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import (
    UUID,
    BigSerial,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table, create_table_class

ID = "2026-11-26T12:00:00:000140"
VERSION = "1.38.0"
DESCRIPTION = "commitments"

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


def _known(name: str, tablename: str, key: str, column: Any) -> type[Table]:
    """A table as far as another points at it."""
    return create_table_class(name, class_kwargs={"tablename": tablename}, class_members={key: column})


def _by_uuid(name: str, tablename: str) -> type[Table]:
    return _known(name, tablename, "id", UUID(default=None, **(_PLAIN | {"primary_key": True})))


def _by_word(name: str, tablename: str, key: str, length: int) -> type[Table]:
    column = Varchar(length=length, default=None, **(_PLAIN | {"primary_key": True}))
    return _known(name, tablename, key, column)


_REFERENCES = {
    "Division": _by_word("Division", "division", "key", 32),
    "Account": _by_uuid("Account", "account"),
    "Photo": _by_uuid("Photo", "photo"),
    "Organisation": _by_uuid("Organisation", "organisation"),
    "Concern": _by_uuid("Concern", "concern"),
    "Commitment": _by_uuid("Commitment", "commitment"),
}


def _to(name: str, *, on_delete: OnDelete = OnDelete.restrict, **params: Any) -> dict[str, Any]:
    return {
        "references": _REFERENCES[name],
        "on_delete": on_delete,
        "on_update": OnUpdate.cascade,
        "target_column": None,
        **params,
    }


_TABLES = {
    "CommitmentRule": "commitment_rule",
    "Commitment": "commitment",
    "CommitmentStep": "commitment_step",
    "CommitmentAnswer": "commitment_answer",
}
_COLUMNS: list[tuple[str, str, type, dict[str, Any]]] = [
    ("CommitmentRule", "id", BigSerial, {"primary_key": True}),
    ("CommitmentRule", "division", ForeignKey, _to("Division", index=True)),
    ("CommitmentRule", "name", Varchar, {"length": 32}),
    ("CommitmentRule", "value", Integer, {}),
    ("CommitmentRule", "since_on", Date, {}),
    ("CommitmentRule", "basis", Varchar, {"length": 200}),
    ("Commitment", "id", UUID, {"primary_key": True}),
    ("Commitment", "concern", ForeignKey, _to("Concern", index=True)),
    ("Commitment", "division", ForeignKey, _to("Division", index=True)),
    ("Commitment", "organisation", ForeignKey, _to("Organisation", index=True)),
    ("Commitment", "words", Text, {}),
    ("Commitment", "promised_by", UUID, {}),
    ("Commitment", "promised_at", Timestamptz, {}),
    ("Commitment", "days", SmallInt, {}),
    ("Commitment", "since_on", Date, {}),
    ("Commitment", "due_on", Date, {}),
    ("Commitment", "provisional", Boolean, {"default": False}),
    ("Commitment", "state", Varchar, {"length": 12}),
    ("Commitment", "turn", SmallInt, {"default": 1}),
    ("Commitment", "moved_at", Timestamptz, {}),
    ("Commitment", "late", Boolean, {"default": False}),
    ("Commitment", "judged_until", Date, {"null": True}),
    ("Commitment", "climbs_on", Date, {"null": True}),
    ("Commitment", "fell_due_at", Timestamptz, {"null": True}),
    ("Commitment", "solved", Integer, {"null": True}),
    ("Commitment", "not_solved", Integer, {"null": True}),
    ("CommitmentStep", "id", BigSerial, {"primary_key": True}),
    ("CommitmentStep", "key", UUID, {}),
    ("CommitmentStep", "commitment", ForeignKey, _to("Commitment")),
    ("CommitmentStep", "move", Varchar, {"length": 16}),
    ("CommitmentStep", "at", Timestamptz, {}),
    ("CommitmentStep", "account", UUID, {"null": True}),
    ("CommitmentStep", "words", Text, {"default": ""}),
    (
        "CommitmentStep",
        "photo",
        ForeignKey,
        _to("Photo", null=True, index=True, on_delete=OnDelete.set_null),
    ),
    ("CommitmentStep", "due_on", Date, {"null": True}),
    ("CommitmentStep", "solved", Integer, {"null": True}),
    ("CommitmentStep", "not_solved", Integer, {"null": True}),
    ("CommitmentAnswer", "id", BigSerial, {"primary_key": True}),
    ("CommitmentAnswer", "commitment", ForeignKey, _to("Commitment")),
    ("CommitmentAnswer", "turn", SmallInt, {}),
    ("CommitmentAnswer", "account", ForeignKey, _to("Account", index=True)),
    ("CommitmentAnswer", "solved", Boolean, {}),
    ("CommitmentAnswer", "said_at", Timestamptz, {}),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, table in _TABLES.items():
        manager.add_table(class_name=name, tablename=table, schema=None, columns=None)
    for name, column, kind, params in _COLUMNS:
        told = {**_PLAIN, **params}
        if kind not in {ForeignKey, BigSerial}:
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
