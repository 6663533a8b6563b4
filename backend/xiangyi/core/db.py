"""The few database moves that SQLite and PostgreSQL spell differently."""

import errno
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from asyncpg.exceptions import DiskFullError, UniqueViolationError
from piccolo.conf.apps import Finder
from piccolo.engine import Engine, PostgresEngine
from piccolo.engine.base import BaseTransaction
from piccolo.engine.sqlite import TransactionType
from piccolo.querystring import QueryString

from xiangyi.core.engines.postgres import SafePostgresEngine
from xiangyi.core.engines.sqlite import KeptSQLiteEngine
from xiangyi.core.errors import Refusal

#: PostgreSQL takes 32,767 parameters in one statement, SQLite as many in Debian's build.
MOST_PARAMETERS = 30_000

_SQLITE_DUPLICATES = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
#: The second: the file that SQLite's readers share could not be made as long as it must be.
_SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
_SYSTEM_FULL = {errno.ENOSPC, errno.EDQUOT}

Row = TypeVar("Row")
OurEngine = KeptSQLiteEngine | SafePostgresEngine


def engine_for(database_url: str, data_dir: Path) -> OurEngine:
    """Make the engine that the settings name; nothing is opened yet."""
    if database_url:
        return SafePostgresEngine({"dsn": database_url})
    return KeptSQLiteEngine(str(data_dir / "xiangyi.sqlite"))


@asynccontextmanager
async def connected(engine: OurEngine) -> AsyncIterator[None]:
    """Keep connections for as long as this lasts."""
    await engine.start_connection_pool()
    try:
        yield
    finally:
        await engine.close_connection_pool()


def engine_in_use() -> Engine[BaseTransaction]:
    engine: Engine[BaseTransaction] = _settings_of_piccolo().DB
    return engine


@cache
def _settings_of_piccolo() -> Any:
    """The module that `piccolo_conf.use` changes; Piccolo would import it for each statement."""
    return Finder().get_piccolo_conf_module()


@asynccontextmanager
async def atomic() -> AsyncIterator[None]:
    """All of it or none of it, joining the caller's transaction if there is one.

    Nothing but the database may be awaited inside. On SQLite the write lock is taken
    up front, because a transaction that reads first and asks for it later loses it
    to any other writer.
    """
    transaction: BaseTransaction = engine_in_use().transaction()
    async with transaction:
        yield


async def together(work: Callable[[], Coroutine[Any, Any, Row]]) -> Row:
    """As in `atomic`, for what many do at once: on SQLite they share a commit.

    Each is answered once it is on the disk, and fails alone, unless the commit itself does.
    Whoever is cancelled meanwhile may have written all the same.
    """
    engine = engine_in_use()
    if isinstance(engine, KeptSQLiteEngine):
        done: Row = await engine.together(work)
        return done
    async with atomic():
        return await work()


@asynccontextmanager
async def of_one_moment() -> AsyncIterator[None]:
    """Read everything as it is at the first look, holding up nobody who writes meanwhile."""
    engine = engine_in_use()
    if isinstance(engine, KeptSQLiteEngine):
        async with engine.transaction(TransactionType.deferred):
            yield
        return
    async with atomic():
        await run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def connection_in_use() -> Any:
    """The driver's own connection, in a transaction that the caller has begun."""
    transaction: Any = engine_in_use().current_transaction.get()
    return transaction.connection


async def run(sql: str, *args: object) -> list[dict[str, object]]:
    """Run one statement with `{}` for each argument, in the transaction if there is one."""
    engine = engine_in_use()
    asked = QueryString(sql, *args)
    if not any(isinstance(one, QueryString) for one in asked.args):
        # Piccolo takes longer to put the blanks in than SQLite to answer.
        blanks = _with_blanks(sql, len(args), engine.engine_type)
        asked._frozen_compiled_strings = blanks, [*asked.args]  # noqa: SLF001  # as its `freeze` does
    rows: list[dict[str, object]] = await engine.run_querystring(asked)
    return rows or []


async def insert(table: str, row: Mapping[str, object]) -> None:
    """Add one row by the names of its columns, several times as fast as Piccolo does."""
    names, blanks = ", ".join(f'"{name}"' for name in row), ", ".join(["{}"] * len(row))
    await run(f"INSERT INTO {table} ({names}) VALUES ({blanks})", *row.values())  # noqa: S608  # our own columns


@lru_cache(maxsize=2_048)
def _with_blanks(sql: str, count: int, engine_type: str) -> str:
    """A statement as the engine writes its blanks."""
    compiled, _ = QueryString(sql, *[None] * count).compile_string(engine_type)
    return compiled


@contextmanager
def duplicate_is(refusal: Refusal) -> Iterator[None]:
    """Answer a broken unique index with `refusal`.

    Wrap the whole `atomic()` block, never a statement inside it: PostgreSQL
    rejects everything that follows a failed statement in a transaction.
    """
    try:
        yield
    except UniqueViolationError as error:
        raise refusal from error
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorcode in _SQLITE_DUPLICATES:
            raise refusal from error
        raise


def no_space_left(error: BaseException | None) -> bool:
    """Whether a full disk is what stood in the way, in the error or in one that it covers."""
    while error is not None:
        if isinstance(error, DiskFullError):
            return True
        if isinstance(error, sqlite3.Error):
            # Errors of the module itself, such as a closed connection, carry no code.
            if getattr(error, "sqlite_errorcode", None) in _SQLITE_FULL:
                return True
        elif isinstance(error, OSError) and error.errno in _SYSTEM_FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def in_parts(rows: Sequence[Row], parameters_each: int) -> Iterator[Sequence[Row]]:
    """Split rows so that no statement has more parameters than an engine takes."""
    size = MOST_PARAMETERS // parameters_each
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def is_postgres() -> bool:
    return isinstance(engine_in_use(), PostgresEngine)
