"""What was decided of a rider's photo is remembered beside what is changed of its station."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import OnDelete, OnUpdate
from piccolo.columns.column_types import UUID, ForeignKey, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod
from piccolo.table import Table

ID = "2026-11-26T12:00:00:000057"
VERSION = "1.38.0"
DESCRIPTION = "photos decided"
_SAME = {
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


class Station(Table, tablename="station", schema=None):
    id = Varchar(
        length=8,
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


_STATION = {
    "references": Station,
    "on_delete": OnDelete.restrict,
    "on_update": OnUpdate.cascade,
    "target_column": None,
    "index": True,
}
_COLUMNS = (
    ("station", ForeignKey, _STATION),
    ("key", UUID, {}),
    ("kind", Varchar, {"length": 8}),
    ("decided_at", Timestamptz, {}),
    ("account", UUID, {}),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_table(
        class_name="PhotoDecision", tablename="photo_decision", schema=None, columns=None
    )
    for name, kind, more in _COLUMNS:
        manager.add_column(
            table_class_name="PhotoDecision",
            tablename="photo_decision",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params={**_SAME, **more},
            schema=None,
        )
    return manager
