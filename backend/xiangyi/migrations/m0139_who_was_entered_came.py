"""Whoever had been entered from the sheet at the door was there."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000139"
VERSION = "1.38.0"
DESCRIPTION = "who was entered came"


async def came() -> None:
    await run("UPDATE meeting_guest SET came_at = entered_at WHERE came_at IS NULL")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(came)
    return manager
