"""What was shown of riders' photos before it was remembered who decided what."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000058"
VERSION = "1.38.0"
DESCRIPTION = "photos decided before"


async def fill() -> None:
    """Who showed what is shown is known; who hid what is hidden was not written down."""
    await run(
        "INSERT INTO photo_decision (station, key, kind, decided_at, account)"
        " SELECT station, photo, 'shown', shown_at, account FROM station_photo"
    )


async def empty() -> None:
    await run("DELETE FROM photo_decision")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(fill)
    manager.add_raw_backwards(empty)
    return manager
