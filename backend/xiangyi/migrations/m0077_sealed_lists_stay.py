"""Nobody changes a sealed list of who was there, through whatever door; and what is looked up.

A list is sealed once its shift says since when, and that stays. Of a seat nobody makes another
person's. Only with a person who is erased their tick goes. SQLite replaces a row without a word,
as m0053 says, so an insert that would is refused too.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000077"
VERSION = "1.38.0"
DESCRIPTION = "sealed lists stay"

_INDEXES = {
    "shifts_by_start": "activity_shift (starts_at) WHERE cancelled_at IS NULL",
    "shifts_to_be_sealed": "activity_shift (ends_at) WHERE sealed_at IS NULL",
    "claims_by_decision": "service_claim (decided_at) WHERE state = 'accepted'",
}
_IS_SEALED = (
    "EXISTS (SELECT 1 FROM shift_signup u JOIN activity_shift s ON s.id = u.shift"
    " WHERE u.id = {row}.signup AND s.sealed_at IS NOT NULL)"
)
_IS_ERASED = (
    "EXISTS (SELECT 1 FROM shift_signup u JOIN account a ON a.id = u.account"
    " WHERE u.id = OLD.signup AND a.erased_at IS NOT NULL)"
)
_IS_TICKED = (
    "EXISTS (SELECT 1 FROM shift_tick t JOIN shift_signup u ON u.id = t.signup"
    " JOIN activity_shift s ON s.id = u.shift WHERE s.sealed_at IS NOT NULL AND {which})"
)
_OLD_SEALED, _NEW_SEALED = (_IS_SEALED.replace("{row}", row) for row in ("OLD", "NEW"))
#: By table and event, what is refused.
_REFUSED = {
    ("shift_tick", "INSERT"): _NEW_SEALED,
    ("shift_tick", "UPDATE"): f"{_OLD_SEALED} OR {_NEW_SEALED}",
    ("shift_tick", "DELETE"): f"{_OLD_SEALED} AND NOT {_IS_ERASED}",
    ("shift_signup", "UPDATE"): (
        "NEW.id <> OLD.id OR NEW.shift <> OLD.shift OR NEW.account <> OLD.account"
    ),
    ("shift_signup", "DELETE"): _IS_TICKED.replace("{which}", "u.id = OLD.id"),
    ("activity_shift", "UPDATE"): (
        "NEW.id <> OLD.id OR OLD.sealed_at IS NOT NULL"
        " AND (NEW.sealed_at IS NULL OR NEW.sealed_at <> OLD.sealed_at)"
    ),
    ("activity_shift", "DELETE"): "OLD.sealed_at IS NOT NULL",
}
#: What only SQLite could replace.
_REPLACED = {
    ("shift_signup", "INSERT"): _IS_TICKED.replace(
        "{which}", "(u.id = NEW.id OR (u.shift = NEW.shift AND u.account = NEW.account))"
    ),
    ("activity_shift", "INSERT"): (
        "EXISTS (SELECT 1 FROM activity_shift s WHERE s.id = NEW.id AND s.sealed_at IS NOT NULL)"
    ),
}
_TABLES = ("shift_tick", "shift_signup", "activity_shift")
_SAID = "a sealed list stays as it is"


async def create() -> None:
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")
    await (_on_postgres() if is_postgres() else _on_sqlite())


async def _on_postgres() -> None:
    for (table, event), refused in _REFUSED.items():
        name = _name(table, event)
        await run(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF {refused} THEN RAISE EXCEPTION '{_SAID}'; END IF;"
            f" RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
        )
        await run(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    for table in _TABLES:
        await run(
            f"CREATE TRIGGER {_name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION stays_as_it_is()"
        )


async def _on_sqlite() -> None:
    for (table, event), refused in {**_REFUSED, **_REPLACED}.items():
        await run(
            f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} WHEN {refused}"
            f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        )


def _name(table: str, event: str) -> str:
    return f"{table}_sealed_{event.lower()}"


async def drop() -> None:
    if is_postgres():
        for table in _TABLES:
            await run(f"DROP TRIGGER {_name(table, 'TRUNCATE')} ON {table}")
        for table, event in _REFUSED:
            await run(f"DROP TRIGGER {_name(table, event)} ON {table}")
            await run(f"DROP FUNCTION {_name(table, event)}()")
    else:
        for table, event in (*_REFUSED, *_REPLACED):
            await run(f"DROP TRIGGER {_name(table, event)}")
    for name in _INDEXES:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
