"""Nobody who was erased comes back, so that what goes with a person goes for good or not at all."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000196"
VERSION = "1.38.0"
DESCRIPTION = "who is erased stays so"

_NAME = "account_stays_erased"
_BACK = "OLD.erased_at IS NOT NULL AND NEW.erased_at IS NULL"
_ON = f"CREATE TRIGGER {_NAME} BEFORE UPDATE ON account"


async def create() -> None:
    if is_postgres():
        await run(f"{_ON} FOR EACH ROW WHEN ({_BACK}) EXECUTE FUNCTION stays_as_it_is()")
    else:
        await run(f"{_ON} WHEN {_BACK} BEGIN SELECT RAISE(ABORT, 'account stays as it is'); END")


async def drop() -> None:
    await run(f"DROP TRIGGER {_NAME}" + (" ON account" if is_postgres() else ""))


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
