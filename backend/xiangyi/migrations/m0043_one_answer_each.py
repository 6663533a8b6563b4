"""One answer of each person to each consultation, and one revision of each number; as m0002 says."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T06:10:00:000043"
VERSION = "1.38.0"
DESCRIPTION = "one answer each"

_UNIQUE = {
    "one_number_of_a_consultation": "consultation_revision (consultation, number)",
    "one_answer_each": "consultation_answer (consultation, account)",
    "one_calendar_each": "calendar_feed (token_hash)",
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
