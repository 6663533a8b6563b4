"""A voucher has a code of its own and one use that counts; and what is looked up among many."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000101"
VERSION = "1.38.0"
DESCRIPTION = "used once"

_UNIQUE = {
    "one_revision_of_a_benefit": "benefit_revision (benefit, number)",
    "one_code_each": "voucher (code)",
    "one_use_that_counts": "voucher_use (voucher) WHERE state = 'counted'",
    "one_lapse_notice_each": 'lapse_notice (account, "on")',
}
_INDEXES = {
    "vouchers_of_a_person": "voucher (account, issued_at)",
    "vouchers_that_run_out": "voucher (expires_at) WHERE state = 'issued'",
    "vouchers_in_hand": 'voucher ("lock") WHERE "lock" IS NOT NULL',
    "uses_of_a_day": "voucher_use (provider, used_at)",
    "undos_asked": "voucher_use (undo_asked_at) WHERE undo_asked_at IS NOT NULL"
    " AND undone_at IS NULL",
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
