"""A use that somebody asked to take back stays, where the second person says no."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import UUID, Bytea, Column, Timestamptz

ID = "2026-11-26T12:00:00:000161"
VERSION = "1.38.0"
DESCRIPTION = "undo refused"

_COLUMNS: dict[str, type[Column]] = {
    "undo_refused_by": UUID,
    "undo_refused_at": Timestamptz,
    "undo_refused_why": Bytea,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    for name, kind in _COLUMNS.items():
        manager.add_column(
            table_class_name="VoucherUse",
            tablename="voucher_use",
            column_name=name,
            db_column_name=name,
            column_class_name=kind.__name__,
            column_class=kind,
            params={"default": None, "null": True},
        )
    return manager
