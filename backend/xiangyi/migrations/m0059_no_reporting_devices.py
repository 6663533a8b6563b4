"""Since when a phone has been here is told by what it can show alone (`identity/service/meeting`).

A first report made a device settled a day later, and a flood of new devices is not bounded as
meeting them is: a thousand that reported today would have been a thousand settled ones tomorrow.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-26T12:00:00:000059"
VERSION = "1.38.0"
DESCRIPTION = "no reporting devices"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.drop_table(class_name="ReportingDevice", tablename="reporting_device")
    return manager
