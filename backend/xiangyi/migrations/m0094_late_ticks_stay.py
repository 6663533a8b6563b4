"""One row of each late tick and former lead, and nobody changes one, through whatever door.

Only with a person who is erased their late ticks go. SQLite replaces a row without a word, as
m0053 says, so an insert that would is refused too.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000094"
VERSION = "1.38.0"
DESCRIPTION = "late ticks stay"

_UNIQUE = {
    "one_late_tick_of_each": "late_tick (signup, ticked_by, ticked_at)",
    "one_former_lead_of_each": "former_lead (shift, number)",
}
_IS_ERASED = (
    "EXISTS (SELECT 1 FROM shift_signup u JOIN account a ON a.id = u.account"
    " WHERE u.id = OLD.signup AND a.erased_at IS NOT NULL)"
)
#: By table and event, what is refused.
_REFUSED = {
    ("late_tick", "UPDATE"): "OLD.id = OLD.id",
    ("late_tick", "DELETE"): f"NOT {_IS_ERASED}",
    ("former_lead", "UPDATE"): "OLD.id = OLD.id",
    ("former_lead", "DELETE"): "OLD.id = OLD.id",
}
#: What only SQLite could replace.
_REPLACED = {
    ("late_tick", "INSERT"): "EXISTS (SELECT 1 FROM late_tick t WHERE t.id = NEW.id OR"
    " (t.signup = NEW.signup AND t.ticked_by = NEW.ticked_by AND t.ticked_at = NEW.ticked_at))",
    ("former_lead", "INSERT"): "EXISTS (SELECT 1 FROM former_lead f WHERE f.id = NEW.id OR"
    " (f.shift = NEW.shift AND f.number = NEW.number))",
}
_TABLES = ("late_tick", "former_lead")
_SAID = "a sealed list stays as it is"


async def create() -> None:
    for name, on in _UNIQUE.items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")
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
    return f"{table}_stays_{event.lower()}"


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
    for name in _UNIQUE:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
