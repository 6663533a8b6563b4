"""A case that was answered and not solved: how often, and from when on its days are counted."""

from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import SmallInt, Timestamptz

ID = "2026-11-26T12:00:00:000193"
VERSION = "1.38.0"
DESCRIPTION = "cases reopened"

_COLUMNS: list[tuple[str, type, dict[str, Any]]] = [
    ("turn", SmallInt, {"default": 1, "null": False}),
    ("reopened_at", Timestamptz, {"default": None, "null": True}),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, kind, params in _COLUMNS:
        manager.add_column(
            table_class_name="Case",
            tablename="raised_case",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params=params,
        )
    return manager
