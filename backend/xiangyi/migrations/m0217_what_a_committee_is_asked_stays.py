"""Nobody rewrites a matter of a committee's register: it ends, and another begins.

By which matter a case was given to a committee is what its row says.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000217"
VERSION = "1.38.0"
DESCRIPTION = "what a committee is asked stays"

_NAME, _TABLE = "committee_matter_stays", "committee_matter"
_SAID = ("id", "division", "field", "title", "article", "since_on", "basis")


async def create() -> None:
    differs = "IS DISTINCT FROM" if is_postgres() else "IS NOT"
    other = " OR ".join(f'NEW."{column}" {differs} OLD."{column}"' for column in _SAID)
    if not is_postgres():
        await run(
            f"CREATE TRIGGER {_NAME} BEFORE UPDATE ON {_TABLE} WHEN {other}"
            f" BEGIN SELECT RAISE(ABORT, '{_TABLE} stays as it is'); END"
        )
        return
    await run(
        f"CREATE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF {other} THEN RAISE EXCEPTION '{_TABLE} stays as it is'; END IF;"
        " RETURN NEW; END $$"
    )
    await run(
        f"CREATE TRIGGER {_NAME} BEFORE UPDATE ON {_TABLE} FOR EACH ROW EXECUTE FUNCTION {_NAME}()"
    )


async def drop() -> None:
    await run(f"DROP TRIGGER {_NAME}{f' ON {_TABLE}' if is_postgres() else ''}")
    if is_postgres():
        await run(f"DROP FUNCTION {_NAME}()")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
