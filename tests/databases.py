"""One PostgreSQL database for test after test, each of which finds it as if newly made.

To make one takes three hundred times as long as to empty it: PostgreSQL copies some seven hundred
files. Rows are deleted, since to truncate would make new files too. A test that changed more than
rows, or very many, costs the next one a new database.

One connection stays from test to test: a new one has to learn of every table before it can look
into them all, which takes longer than most tests.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from threading import Thread

import asyncpg

from xiangyi.core.db import OurEngine, engine_for, is_postgres, run
from xiangyi.core.engines.postgres import SafePostgresEngine

#: For a database to be made or to be let go.
_PATIENCE_S = 120
#: Emptied rows stay in the files, where every later look has to pass over them.
_MOST_DEAD_ROWS = 5_000

#: Whatever migrations make: an object's number, or the transaction that last touched it.
_SCHEMA = """
SELECT bit_xor(hashtextextended(one, 0)) FROM (
    SELECT concat_ws(' ', 'class', oid, relname) FROM pg_class WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', 'column', attrelid, attnum, xmin)
        FROM pg_attribute WHERE attrelid >= 16384
    UNION ALL SELECT concat_ws(' ', 'default', oid, xmin) FROM pg_attrdef WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', 'constraint', oid, xmin) FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', 'trigger', oid, xmin) FROM pg_trigger WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', 'function', oid, xmin) FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT concat_ws(' ', 'schema', oid, nspname)
        FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'
) AS every(one)
"""
_OTHERS = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
#: Of tables that a new database has empty; the others are compared, not brought back.
_FROM_ONE_AGAIN = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
FROM pg_sequences WHERE last_value IS NOT NULL AND NOT sequencename = ANY($1)
"""
_COUNTED = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"


class Beside:
    """A loop of its own in a thread: the tests' may be running, and a connection stays in one."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()

    def run(self, work: Callable[..., Coroutine[None, None, None]], *args: object) -> None:
        patient = asyncio.wait_for(work(*args), _PATIENCE_S)
        asyncio.run_coroutine_threadsafe(patient, self._loop).result()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class UsedAgain:
    """The database `name` on a server whose URL has a blank for it, made from `template`."""

    def __init__(self, server: str, template: str, name: str) -> None:
        self.url = server.format(name)
        self._server, self._template, self._name = server, template, name
        self._made = False
        self._connection: asyncpg.Connection | None = None
        self._as_made: tuple[object, ...] = ()
        self._empty: list[str] = []
        self._filled: list[str] = []
        self._counted: list[str] = []
        self._dead = 0

    async def ready(self) -> None:
        """Make it, unless it is there from the test before."""
        if self._made:
            return
        await self.close()
        await on_server(self._server, f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")
        await on_server(self._server, f"CREATE DATABASE {self._name} TEMPLATE {self._template}")
        self._connection = database = await asyncpg.connect(self.url)
        # No trigger keeps entries of the audit, and no foreign key asks for an order. Set once:
        # each time it is set, every statement is planned anew.
        await database.execute("SET session_replication_role = replica")
        tables = await database.fetch(
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        )
        names = [f'"{table["name"]}"' for table in tables]
        self._filled = await _with_rows(database, names)
        self._empty = [name for name in names if name not in self._filled]
        self._counted = [row["sequencename"] for row in await database.fetch(_COUNTED)]
        self._as_made = await self._now(database)
        self._made, self._dead = True, 0

    async def leave(self) -> None:
        """Bring it back to how it was made, or see to it that it is made again."""
        self._made, database = False, self._connection
        if database is None:
            return
        # A table is not there any more or has another shape, or the connection was cut.
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError):
            await database.execute(_OTHERS)
            if await self._now(database) == self._as_made:
                await self._empty_it(database)
                self._made = self._dead < _MOST_DEAD_ROWS

    async def close(self) -> None:
        """Let go of it; it stays where it is."""
        if self._connection:
            await self._connection.close()
        self._connection = None

    async def _now(self, database: asyncpg.Connection) -> tuple[object, ...]:
        """All that a new one has, by which another state is known."""
        rows = [
            await database.fetchval(
                f"SELECT md5(string_agg(one::text, ' ' ORDER BY one::text)) FROM {table} AS one"  # noqa: S608  # names of ours
            )
            for table in self._filled
        ]
        return await database.fetchval(_SCHEMA), *rows

    async def _empty_it(self, database: asyncpg.Connection) -> None:
        async with database.transaction():
            for table in await _with_rows(database, self._empty):
                done = await database.execute(f"DELETE FROM {table}")  # noqa: S608  # as above
                self._dead += int(done.split()[1])
            await database.execute(_FROM_ONE_AGAIN, self._counted)


def engine_of_one_test(url: str, folder: Path) -> OurEngine:
    """One whose connections are made as they are asked for: of the ten of a pool it needs few."""
    engine = engine_for(url, folder)
    if isinstance(engine, SafePostgresEngine):
        engine.config = {**engine.config, "min_size": 1}
    return engine


async def in_haste() -> None:
    """Let SQLite wait for no disk until the connections close: no test pulls the plug.

    A commit takes a seventh of what it did, the closing a third.
    """
    if not is_postgres():
        await run("PRAGMA synchronous = OFF")


async def on_server(server: str, statement: str) -> None:
    """Run what has to do with whole databases."""
    connection = await asyncpg.connect(server.format("postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _with_rows(database: asyncpg.Connection, tables: list[str]) -> list[str]:
    asked = " UNION ALL ".join(
        f"SELECT '{table}' AS name WHERE EXISTS (SELECT FROM {table})"  # noqa: S608  # names of ours
        for table in tables
    )
    return [row["name"] for row in await database.fetch(asked)]
