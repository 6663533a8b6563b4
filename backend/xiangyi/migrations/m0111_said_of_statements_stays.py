"""Nobody changes what was said of a statement, nor what came of it, through whatever door; and what
is looked up.

Words alone go, with a person who is erased, and are sealed anew with a new key. SQLite replaces a
row without a word, as m0053 says, so an insert that would is refused too.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000111"
VERSION = "1.38.0"
DESCRIPTION = "said of statements stays"


#: What waits for an answer, and what counts in a month.
_INDEXES = {
    "statement_disputes_open": "statement_dispute (organisation, said_at) WHERE outcome IS NULL",
    "statement_disputes_settled": "statement_dispute (organisation, settled_at)",
}


def _other(*columns: str) -> str:
    return " OR ".join(f"NEW.{one} <> OLD.{one}" for one in columns)


#: By table and event, what is refused.
_REFUSED = {
    ("statement_dispute", "UPDATE"): (
        f"{_other('id', 'line', 'organisation', 'said_by', 'said_at')}"
        " OR (NEW.words IS NOT NULL AND OLD.words IS NULL)"
        " OR (OLD.outcome IS NOT NULL AND (NEW.outcome IS NULL OR NEW.settled_at IS NULL"
        f" OR {_other('outcome', 'settled_at')}))"
    ),
    ("statement_answer", "UPDATE"): (
        f"{_other('id', 'dispute', 'answer', 'said_by', 'said_at')}"
        " OR (NEW.why IS NOT NULL AND OLD.why IS NULL)"
    ),
    ("statement_dispute", "DELETE"): "OLD.id = OLD.id",
    ("statement_answer", "DELETE"): "OLD.id = OLD.id",
}
#: What only SQLite could replace.
_REPLACED = {
    ("statement_dispute", "INSERT"): (
        "EXISTS (SELECT 1 FROM statement_dispute d WHERE d.id = NEW.id OR d.line = NEW.line)"
    ),
    ("statement_answer", "INSERT"): "EXISTS (SELECT 1 FROM statement_answer a WHERE a.id = NEW.id)",
}
_TABLES = ("statement_dispute", "statement_answer")
_SAID = "what was said of a statement stays"


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
    for name in _INDEXES:
        await run(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
