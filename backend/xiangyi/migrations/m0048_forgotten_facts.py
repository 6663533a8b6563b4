"""Of what was told long ago and is kept as numbers only, the words go too."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000048"
VERSION = "1.38.0"
DESCRIPTION = "forgotten facts"


async def forget() -> None:
    await run("UPDATE campaign SET facts = {} WHERE counts IS NOT NULL", "{}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(forget)
    return manager
