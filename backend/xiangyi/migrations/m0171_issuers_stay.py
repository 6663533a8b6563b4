"""Only a person's link to their minutes goes, with the person; an organisation's stays.

Whoever could take it away would hang its minutes onto another one.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000171"
VERSION = "1.38.0"
DESCRIPTION = "issuers stay"

_NAME = "ledger_holder_stays_delete"
_ON = f"CREATE TRIGGER {_NAME} BEFORE DELETE ON ledger_holder"
_SAID = "ledger_holder stays as it is"


async def create() -> None:
    if is_postgres():
        await run(
            f"{_ON} FOR EACH ROW WHEN (OLD.account IS NULL) EXECUTE FUNCTION stays_as_it_is()"
        )
    else:
        await run(f"{_ON} WHEN OLD.account IS NULL BEGIN SELECT RAISE(ABORT, '{_SAID}'); END")


async def drop() -> None:
    await run(f"DROP TRIGGER {_NAME}" + (" ON ledger_holder" if is_postgres() else ""))


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
