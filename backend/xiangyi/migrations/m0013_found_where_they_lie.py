"""Audit entries by division, grants by division, one open organisation of a name in one place."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-25T22:00:00:000013"
VERSION = "1.38.0"
DESCRIPTION = "found where they lie"

_UNIQUE = {
    "one_place_of_an_entry": "audit_place (division, entry)",
    "one_organisation_of_a_name": "organisation (home, name) WHERE closed_at IS NULL",
}
_ORDER = {"grants_by_time": "role_grant (granted_at, id)"}
#: What SQLite's INSERT OR REPLACE would take away; it fires no trigger of DELETE unless the
#: connection asks for that, and not every connection is ours.
_THERE = {
    "audit_entry": "id = NEW.id",
    "audit_place": "id = NEW.id OR (division = NEW.division AND entry = NEW.entry)",
}


async def create() -> None:
    for name, on in _UNIQUE.items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")
    for name, on in _ORDER.items():
        await run(f"CREATE INDEX {name} ON {on}")
    if is_postgres():
        for event, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            name = event.split(" ", maxsplit=1)[0].lower()
            await run(
                f"CREATE TRIGGER audit_place_stays_{name} BEFORE {event} ON audit_place"
                f" FOR EACH {each} EXECUTE FUNCTION stays_as_it_is()"
            )
        return
    for event in ("UPDATE", "DELETE"):
        await run(
            f"CREATE TRIGGER audit_place_stays_{event.lower()} BEFORE {event} ON audit_place"
            " BEGIN SELECT RAISE(ABORT, 'audit_place stays as it is'); END"
        )
    for table, there in _THERE.items():
        await run(
            f"CREATE TRIGGER {table}_stays_replace BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {there})"
            f" BEGIN SELECT RAISE(ABORT, '{table} stays as it is'); END"
        )


async def drop() -> None:
    for event in ("update", "truncate") if is_postgres() else ("update", "delete"):
        on = " ON audit_place" if is_postgres() else ""
        await run(f"DROP TRIGGER audit_place_stays_{event}{on}")
    for table in () if is_postgres() else _THERE:
        await run(f"DROP TRIGGER {table}_stays_replace")
    for name in _UNIQUE | _ORDER:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
