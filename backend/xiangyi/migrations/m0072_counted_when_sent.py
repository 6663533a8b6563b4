"""Whom something goes to is counted again when it is sent; who was rung up is kept."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Integer, Timestamptz

ID = "2026-11-26T12:00:00:000072"
VERSION = "1.38.0"
DESCRIPTION = "counted when sent"

_NEW = (
    ("Campaign", "campaign", "most", Integer),
    ("Campaign", "campaign", "outgrown", Integer),
    ("Consultation", "consultation", "announced_to", Integer),
    ("Notice", "notice", "rung_at", Timestamptz),
    ("Notice", "notice", "rung_by", UUID),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for table, name, column, kind in _NEW:
        manager.add_column(
            table_class_name=table,
            tablename=name,
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params={"default": None, "null": True},
        )
    return manager
