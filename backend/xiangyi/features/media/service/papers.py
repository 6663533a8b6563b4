"""What media does with papers: take a PDF in that does no harm, keep it, let it go.

Whose they are, and who reads them, is another feature's to say.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct

from xiangyi.core import intake
from xiangyi.features.media import errors
from xiangyi.features.media.adapters import shelf
from xiangyi.features.media.adapters.children import Children

#: What a paper may be; the desk knows it too (pwa/src/api/limits.ts).
MOST_BYTES: Final = 10_000_000
#: Of all that are on their way, in one process.
_MOST_AT_ONCE: Final = 40_000_000
#: Ten megabytes on a slow line.
_WHOLE_S: Final = 600.0
#: Sixty thousand objects take seconds; nothing honest takes this long.
PATIENCE_S: Final = 20.0
_CHILD: Final = "xiangyi.features.media.adapters.examining"
#: From when on nobody is still about to remember what was written.
_SETTLED: Final = timedelta(hours=1)
_REFUSALS: Final = intake.Refusals(
    too_large=lambda: errors.PaperTooLarge(most_bytes=MOST_BYTES, most_mb=MOST_BYTES // 1_000_000),
    busy=errors.DarkroomBusy,
    too_slow=errors.UploadTooSlow,
)


class Kept(Struct, frozen=True):
    """By which a paper is found again, and how large it is."""

    digest: str
    size: int


class Papers:
    """The papers of one data directory."""

    def __init__(self, media_dir: Path, *, patience_s: float = PATIENCE_S) -> None:
        self._folder = _folder(media_dir)
        self._readers = Children(
            _CHILD,
            1,
            patience_s=patience_s,
            unreadable=lambda reason: errors.PaperUnreadable(reason=reason),
        )
        self._intake = intake.Intake(
            _MOST_AT_ONCE, each=MOST_BYTES, refusals=_REFUSALS, whole_s=_WHOLE_S
        )

    async def take(self, sent: AsyncIterator[bytes]) -> Kept:
        """Keep what is sent, for whoever remembers it within the hour.

        Raises:
            PaperTooLarge: more than ten megabytes come; the rest is not read.
            PaperUnreadable: it is no PDF, or one that is locked, does something or hides something.
            UploadTooSlow: it does not come in time.
            DarkroomBusy: too many are on their way, or waiting.
        """
        async with self._intake.taken(sent) as content:
            await self._readers.read(content)
            digest, size = sha256(content).hexdigest(), len(content)
            await asyncio.to_thread(shelf.write, self._folder, _named(digest), content)
        return Kept(digest, size)

    async def read(self, digest: str) -> bytes:
        """Raises PaperNotFound: it is there no more."""
        content = await asyncio.to_thread(shelf.read, self._folder, _named(digest))
        if content is None:
            raise errors.PaperNotFound
        return content

    async def close(self) -> None:
        await self._readers.close()


async def sweep(media_dir: Path, needed: Collection[str], *, now: datetime) -> None:
    """Remove what nobody needs: those that were taken off, and what a crash left behind."""
    before = (now - _SETTLED).timestamp()
    await asyncio.to_thread(shelf.sweep, _folder(media_dir), needed, before)


def _named(digest: str) -> str:
    return f"{digest}.pdf"


def _folder(media_dir: Path) -> Path:
    return media_dir / "papers"
