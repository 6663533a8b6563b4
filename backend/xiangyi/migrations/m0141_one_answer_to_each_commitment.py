"""One step under each key, one answer of each person, and what is looked up."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000141"
VERSION = "1.38.0"
DESCRIPTION = "one answer to each commitment"

_UNIQUE = {
    "one_step_of_a_commitment": "commitment_step (key)",
    "one_answer_to_a_commitment": "commitment_answer (commitment, turn, account)",
}
_INDEXES = {
    "steps_of_a_commitment": "commitment_step (commitment)",
    "commitments_by_due_day": "commitment (due_on, id)",
    "commitments_owed": "commitment (due_on) WHERE state = 'promised'",
    "commitments_to_count": "commitment (judged_until) WHERE state = 'done'",
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
