"""Nobody changes or removes an audit entry, through whatever door."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-25T21:40:00:000011"
VERSION = "1.38.0"
DESCRIPTION = "entries stay"


async def create() -> None:
    if is_postgres():
        await run(
            "CREATE FUNCTION stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION '% stays as it is', TG_TABLE_NAME; END $$"
        )
        for event, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            name = event.split(" ", maxsplit=1)[0].lower()
            await run(
                f"CREATE TRIGGER audit_entry_stays_{name} BEFORE {event} ON audit_entry"
                f" FOR EACH {each} EXECUTE FUNCTION stays_as_it_is()"
            )
        return
    for event in ("UPDATE", "DELETE"):
        await run(
            f"CREATE TRIGGER audit_entry_stays_{event.lower()} BEFORE {event} ON audit_entry"
            " BEGIN SELECT RAISE(ABORT, 'audit_entry stays as it is'); END"
        )


async def drop() -> None:
    for event in ("update", "truncate") if is_postgres() else ("update", "delete"):
        on = " ON audit_entry" if is_postgres() else ""
        await run(f"DROP TRIGGER audit_entry_stays_{event}{on}")
    if is_postgres():
        await run("DROP FUNCTION stays_as_it_is()")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
