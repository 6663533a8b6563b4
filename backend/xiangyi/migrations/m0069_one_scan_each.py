"""One scan of each step and person, one stay of each at a time, and what is looked up."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000069"
VERSION = "1.38.0"
DESCRIPTION = "one scan each"

_UNIQUE = {
    "one_scan_of_a_step": "shift_scan (shift, account, phase, step)",
    "one_stay_at_a_time": "shift_presence (shift, account) WHERE state = 'open'",
}
_INDEXES = {
    "stays_by_coming": "shift_presence (account, came_at)",
    "stays_to_be_asked": "shift_presence (shift) WHERE state = 'open' AND asked_at IS NULL",
}


async def create() -> None:
    for name, on in _UNIQUE.items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")


async def drop() -> None:
    for name in (*_UNIQUE, *_INDEXES):
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
