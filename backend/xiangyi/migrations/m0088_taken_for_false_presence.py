"""A correction says whether somebody was said to have been there who was not."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean

ID = "2026-11-26T12:00:00:000088"
VERSION = "1.38.0"
DESCRIPTION = "taken for false presence"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_column(
        table_class_name="ServiceClaim",
        tablename="service_claim",
        column_name="false_presence",
        db_column_name="false_presence",
        column_class_name="Boolean",
        column_class=Boolean,
        params={"default": False, "null": False},
    )
    return manager
