"""Bodies on their way in: so much of them at once, each with a time by which it has to be there.

Whoever sends half of one and waits would otherwise hold memory for as long as they please.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from msgspec import Struct

from xiangyi.core.errors import Refusal

#: A line on which nothing comes for so long is dead.
SILENCE_S: Final = 30.0


class Refusals(Struct, frozen=True):
    """How a body is refused that is too large, has no room, or does not come in time."""

    too_large: Callable[[], Refusal]
    busy: Callable[[], Refusal]
    too_slow: Callable[[], Refusal]


class Intake:
    """Takes bodies in; where there is no room, the one that has been silent the longest goes."""

    def __init__(
        self,
        most_bytes: int,
        *,
        each: int,
        refusals: Refusals,
        silence_s: float = SILENCE_S,
        whole_s: float,
    ) -> None:
        self._room, self._each, self._refusals = most_bytes, each, refusals
        self._silence_s, self._whole_s = silence_s, whole_s
        #: Those that are still coming; the one that has been silent the longest is the first.
        self._coming: dict[_Body, None] = {}

    @asynccontextmanager
    async def taken(self, sent: AsyncIterator[bytes]) -> AsyncIterator[bytearray]:
        """All that is sent, whose room is taken up for as long as this lasts.

        Raises:
            Refusal: more comes than one may be, and the rest is not read; it was silent for too
                long, or not there in time; there is no room for it, or others needed its room.
        """
        body = _Body()
        try:
            await self._take(body, sent)
            yield body.content
        finally:
            self._let_go(body)

    async def _take(self, body: "_Body", sent: AsyncIterator[bytes]) -> None:
        now = asyncio.get_running_loop().time
        end = now() + self._whole_s
        try:
            async with asyncio.timeout_at(min(now() + self._silence_s, end)) as body.patience:
                async for some in sent:
                    if body.displaced:
                        raise self._refusals.busy()
                    self._add(body, some)
                    body.patience.reschedule(min(now() + self._silence_s, end))
        except TimeoutError as error:
            refused = self._refusals.busy if body.displaced else self._refusals.too_slow
            raise refused() from error
        finally:
            self._coming.pop(body, None)
        if body.displaced:
            raise self._refusals.busy()

    def _add(self, body: "_Body", some: bytes) -> None:
        if len(body.content) + len(some) > self._each:
            raise self._refusals.too_large()
        self._coming.pop(body, None)
        while len(some) > self._room:
            longest_silent = next(iter(self._coming), None)
            if longest_silent is None:
                raise self._refusals.busy()
            self._displace(longest_silent)
        self._room -= len(some)
        body.content += some
        self._coming[body] = None

    def _displace(self, body: "_Body") -> None:
        """Its task wakes at once, and finds that it has been told to go."""
        self._let_go(body)
        del self._coming[body]
        body.displaced = True
        body.patience.reschedule(asyncio.get_running_loop().time())

    def _let_go(self, body: "_Body") -> None:
        self._room += len(body.content)
        body.content = bytearray()


class _Body:
    """One on its way in."""

    patience: asyncio.Timeout

    def __init__(self) -> None:
        self.content = bytearray()
        self.displaced = False
