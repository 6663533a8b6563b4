"""What who cannot come wants said at a meeting, sealed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Bytea

ID = "2026-11-26T12:00:00:000134"
VERSION = "1.38.0"
DESCRIPTION = "views beforehand"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="ConsultationAnswer",
        tablename="consultation_answer",
        column_name="view",
        db_column_name="view",
        column_class_name="Bytea",
        column_class=Bytea,
        params={"null": True, "default": None},
    )
    return manager
