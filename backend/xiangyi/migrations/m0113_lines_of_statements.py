"""Since when uses of before count, and by what a statement finds its lines."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000113"
VERSION = "1.38.0"
DESCRIPTION = "lines of statements"

_INDEXES = {
    "uses_by_arrival": "voucher_use (provider, noted_at)",
    "uses_undone": "voucher_use (provider, undone_at) WHERE undone_at IS NOT NULL",
    "uses_counted_later": "voucher_use (provider, counted_at) WHERE counted_at > noted_at",
}


async def create() -> None:
    await run(
        "UPDATE voucher_use SET counted_at = noted_at WHERE state IN ('counted', 'undone')"
    )
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")


async def drop() -> None:
    for name in _INDEXES:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
