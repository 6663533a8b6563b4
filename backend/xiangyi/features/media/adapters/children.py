"""A few children that read what strangers send, each one file at a time, outside the event loop."""

import asyncio
import struct
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from xiangyi.core.errors import Refusal
from xiangyi.features.media import errors

#: Waiting longer than this for a free child is longer than a phone waits for an answer.
MOST_WAITING: Final = 60
_CHILD_ENDED: Final = (asyncio.IncompleteReadError, ConnectionError)


class Children:
    """Starts a child when a file comes, and a new one where a file was a child's end.

    A child reads requests from standard input (four bytes of length, then the file) and answers
    each on standard output: one byte, 1 for a good file or 0 for a reason, then four bytes of
    length and a body.
    """

    def __init__(
        self, module: str, size: int, *, patience_s: float, unreadable: Callable[[str], Refusal]
    ) -> None:
        self._module, self._patience_s, self._unreadable = module, patience_s, unreadable
        self._free: asyncio.Queue[Process | None] = asyncio.Queue()
        for _ in range(size):
            self._free.put_nowait(None)
        self._waiting = 0

    async def read(self, content: bytes | bytearray) -> bytes:
        """What a child says of a file.

        Raises:
            Refusal: it is not what it should be, or takes too much time or memory.
            DarkroomBusy: too many wait already.
        """
        # A child may have ended over another file, or by the machine's will.
        with suppress(*_CHILD_ENDED):
            return await self._read(content)
        try:
            return await self._read(content)
        except _CHILD_ENDED as error:
            # A decoder crashed, or memory was refused to it.
            raise self._unreadable("damaged") from error

    async def close(self) -> None:
        """End the children; whoever reads meanwhile gets a new one."""
        for _ in range(self._free.qsize()):
            child = self._free.get_nowait()
            if child is not None:
                await _end(child)
            self._free.put_nowait(None)

    async def _read(self, content: bytes | bytearray) -> bytes:
        async with self._child() as child:
            try:
                async with asyncio.timeout(self._patience_s):
                    good, body = await _ask(child, content)
            except TimeoutError as error:
                await _end(child)
                raise self._unreadable("too_long") from error
            except (asyncio.CancelledError, *_CHILD_ENDED):
                # Until it is waited for, the next file would be given to a child that is gone.
                await _end(child)
                raise
        if not good:
            raise self._unreadable(body.decode())
        return body

    @asynccontextmanager
    async def _child(self) -> AsyncIterator[Process]:
        if self._waiting >= MOST_WAITING:
            raise errors.DarkroomBusy
        self._waiting += 1
        try:
            child = await self._free.get()
        finally:
            self._waiting -= 1
        try:
            if child is None or child.returncode is not None:
                child = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-P", "-m", self._module), stdin=PIPE, stdout=PIPE
                )
            yield child
        finally:
            self._free.put_nowait(child)


async def _ask(child: Process, content: bytes | bytearray) -> tuple[int, bytes]:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("a child is spoken to through pipes")
    child.stdin.write(struct.pack(">I", len(content)))
    child.stdin.write(content)
    await child.stdin.drain()
    good, length = struct.unpack(">BI", await child.stdout.readexactly(5))
    return good, await child.stdout.readexactly(length)


async def _end(child: Process) -> None:
    with suppress(ProcessLookupError):
        child.kill()
    await child.wait()
