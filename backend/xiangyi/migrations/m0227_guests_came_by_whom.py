"""Whoever came so far was signed in by who entered them, as far as anybody knows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000227"
VERSION = "1.38.0"
DESCRIPTION = "guests came by whom"


async def came_by() -> None:
    await run("UPDATE meeting_guest SET came_by = entered_by WHERE came_at IS NOT NULL")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(came_by)
    return manager
