"""When whoever convenes was told that a case is raised."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Timestamptz

ID = "2026-11-26T12:00:00:000206"
VERSION = "1.38.0"
DESCRIPTION = "desks are told of cases"

_COLUMNS: list[tuple[str, type]] = [
    ("desk_told_at", Timestamptz),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, kind in _COLUMNS:
        manager.add_column(
            table_class_name="Case",
            tablename="raised_case",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params={"default": None, "null": True},
        )
    return manager
