"""One word of each witness, and what is looked up: corrections, what waits, what goes out."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000074"
VERSION = "1.38.0"
DESCRIPTION = "one word each"

_INDEXES = {
    "corrections_of_a_line": "service_claim (corrects) WHERE corrects IS NOT NULL",
    "disputes_unanswered": "record_dispute (said_at, id) WHERE answered_at IS NULL",
    "lines_to_go_out": "record_sync (state) WHERE state IN ('pending', 'rejected')",
}


async def create() -> None:
    await run("CREATE UNIQUE INDEX one_word_of_a_witness ON record_witness (dispute, account)")
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")


async def drop() -> None:
    for name in ("one_word_of_a_witness", *_INDEXES):
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
