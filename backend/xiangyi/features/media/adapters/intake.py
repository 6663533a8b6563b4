"""Photos on their way in: so much of them at once, each with a time by which it has to be there.

Whoever sends half a photo and waits would otherwise hold memory for as long as they please.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from xiangyi.features.media import errors

#: What a photo may be; the phone knows it too (pwa/src/api/limits.ts).
MOST_BYTES: Final = 10_000_000
#: Of all photos that are on their way or wait to be developed, in one process: as many as 160 of
#: those that a phone has made smaller.
MOST_AT_ONCE: Final = 64_000_000
#: A line on which nothing comes for so long is dead.
SILENCE_S: Final = 30.0
#: A phone waits no longer for a photo to go (pwa/src/store/sending.ts).
WHOLE_S: Final = 180.0


class Intake:
    """Takes bodies in; where there is no room, the one that has been silent the longest goes."""

    def __init__(
        self,
        most_bytes: int = MOST_AT_ONCE,
        *,
        silence_s: float = SILENCE_S,
        whole_s: float = WHOLE_S,
    ) -> None:
        self._room = most_bytes
        self._silence_s, self._whole_s = silence_s, whole_s
        #: Those that are still coming; the one that has been silent the longest is the first.
        self._coming: dict[_Body, None] = {}

    @asynccontextmanager
    async def taken(self, sent: AsyncIterator[bytes]) -> AsyncIterator[bytearray]:
        """All that is sent, whose room is taken up for as long as this lasts.

        Raises:
            PhotoTooLarge: more than ten megabytes come; the rest is not read.
            UploadTooSlow: it was silent for too long, or not there in time.
            DarkroomBusy: there is no room for it, or others came who needed its room.
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
                        raise errors.DarkroomBusy
                    self._add(body, some)
                    body.patience.reschedule(min(now() + self._silence_s, end))
        except TimeoutError as error:
            raise (errors.DarkroomBusy if body.displaced else errors.UploadTooSlow) from error
        finally:
            self._coming.pop(body, None)
        if body.displaced:
            raise errors.DarkroomBusy

    def _add(self, body: "_Body", some: bytes) -> None:
        if len(body.content) + len(some) > MOST_BYTES:
            raise errors.PhotoTooLarge(most_bytes=MOST_BYTES, most_mb=MOST_BYTES // 1_000_000)
        self._coming.pop(body, None)
        while len(some) > self._room:
            longest_silent = next(iter(self._coming), None)
            if longest_silent is None:
                raise errors.DarkroomBusy
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
    """A photo on its way in."""

    patience: asyncio.Timeout

    def __init__(self) -> None:
        self.content = bytearray()
        self.displaced = False
