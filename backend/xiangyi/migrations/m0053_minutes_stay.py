"""Nobody changes or removes an entry of the ledger, through whatever door; and one of each, as m0002 says.

What a row is replaced with on SQLite is inserted before the old one goes, and that goes without a
word where a program has `recursive_triggers` off: so the insert itself is refused, for each key by
which it could replace one.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import is_postgres, run

ID = "2026-11-26T12:00:00:000053"
VERSION = "1.38.0"
DESCRIPTION = "minutes stay"

_UNIQUE = {
    "one_entry_each": "ledger_entry (posting, account)",
    "one_entry_of_a_number": "ledger_entry (account, seq)",
    "one_entry_of_a_hash": "ledger_entry (hash)",
    "one_ledger_account_each": "ledger_holder (account, kind) WHERE account IS NOT NULL",
    "one_issue_account_each": "ledger_holder (organisation) WHERE organisation IS NOT NULL",
    "one_tile_each": "ledger_tile (level, number)",
}
_INDEXES = {
    "tiles_by_their_last_entry": "ledger_tile (level, last_entry)",
}
#: By table: its keys, any of which an INSERT OR REPLACE could mean.
_KEYS = {
    "ledger_account": ("id",),
    "ledger_holder": (
        "ledger_account",
        "account, kind",
        "organisation",
    ),
    "ledger_posting": ("id",),
    "ledger_opening": ("posting",),
    "ledger_entry": ("id", "posting, account", "account, seq", "hash"),
    "ledger_tile": ("id", "level, number"),
    "ledger_checkpoint": ("size",),
}
#: Of which rows go with a person who is erased.
_MAY_GO = {"ledger_holder", "ledger_opening"}
#: Whose numbers grow; see `_GROWS`.
_GROWING = "ledger_account"
#: A chain is only made longer, and no minutes come from nothing.
_GROWS = (
    "NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.balance < 0 OR NEW.seq < OLD.seq - 1"
    " OR NEW.seq > OLD.seq + 1"
)
_REFUSED = "stays as it is"


async def create() -> None:
    for name, on in _UNIQUE.items():
        await run(f"CREATE UNIQUE INDEX {name} ON {on}")
    for name, on in _INDEXES.items():
        await run(f"CREATE INDEX {name} ON {on}")
    await (_on_postgres() if is_postgres() else _on_sqlite())


async def _on_postgres() -> None:
    await run(
        "CREATE FUNCTION ledger_account_grows() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF {_GROWS} THEN RAISE EXCEPTION '% {_REFUSED}', TG_TABLE_NAME; END IF;"
        " RETURN NEW; END $$"
    )
    await run(
        f"CREATE TRIGGER {_GROWING}_grows BEFORE UPDATE ON {_GROWING}"
        " FOR EACH ROW EXECUTE FUNCTION ledger_account_grows()"
    )
    for table in _KEYS:
        for event, each in _events(table):
            name = event.split(" ", maxsplit=1)[0].lower()
            await run(
                f"CREATE TRIGGER {table}_stays_{name} BEFORE {event} ON {table}"
                f" FOR EACH {each} EXECUTE FUNCTION stays_as_it_is()"
            )


def _events(table: str) -> list[tuple[str, str]]:
    kept = [] if table in _MAY_GO else ["DELETE"]
    fixed = [] if table == _GROWING else ["UPDATE"]
    events = [(" OR ".join(kept + fixed), "ROW")]
    return [*events, ("TRUNCATE", "STATEMENT")]


async def _on_sqlite() -> None:
    raising = "BEGIN SELECT RAISE(ABORT, '{} " + _REFUSED + "'); END"
    await run(
        f"CREATE TRIGGER {_GROWING}_grows BEFORE UPDATE ON {_GROWING} WHEN {_GROWS} "
        + raising.format(_GROWING)
    )
    for table, keys in _KEYS.items():
        refuse = raising.format(table)
        there = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {_is_new(key)})" for key in keys
        )
        await run(f"CREATE TRIGGER {table}_is_new BEFORE INSERT ON {table} WHEN {there} {refuse}")
        if table != _GROWING:
            await run(f"CREATE TRIGGER {table}_stays_update BEFORE UPDATE ON {table} {refuse}")
        if table not in _MAY_GO:
            await run(f"CREATE TRIGGER {table}_stays_delete BEFORE DELETE ON {table} {refuse}")


def _is_new(key: str) -> str:
    return " AND ".join(f"{column} = NEW.{column}" for column in key.split(", "))


async def drop() -> None:
    on = " ON {}" if is_postgres() else ""
    for name, table in await _triggers():
        await run(f"DROP TRIGGER {name}{on.format(table)}")
    if is_postgres():
        await run("DROP FUNCTION ledger_account_grows()")
    for name in (*_INDEXES, *_UNIQUE):
        await run(f"DROP INDEX {name}")


async def _triggers() -> list[tuple[str, str]]:
    if is_postgres():
        found = await run(
            "SELECT t.tgname AS name, c.relname AS on_table FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE c.relname LIKE 'ledger%' AND NOT t.tgisinternal"
        )
    else:
        found = await run(
            "SELECT name, tbl_name AS on_table FROM sqlite_master"
            " WHERE type = 'trigger' AND tbl_name LIKE 'ledger%'"
        )
    return [(str(row["name"]), str(row["on_table"])) for row in found]


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(create)
    manager.add_raw_backwards(drop)
    return manager
