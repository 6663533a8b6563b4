"""Whose minutes are, and what each posting is about, goes with a person who is erased alone.

m0053 let both go at any time: whoever has the database could take a living person's minutes away.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000194"
VERSION = "1.38.0"
DESCRIPTION = "minutes go with their person"

#: By table, unless which one of its rows stays; an organisation's is m0171's.
_GOES = {
    "ledger_holder": "OLD.account IS NULL OR EXISTS (SELECT 1 FROM account a"
    " WHERE a.id = OLD.account AND a.erased_at IS NOT NULL)",
    "ledger_opening": "EXISTS (SELECT 1 FROM ledger_entry e"
    " JOIN ledger_holder h ON h.ledger_account = e.account JOIN account a ON a.id = h.account"
    " WHERE e.posting = OLD.posting AND a.erased_at IS NOT NULL)",
}


async def create() -> None:
    for table, goes in _GOES.items():
        name, said = _name(table), f"{table} stays as it is"
        if not is_postgres():
            await run(
                f"CREATE TRIGGER {name} BEFORE DELETE ON {table} WHEN NOT ({goes})"
                f" BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
            continue
        await run(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF NOT ({goes}) THEN RAISE EXCEPTION '{said}'; END IF;"
            " RETURN OLD; END $$"
        )
        await run(
            f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


async def drop() -> None:
    for table in _GOES:
        await run(f"DROP TRIGGER {_name(table)}" + (f" ON {table}" if is_postgres() else ""))
        if is_postgres():
            await run(f"DROP FUNCTION {_name(table)}()")


def _name(table: str) -> str:
    return f"{table}_goes_with_its_person"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
