"""What was told says of which revision, so that a change can say what it was before."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Integer

ID = "2026-11-26T12:00:00:000050"
VERSION = "1.38.0"
DESCRIPTION = "told of which"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="ConsultationCampaign",
        tablename="consultation_campaign",
        column_name="revision",
        db_column_name="revision",
        column_class_name="Integer",
        column_class=Integer,
        params={"default": 0, "null": False},
    )
    return manager
