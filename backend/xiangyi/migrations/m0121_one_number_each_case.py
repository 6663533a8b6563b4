"""One receipt number of each case, one join of each person, and what is looked up."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000121"
VERSION = "1.38.0"
DESCRIPTION = "one number of each case"

_UNIQUE = {
    "one_number_of_a_case": "raised_case (number)",
    "one_step_of_a_case": "case_step (key)",
    "one_step_of_a_concern": "concern_step (key)",
    "one_join_of_a_case": "case_joined (case_id, account)",
}
_INDEXES = {
    "cases_by_due_day": "raised_case (due_on, id)",
    "cases_of_a_place": "raised_case (division, field, state)",
    "cases_to_erase": "raised_case (ended_at) WHERE erased_at IS NULL",
    "steps_of_a_case": "case_step (case_id)",
    "steps_of_a_concern": "concern_step (concern)",
    "concerns_by_move": "concern (moved_at, id)",
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
