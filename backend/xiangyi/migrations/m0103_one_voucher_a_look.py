"""A look holds one voucher: by an id that held two, both were used at one tap."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T12:00:00:000103"
VERSION = "1.38.0"
DESCRIPTION = "one voucher a look"

_ON = 'voucher ("lock") WHERE "lock" IS NOT NULL'


async def create() -> None:
    await run(
        'UPDATE voucher SET "lock" = NULL, locked_until = NULL WHERE "lock" IN'
        ' (SELECT "lock" FROM voucher GROUP BY "lock" HAVING COUNT(*) > 1)'
    )
    await run("DROP INDEX vouchers_in_hand")
    await run(f"CREATE UNIQUE INDEX one_voucher_a_look ON {_ON}")


async def drop() -> None:
    await run("DROP INDEX one_voucher_a_look")
    await run(f"CREATE INDEX vouchers_in_hand ON {_ON}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
