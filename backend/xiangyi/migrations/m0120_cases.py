"""Cases, their steps and who joined them, concerns and theirs, and the register of committees."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import (
    UUID,
    BigSerial,
    Boolean,
    Bytea,
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

ID = "2026-11-26T12:00:00:000120"
VERSION = "1.38.0"
DESCRIPTION = "cases"

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
    "Station": _by_word("Station", "station", "id", 8),
    "Account": _by_uuid("Account", "account"),
    "Photo": _by_uuid("Photo", "photo"),
    "Organisation": _by_uuid("Organisation", "organisation"),
    "Scene": _by_uuid("Scene", "scene"),
    "Concern": _by_uuid("Concern", "concern"),
    "Case": _by_uuid("Case", "raised_case"),
    "CommitteeMatter": _known(
        "CommitteeMatter",
        "committee_matter",
        "id",
        BigSerial(**(_PLAIN | {"primary_key": True})),
    ),
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
    "CaseRule": "case_rule",
    "CommitteeMatter": "committee_matter",
    "Concern": "concern",
    "ConcernStep": "concern_step",
    "Case": "raised_case",
    "CaseStep": "case_step",
    "CaseJoined": "case_joined",
}
_COLUMNS: list[tuple[str, str, type, dict[str, Any]]] = [
    ("CaseRule", "id", BigSerial, {"primary_key": True}),
    ("CaseRule", "division", ForeignKey, _to("Division", index=True)),
    ("CaseRule", "name", Varchar, {"length": 32}),
    ("CaseRule", "value", Integer, {}),
    ("CaseRule", "since_on", Date, {}),
    ("CaseRule", "basis", Varchar, {"length": 200}),
    ("CommitteeMatter", "id", BigSerial, {"primary_key": True}),
    ("CommitteeMatter", "division", ForeignKey, _to("Division", index=True)),
    ("CommitteeMatter", "field", Varchar, {"length": 12}),
    ("CommitteeMatter", "title", Varchar, {"length": 80}),
    ("CommitteeMatter", "article", SmallInt, {}),
    ("CommitteeMatter", "since_on", Date, {}),
    ("CommitteeMatter", "until_on", Date, {"null": True}),
    ("CommitteeMatter", "basis", Varchar, {"length": 200}),
    ("Concern", "id", UUID, {"primary_key": True}),
    ("Concern", "title", Varchar, {"length": 60}),
    ("Concern", "about", Text, {"default": ""}),
    ("Concern", "field", Varchar, {"length": 12}),
    ("Concern", "division", ForeignKey, _to("Division", index=True)),
    ("Concern", "state", Varchar, {"length": 12}),
    ("Concern", "proposed_by", UUID, {}),
    ("Concern", "proposed_at", Timestamptz, {}),
    ("Concern", "moved_at", Timestamptz, {}),
    ("ConcernStep", "id", BigSerial, {"primary_key": True}),
    ("ConcernStep", "key", UUID, {}),
    ("ConcernStep", "concern", ForeignKey, _to("Concern")),
    ("ConcernStep", "move", Varchar, {"length": 16}),
    ("ConcernStep", "at", Timestamptz, {}),
    ("ConcernStep", "account", UUID, {}),
    ("ConcernStep", "channel", Varchar, {"length": 12, "null": True}),
    ("ConcernStep", "meeting", UUID, {"null": True}),
    ("ConcernStep", "words", Text, {"default": ""}),
    ("Case", "id", UUID, {"primary_key": True}),
    ("Case", "number", Varchar, {"length": 12}),
    ("Case", "account", ForeignKey, _to("Account", null=True, index=True)),
    ("Case", "kind", Varchar, {"length": 12}),
    ("Case", "field", Varchar, {"length": 12}),
    ("Case", "words", Bytea, {"null": True}),
    ("Case", "photo", ForeignKey, _to("Photo", null=True, index=True, on_delete=OnDelete.set_null)),
    ("Case", "division", ForeignKey, _to("Division")),
    ("Case", "station", ForeignKey, _to("Station", null=True)),
    ("Case", "scene", ForeignKey, _to("Scene", null=True)),
    ("Case", "raised_at", Timestamptz, {}),
    ("Case", "days", SmallInt, {}),
    ("Case", "due_on", Date, {}),
    ("Case", "provisional", Boolean, {"default": False}),
    ("Case", "state", Varchar, {"length": 12}),
    ("Case", "organisation", ForeignKey, _to("Organisation", null=True, index=True)),
    ("Case", "matter", ForeignKey, _to("CommitteeMatter", null=True)),
    ("Case", "concern", ForeignKey, _to("Concern", null=True, index=True)),
    ("Case", "ended_at", Timestamptz, {"null": True}),
    ("Case", "erased_at", Timestamptz, {"null": True}),
    ("CaseStep", "id", BigSerial, {"primary_key": True}),
    ("CaseStep", "key", UUID, {}),
    ("CaseStep", "case_id", ForeignKey, _to("Case")),
    ("CaseStep", "move", Varchar, {"length": 16}),
    ("CaseStep", "at", Timestamptz, {}),
    ("CaseStep", "account", UUID, {"null": True}),
    ("CaseStep", "organisation", ForeignKey, _to("Organisation", null=True)),
    ("CaseStep", "channel", Varchar, {"length": 12, "null": True}),
    ("CaseStep", "words", Bytea, {"null": True}),
    ("CaseJoined", "id", BigSerial, {"primary_key": True}),
    ("CaseJoined", "case_id", ForeignKey, _to("Case")),
    ("CaseJoined", "account", ForeignKey, _to("Account", index=True)),
    ("CaseJoined", "joined_at", Timestamptz, {}),
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
