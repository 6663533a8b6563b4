"""SQLite with kept connections: one writer, a few readers, each on a thread of its own.

Stock Piccolo opens a connection, and a thread, for every query: 1.2-1.8 thousand
queries a second against 12-20 thousand here. Writes of one process queue on an
asyncio lock; between processes BEGIN IMMEDIATE and the busy timeout do the same.
"""

import asyncio
import re
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any

from piccolo.engine.sqlite import (
    SQLiteEngine,
    SQLiteTransaction,
    TransactionType,
    dict_factory,
)
from piccolo.table import Table

from xiangyi.core.engines.together import AtOnce, Together, Work

_READS = re.compile(
    r"^\s*(SELECT|EXPLAIN|WITH(?!.*\b(INSERT|UPDATE|DELETE)\b))", re.IGNORECASE | re.DOTALL
)

_PRAGMAS = (
    "PRAGMA foreign_keys = 1",
    "PRAGMA journal_mode = WAL",
    # NORMAL may lose the last commits on power loss; an acknowledged write must not go.
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 5000",
    # Otherwise INSERT OR REPLACE slips past append-only triggers.
    "PRAGMA recursive_triggers = 1",
    # What is erased is overwritten; not every build of SQLite does so by itself.
    "PRAGMA secure_delete = 1",
    # In KiB, for each connection; a long list fills it whatever it is, and is no faster with more.
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
)

Rows = list[dict[str, Any]]


class _Connection:
    """One sqlite3 connection on one thread; a whole query is one hop."""

    def __init__(self, kwargs: dict[str, Any], pragmas: Sequence[str]) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._kwargs, self._pragmas = kwargs, pragmas
        self._running = False
        try:
            self.raw = self._thread.submit(self._open).result()
        except BaseException:
            self._thread.shutdown()
            raise

    def _open(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(
            **{**self._kwargs, "check_same_thread": False, "cached_statements": 512}
        )
        connection.row_factory = dict_factory
        try:
            for pragma in self._pragmas:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    def run(self, sql: str, args: Sequence[Any] = ()) -> Rows:
        """On its own thread only, as `call` has it."""
        self._running = True
        try:
            return self.raw.execute(sql, args).fetchall()
        finally:
            self._running = False

    def _run_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        self._running = True
        try:
            self.raw.executemany(sql, rows)
        finally:
            self._running = False

    def _roll_back_leftovers(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")

    async def execute(self, sql: str, args: Sequence[Any] = ()) -> Rows:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self.run, sql, args or ())

    async def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._run_many, sql, rows)

    async def call(self, what: Callable[["_Connection"], Any]) -> Any:
        """Do more than one thing in one hop."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, what, self)

    def clean_up(self) -> asyncio.Future[None]:
        """Queue behind whatever still runs here, so a cancelled statement is undone too."""
        return asyncio.get_running_loop().run_in_executor(self._thread, self._roll_back_leftovers)

    def shut(self) -> None:
        # Whoever asked for what still runs has gone, or would not have let us close. Not when
        # nothing runs: it would cut off the closing itself, and leave the log unmerged.
        if self._running:
            self.raw.interrupt()
        self._thread.submit(self.raw.close).result()
        self._thread.shutdown()


class _Writing:
    """The writer, lent to one transaction and given back once."""

    def __init__(self, connection: _Connection, release: Callable[[], None]) -> None:
        self._connection = connection
        self._release: Callable[[], None] | None = release

    async def execute(self, sql: str, args: Sequence[Any] = ()) -> Rows:
        return await self._connection.execute(sql, args)

    async def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each row, in one hop."""
        await self._connection.execute_many(sql, rows)

    async def call(self, what: Callable[[_Connection], Any]) -> Any:
        return await self._connection.call(what)

    async def close(self) -> None:
        if self._release is None:
            return
        release, self._release = self._release, None
        cleaned = self._connection.clean_up()
        cleaned.add_done_callback(lambda _: release())
        await asyncio.shield(cleaned)


class SafeSQLiteTransaction(SQLiteTransaction):
    """Gives the writer back even when BEGIN, COMMIT or ROLLBACK raise or are cancelled."""

    __slots__ = ()

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = await self.get_connection()
        try:
            await self.begin()
        except BaseException:
            await self.connection.close()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if self._parent:
            return exception is None
        self.engine.current_transaction.reset(self.context)
        await asyncio.shield(asyncio.ensure_future(self._finish(failed=exception is not None)))
        return exception is None

    async def _finish(self, *, failed: bool) -> None:
        try:
            if failed:
                if not self._rolled_back:
                    await self.rollback()
            elif not self._committed and not self._rolled_back:
                await self.commit()
        finally:
            await self.connection.close()


class KeptSQLiteEngine(SQLiteEngine):
    """Piccolo's engine on kept connections, once `start_connection_pool` has run."""

    __slots__ = ("_lock", "_next_reader", "_readers", "_together", "_writer")

    def __init__(self, path: str) -> None:
        self._writer: _Connection | None = None
        self._readers: list[_Connection] = []
        self._next_reader = 0
        self._lock = asyncio.Lock()
        self._together = Together(self.get_connection, self._join)
        super().__init__(path, timeout=5)

    async def start_connection_pool(self, *, readers: int = 2) -> None:
        self._lock = asyncio.Lock()
        self._together = Together(self.get_connection, self._join)
        self._writer = _Connection(self.connection_kwargs, _PRAGMAS)
        reading = (*_PRAGMAS, "PRAGMA query_only = 1")
        self._readers = [_Connection(self.connection_kwargs, reading) for _ in range(readers)]

    async def close_connection_pool(self) -> None:
        for connection in (*self._readers, self._writer):
            if connection:
                connection.shut()
        self._writer, self._readers = None, []

    async def get_connection(self) -> Any:
        if self._writer is None:
            return await super().get_connection()
        await self._lock.acquire()
        return _Writing(self._writer, self._lock.release)

    def transaction(
        self,
        transaction_type: TransactionType = TransactionType.immediate,
        allow_nested: bool = True,  # noqa: FBT001, FBT002  # Piccolo's signature
    ) -> SafeSQLiteTransaction:
        return SafeSQLiteTransaction(
            engine=self, transaction_type=transaction_type, allow_nested=allow_nested
        )

    async def together(self, work: Work) -> Any:
        """A transaction that shares its commit with those of others."""
        if self._writer is None or self.current_transaction.get() is not None:
            async with self.transaction():
                return await work()
        return await self._together.write(work)

    def _join(self, connection: AtOnce) -> None:
        transaction = self.transaction()
        transaction.connection = connection
        self.current_transaction.set(transaction)

    async def _run_in_new_connection(
        self,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",
        table: type[Table] | None = None,
    ) -> Any:
        if self._writer is None:
            return await super()._run_in_new_connection(query, args, query_type, table)
        if query_type != "insert" and _READS.match(query):
            self._next_reader = (self._next_reader + 1) % len(self._readers)
            return await self._readers[self._next_reader].execute(query, args or ())
        async with self._lock:
            return await self._writer.execute(query, args or ())

    async def _run_in_existing_connection(
        self,
        connection: Any,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",
        table: type[Table] | None = None,
    ) -> Any:
        if isinstance(connection, _Writing | AtOnce):
            return await connection.execute(query, args or ())
        return await super()._run_in_existing_connection(connection, query, args, query_type, table)
