"""One word of each person on each shift, one revision of each number, and what is looked up."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000066"
VERSION = "1.38.0"
DESCRIPTION = "one seat each"

_UNIQUE = {
    "one_number_of_an_activity": "activity_revision (activity, number)",
    "one_word_of_a_shift": "shift_signup (shift, account)",
}
_INDEXES = {
    "shifts_by_end": "activity_shift (ends_at, activity) WHERE cancelled_at IS NULL",
    "seats_of_a_shift": "shift_signup (shift, state, turn)",
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
