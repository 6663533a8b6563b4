"""Keys and triggers, put aside while rows come in any order, and held to at the end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from asyncpg import ForeignKeyViolationError

from xiangyi.core.backups.catalogue import Table
from xiangyi.core.backups.refusing import CannotRestore
from xiangyi.core.db import atomic, is_postgres, run


@asynccontextmanager
async def one_transaction() -> AsyncIterator[None]:
    """The transaction that all rows come in.

    SQLite lets go of foreign keys only outside of one.
    """
    if is_postgres():
        async with atomic():
            yield
        return
    await run("PRAGMA foreign_keys = 0")
    try:
        async with atomic():
            yield
    finally:
        await run("PRAGMA foreign_keys = 1")


@asynccontextmanager
async def set_aside(tables: list[Table]) -> AsyncIterator[None]:
    """Let a row come before the one it points to, and none be refused or changed by a trigger.

    Raises:
        CannotRestore: a row points to none in the end.
    """
    guards = _on_postgres(tables) if is_postgres() else _on_sqlite()
    async with guards:
        yield


@asynccontextmanager
async def _on_postgres(tables: list[Table]) -> AsyncIterator[None]:
    # Only a superuser could let them be ignored; whoever owns a table may take them off.
    keys = await run(
        'SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name,'
        " pg_get_constraintdef(oid) AS definition FROM pg_constraint"
        " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY oid"
    )
    for key in keys:
        await run(f"ALTER TABLE {key['table']} DROP CONSTRAINT {key['name']}")
    for table in tables:
        await run(f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER')
    yield
    for table in tables:
        await run(f'ALTER TABLE "{table.name}" ENABLE TRIGGER USER')
    for key in keys:
        try:
            await run(
                f"ALTER TABLE {key['table']} ADD CONSTRAINT {key['name']} {key['definition']}"
            )
        except ForeignKeyViolationError as error:
            raise _points_nowhere(key["table"]) from error


@asynccontextmanager
async def _on_sqlite() -> AsyncIterator[None]:
    triggers = await run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    for trigger in triggers:
        await run(f'DROP TRIGGER "{trigger["name"]}"')
    yield
    for trigger in triggers:
        # Braces would be taken for arguments.
        await run(str(trigger["sql"]).replace("{", "{{").replace("}", "}}"))
    for broken in await run("PRAGMA foreign_key_check"):
        raise _points_nowhere(broken["table"])


def _points_nowhere(table: object) -> CannotRestore:
    return CannotRestore(f"the backup's rows of {table} point to rows that are not in it")
