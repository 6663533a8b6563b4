"""One vote of each person in a poll, and one open poll in each room."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000181"
VERSION = "1.38.0"
DESCRIPTION = "one vote each"

_UNIQUE = {
    "one_vote_each": "poll_voter (poll, account)",
    "one_open_poll_each": "meeting_poll (consultation) WHERE state = 'open'",
}


async def create() -> None:
    for name, on in _UNIQUE.items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")


async def drop() -> None:
    for name in _UNIQUE:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
