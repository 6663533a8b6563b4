"""Filling an empty database from a backup: all of it, in one transaction."""

import sqlite3
from types import ModuleType

import asyncpg
import msgspec

from xiangyi.core.backups import catalogue, guards
from xiangyi.core.backups.catalogue import Table
from xiangyi.core.backups.reading import Backup
from xiangyi.core.backups.refusing import CannotRestore, first_line
from xiangyi.core.bulk import append_rows
from xiangyi.core.db import is_postgres, run
from xiangyi.core.migrate import hold_schema, migrate
from xiangyi.core.progress import Progress

#: What either engine says of a cell that it cannot hold.
_UNFIT = (sqlite3.Error, asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)


async def load(backup: Backup, package: ModuleType, show: Progress) -> None:
    """Make the tables that the backup's own migrations make, and fill them with its rows.

    Later migrations are not applied: that is what any start does.

    Raises:
        CannotRestore: the database is not empty, or the backup does not fit its migrations.
    """
    async with guards.one_transaction():
        await hold_schema()
        if found := await catalogue.tables():
            listed = ", ".join(table.name for table in found[:3])
            raise CannotRestore(
                f"the database already has tables ({listed}); restore into an empty one"
            )
        await migrate(package, only=backup.manifest.migrations)
        tables = {table.name: table for table in await catalogue.tables()}
        _expect_the_same(backup, tables)
        async with guards.set_aside(list(tables.values())):
            for table in tables.values():
                # Migrations put rows in, and the backup has them as they have become.
                await run(f'DELETE FROM "{table.name}"')  # noqa: S608  # our own table
            with show("Restoring", backup.manifest.rows) as advance:
                for stored in backup.manifest.tables:
                    try:
                        for rows in backup.rows(stored, tables[stored.name]):
                            await append_rows(stored.name, stored.columns, rows)
                            advance(len(rows))
                    except (*_UNFIT, msgspec.ValidationError) as error:
                        raise _unfit(f"{stored.name}: {first_line(error)}") from error
        await _count_on()


def _expect_the_same(backup: Backup, tables: dict[str, Table]) -> None:
    stored = {table.name: set(table.columns) for table in backup.manifest.tables}
    made = {table.name: set(table.types) for table in tables.values()}
    for name in sorted(stored.keys() | made.keys()):
        if stored.get(name) != made.get(name):
            raise _unfit(f"{name} is another table in it")


def _unfit(why: str) -> CannotRestore:
    return CannotRestore(f"the backup does not fit what its migrations make: {why}")


async def _count_on() -> None:
    """PostgreSQL numbers rows by a counter, which has not heard of those that came."""
    if not is_postgres():
        return
    counted = await run(
        'SELECT * FROM (SELECT c.relname AS "table", a.attname AS "column",'
        " pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS counter"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
        " AND NOT a.attisdropped WHERE c.relkind IN ('r', 'p')"
        " AND c.relnamespace = current_schema()::regnamespace) AS columns"
        " WHERE counter IS NOT NULL"
    )
    for one in counted:
        await run(
            f'SELECT setval({{}}::text::regclass, max("{one["column"]}"))'  # noqa: S608  # the same
            f' FROM "{one["table"]}" HAVING count(*) > 0',
            one["counter"],
        )
