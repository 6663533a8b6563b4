"""A few children that develop photos, each one photo at a time, outside the event loop."""

import asyncio
import struct
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from msgspec import Struct

from xiangyi.features.media import errors

_CHILD: Final = "xiangyi.features.media.adapters.developing"
#: Twelve megapixels take a fifth of a second; nothing honest takes this long.
PATIENCE_S: Final = 10.0
#: Waiting longer than this for a free child is longer than a phone waits for an answer.
MOST_WAITING: Final = 60
_CHILD_ENDED: Final = (asyncio.IncompleteReadError, ConnectionError)


class Developed(Struct, frozen=True):
    """Two WebP pictures, and the size of the larger one in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


class Darkroom:
    """Starts a child when a photo comes, and a new one where a photo was a child's end."""

    def __init__(self, size: int = 2, *, patience_s: float = PATIENCE_S) -> None:
        self._free: asyncio.Queue[Process | None] = asyncio.Queue()
        for _ in range(size):
            self._free.put_nowait(None)
        self._patience_s = patience_s
        self._waiting = 0

    async def develop(self, content: bytes | bytearray) -> Developed:
        """Make two pictures of a photo.

        Raises:
            PhotoUnreadable: it is no photo, or one that takes too much time or memory.
            DarkroomBusy: too many wait already.
        """
        # A child may have ended over another photo, or by the machine's will.
        with suppress(*_CHILD_ENDED):
            return await self._develop(content)
        try:
            return await self._develop(content)
        except _CHILD_ENDED as error:
            # A decoder crashed, or memory was refused to it.
            raise errors.PhotoUnreadable(reason="damaged") from error

    async def _develop(self, content: bytes | bytearray) -> Developed:
        async with self._child() as child:
            try:
                async with asyncio.timeout(self._patience_s):
                    return _read(*await _ask(child, content))
            except TimeoutError as error:
                await _end(child)
                raise errors.PhotoUnreadable(reason="too_long") from error
            except (asyncio.CancelledError, *_CHILD_ENDED):
                # Until it is waited for, the next photo would be given to a child that is gone.
                await _end(child)
                raise

    async def close(self) -> None:
        """End the children; whoever develops meanwhile gets a new one."""
        for _ in range(self._free.qsize()):
            child = self._free.get_nowait()
            if child is not None:
                await _end(child)
            self._free.put_nowait(None)

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
                    *(sys.executable, "-P", "-m", _CHILD), stdin=PIPE, stdout=PIPE
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


def _read(good: int, body: bytes) -> Developed:
    if not good:
        raise errors.PhotoUnreadable(reason=body.decode())
    width, height, length = struct.unpack(">HHI", body[:8])
    return Developed(body[8 : 8 + length], body[8 + length :], width, height)


async def _end(child: Process) -> None:
    with suppress(ProcessLookupError):
        child.kill()
    await child.wait()
