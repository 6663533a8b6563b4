"""How many find room at a meeting, who has a seat there, and who waits for one."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import Column
from piccolo.columns.column_types import Integer, Timestamptz, Varchar

ID = "2026-11-26T12:00:00:000135"
VERSION = "1.38.0"
DESCRIPTION = "seats of a meeting"

_NONE: dict[str, object] = {"null": True, "default": None}
_COLUMNS: list[tuple[str, str, str, type[Column], dict[str, object]]] = [
    ("Consultation", "consultation", "seats", Integer, _NONE),
    ("ConsultationAnswer", "consultation_answer", "party", Varchar, {"length": 12, "default": ""}),
    ("ConsultationAnswer", "consultation_answer", "turn", Integer, _NONE),
    ("ConsultationAnswer", "consultation_answer", "seated_at", Timestamptz, _NONE),
    ("ConsultationAnswer", "consultation_answer", "promoted_at", Timestamptz, _NONE),
]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for table, name, column, kind, params in _COLUMNS:
        manager.add_column(
            table_class_name=table,
            tablename=name,
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params=params,
        )
    return manager
