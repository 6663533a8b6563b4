"""Benefits, their versions, vouchers, and what counters used."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import (
    UUID,
    BigSerial,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    OnUpdate,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000100"
VERSION = "1.38.0"
DESCRIPTION = "benefits"


class Account(Table, tablename="account", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


class Division(Table, tablename="division", schema=None):
    key = Varchar(length=32, default=None, null=False, primary_key=True)


class Organisation(Table, tablename="organisation", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


class Benefit(Table, tablename="benefit", schema=None):
    id = UUID(default=None, null=False, primary_key=True)


class Voucher(Table, tablename="voucher", schema=None):
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
_KEY = {"primary_key": True}
_MAYBE = {"null": True}


def _of(table: type[Table], *, index: bool = True, null: bool = False) -> dict[str, Any]:
    return {
        "references": table,
        "on_delete": OnDelete.restrict,
        "on_update": OnUpdate.cascade,
        "target_column": None,
        "index": index,
        "null": null,
    }


def _words(length: int, **params: object) -> dict[str, Any]:
    return {"length": length, **params}


_TABLES: dict[str, list[tuple[str, type, dict[str, Any]]]] = {
    "Benefit": [
        ("id", UUID, _KEY),
        ("line", UUID, {"index": True}),
        ("version", SmallInt, {"default": 0}),
        ("division", ForeignKey, _of(Division)),
        ("provider", ForeignKey, _of(Organisation)),
        ("category", Varchar, _words(12)),
        ("title", Varchar, _words(60)),
        ("about", Text, {"default": ""}),
        ("basis", Varchar, _words(200)),
        ("payer", Varchar, _words(12)),
        ("eligibility", Text, {}),
        ("cost_minutes", Integer, {}),
        ("quota_times", SmallInt, {}),
        ("quota_period", Varchar, _words(5)),
        ("stock", Integer, _MAYBE),
        ("remaining", Integer, _MAYBE),
        ("valid_days", SmallInt, {}),
        ("blackouts", Text, {"default": "[]"}),
        ("state", Varchar, _words(12, index=True)),
        ("revision", Integer, {}),
        ("drafted_by", UUID, {}),
        ("approved_by", UUID, _MAYBE),
        ("approved_at", Timestamptz, _MAYBE),
        ("withdrawn_at", Timestamptz, _MAYBE),
        ("reason", Varchar, _words(200, default="")),
        ("voided_at", Timestamptz, _MAYBE),
    ],
    "BenefitRevision": [
        ("id", BigSerial, _KEY),
        ("benefit", ForeignKey, _of(Benefit, index=False)),
        ("number", Integer, {}),
        ("made_at", Timestamptz, {}),
        ("account", UUID, {}),
        ("move", Varchar, _words(12)),
        ("why", Varchar, _words(200, default="")),
        ("before", Text, _MAYBE),
        ("after", Text, {}),
    ],
    "Voucher": [
        ("id", UUID, _KEY),
        ("benefit", ForeignKey, _of(Benefit)),
        ("provider", ForeignKey, _of(Organisation)),
        ("account", ForeignKey, _of(Account, null=True)),
        ("code", Varchar, _words(10)),
        ("token", Bytea, _MAYBE),
        ("cost_minutes", Integer, {}),
        ("charges", SmallInt, {"default": 1}),
        ("issued_at", Timestamptz, {}),
        ("expires_at", Timestamptz, {}),
        ("state", Varchar, _words(12)),
        ("lock", UUID, _MAYBE),
        ("locked_by", UUID, _MAYBE),
        ("locked_until", Timestamptz, _MAYBE),
        ("used_at", Timestamptz, _MAYBE),
        ("ended_at", Timestamptz, _MAYBE),
    ],
    "VoucherUse": [
        ("id", UUID, _KEY),
        ("voucher", ForeignKey, _of(Voucher)),
        ("provider", ForeignKey, _of(Organisation, index=False)),
        ("how", Varchar, _words(8)),
        ("used_at", Timestamptz, {}),
        ("noted_at", Timestamptz, {}),
        ("used_by", UUID, {}),
        ("minutes", Integer, {"default": 0}),
        ("state", Varchar, _words(8)),
        ("because", Varchar, _words(12, null=True)),
        ("undo_asked_by", UUID, _MAYBE),
        ("undo_asked_at", Timestamptz, _MAYBE),
        ("undo_why", Bytea, _MAYBE),
        ("undone_by", UUID, _MAYBE),
        ("undone_at", Timestamptz, _MAYBE),
    ],
    "BenefitRule": [
        ("id", BigSerial, _KEY),
        ("division", ForeignKey, _of(Division)),
        ("name", Varchar, _words(32)),
        ("value", Integer, {}),
        ("since_on", Date, {}),
        ("basis", Varchar, _words(200)),
    ],
    "LapseNotice": [
        ("id", BigSerial, _KEY),
        ("account", ForeignKey, _of(Account)),
        ("on", Date, {}),
        ("told_at", Timestamptz, {}),
    ],
}
_NAMES = {
    "Benefit": "benefit",
    "BenefitRevision": "benefit_revision",
    "Voucher": "voucher",
    "VoucherUse": "voucher_use",
    "BenefitRule": "benefit_rule",
    "LapseNotice": "lapse_notice",
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for table, columns in _TABLES.items():
        manager.add_table(class_name=table, tablename=_NAMES[table], schema=None, columns=None)
        for name, kind, params in columns:
            told = {**_PLAIN, **params}
            if kind is BigSerial:
                del told["default"]
            manager.add_column(
                table_class_name=table,
                tablename=_NAMES[table],
                column_name=name,
                db_column_name=name,
                column_class_name=kind.__name__,
                column_class=kind,
                params=told,
                schema=None,
            )
    return manager
