"""Writes of many on SQLite that share one commit, and so wait for the disk once.

While some are on their way to the disk, whoever comes waits, and then goes with all the others.
A whole write is one hop to the writer's thread, where its statements run one after the other;
each has a savepoint, and is undone alone.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from contextvars import Context, copy_context
from functools import partial
from typing import Any, Protocol

from msgspec import Struct

Rows = list[dict[str, Any]]
#: Awaits nothing but the database.
Work = Callable[[], Coroutine[Any, Any, Any]]

#: However many wait, others write too.
_MOST = 64


class Connection(Protocol):
    """The one that writes, on its own thread."""

    raw: sqlite3.Connection

    def run(self, sql: str, args: Sequence[Any] = ()) -> Rows: ...


class Lent(Protocol):
    """The same, lent to somebody until they close it."""

    async def call(self, what: Callable[[Connection], Any]) -> Any: ...

    async def close(self) -> None: ...


class AtOnce:
    """A connection for code that awaits it, and never waits: it is on the thread already."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, sql: str, args: Sequence[Any] = ()) -> Rows:
        return self._connection.run(sql, args)


class _Waiting(Struct, eq=False):
    work: Work
    context: Context
    done: asyncio.Future[Any]


class _Failed(Struct, frozen=True):
    error: BaseException


class Together:
    """Those who wait to write.

    Args:
        borrow: lends the writer.
        join: lets all statements of the context that calls it go to a connection.
    """

    def __init__(
        self,
        borrow: Callable[[], Coroutine[Any, Any, Lent]],
        join: Callable[[AtOnce], object],
    ) -> None:
        self._borrow, self._join = borrow, join
        self._waiting: deque[_Waiting] = deque()
        self._going: asyncio.Task[None] | None = None

    async def write(self, work: Work) -> Any:
        """Do it with others; answered once it is on the disk.

        It fails alone, unless the commit does. Whoever is cancelled meanwhile may have written.
        """
        loop = asyncio.get_running_loop()
        one = _Waiting(work, copy_context(), loop.create_future())
        self._waiting.append(one)
        if self._going is None or self._going.done():
            self._going = loop.create_task(self._go())
        return await one.done

    async def _go(self) -> None:
        while self._waiting:
            writer = await self._borrow()
            some = [self._waiting.popleft() for _ in range(min(_MOST, len(self._waiting)))]
            try:
                told = await writer.call(partial(self._all, some))
            except BaseException as error:  # noqa: BLE001  # theirs, who wait for it
                told = [_Failed(error)] * len(some)
            finally:
                await writer.close()
            for one, came in zip(some, told, strict=True):
                _tell(one.done, came)

    def _all(self, some: Sequence[_Waiting], connection: Connection) -> list[Any]:
        connection.run("BEGIN IMMEDIATE")
        told = [self._one(connection, one) for one in some]
        connection.run("COMMIT")
        return told

    def _one(self, connection: Connection, one: _Waiting) -> Any:
        connection.run("SAVEPOINT one")
        try:
            came = one.context.run(self._driven, connection, one.work)
        except BaseException as error:
            if not connection.raw.in_transaction:
                # SQLite has undone what the others wrote too.
                raise
            connection.run("ROLLBACK TO one")
            came = _Failed(error)
        connection.run("RELEASE one")
        return came

    def _driven(self, connection: Connection, work: Work) -> Any:
        self._join(AtOnce(connection))
        working = work()
        try:
            working.send(None)
        except StopIteration as ended:
            return ended.value
        working.close()
        raise RuntimeError("it waits for something else than the database")


def _tell(done: asyncio.Future[Any], came: Any) -> None:
    if done.cancelled():
        return
    if isinstance(came, _Failed):
        done.set_exception(came.error)
    else:
        done.set_result(came)
