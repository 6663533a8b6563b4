"""What media does with voice notes: take one in as it came, keep it, let it go.

A voice is a person: there is no address at which everybody hears one. Who may, another feature
says.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core import intake
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.media import errors
from xiangyi.features.media.adapters import shelf, sounds
from xiangyi.features.media.schemas import VoiceSent
from xiangyi.features.media.service import UNKEPT
from xiangyi.features.media.tables import Voice

#: A minute as a phone records it is a quarter of that; the phone knows it (pwa/src/api/limits.ts).
MOST_BYTES: Final = 1_000_000
#: Of all that are on their way, in one process.
_MOST_AT_ONCE: Final = 20_000_000
#: A phone waits no longer for a file to go (pwa/src/store/sending.ts).
_WHOLE_S: Final = 180.0
#: From when on nobody is still about to remember what was written.
_SETTLED: Final = timedelta(hours=1)
_REFUSALS: Final = intake.Refusals(
    too_large=lambda: errors.VoiceTooLarge(most_bytes=MOST_BYTES, most_mb=MOST_BYTES // 1_000_000),
    busy=errors.DarkroomBusy,
    too_slow=errors.UploadTooSlow,
)


class Sound(Struct, frozen=True):
    """A voice note and what it is."""

    content: bytes
    kind: str


class Voices:
    """The voice notes of one data directory."""

    def __init__(self, media_dir: Path) -> None:
        self._folder = _folder(media_dir)
        self._intake = intake.Intake(
            _MOST_AT_ONCE, each=MOST_BYTES, refusals=_REFUSALS, whole_s=_WHOLE_S
        )

    async def take(
        self, id_: UUID, sent: AsyncIterator[bytes], *, account: UUID, now: datetime
    ) -> VoiceSent:
        """Keep what is sent as it came; the same again answers as the first did.

        Raises:
            VoiceTooLarge: more than a megabyte comes; the rest is not read.
            VoiceUnusable: it is no recording of sound alone.
            VoiceDiffers: another has this id.
            UploadTooSlow: it does not come in time.
            DarkroomBusy: too many are on their way.
        """
        async with self._intake.taken(sent) as content:
            kind = sounds.kind_of(content)
            if kind is None:
                raise errors.VoiceUnusable
            digest = sha256(content).hexdigest()
            if await _known(id_, digest):
                return VoiceSent(id_)
            await asyncio.to_thread(shelf.write, self._folder, digest, content)
        voice = Voice(id=id_, digest=digest, kind=kind, account=account, sent_at=now)
        try:
            with duplicate_is(errors.VoiceDiffers()):
                async with atomic():
                    await Voice.insert(voice)
        except errors.VoiceDiffers:
            # Sent twice at once: the other was a moment earlier.
            if not await _known(id_, digest):
                raise
        return VoiceSent(id_)

    async def own(self, id_: UUID, accounts: Collection[UUID]) -> Sound:
        """One for the person of these accounts, who sent it.

        Raises:
            VoiceNotFound: they have sent none under this id, or it has been removed.
        """
        if not await Voice.exists().where((Voice.id == id_) & Voice.account.is_in(list(accounts))):
            raise errors.VoiceNotFound
        return await self.sound(id_)

    async def sound(self, id_: UUID) -> Sound:
        """One of anybody's: who may hear it is the caller's matter.

        Raises:
            VoiceNotFound: there is none (any more).
        """
        row = await Voice.select(Voice.digest, Voice.kind).where(Voice.id == id_).first()
        if row is None:
            raise errors.VoiceNotFound
        content = await asyncio.to_thread(shelf.read, self._folder, row["digest"])
        if content is None:
            raise errors.VoiceNotFound
        return Sound(content, row["kind"])


async def keep(id_: UUID, account: UUID, *, now: datetime) -> None:
    """Keep one that somebody sent from now on, in the caller's transaction.

    Raises:
        VoiceNotFound: they have sent none under this id, or it has been removed.
    """
    own = (Voice.id == id_) & (Voice.account == account)
    if not await Voice.update({Voice.kept_at: now}).where(own).returning(Voice.id):
        raise errors.VoiceNotFound


async def forget(ids: Collection[UUID]) -> None:
    """Forget some in the caller's transaction; nobody hears them any more, and their files go
    with the next sweep.
    """
    if ids:
        await Voice.delete().where(Voice.id.is_in(list(ids)))


async def sweep(media_dir: Path, *, now: datetime) -> None:
    """Remove those that nothing came to need, and the files of all that were forgotten."""
    await Voice.delete().where(Voice.kept_at.is_null() & (Voice.sent_at < now - UNKEPT))
    needed = {row["digest"] for row in await Voice.select(Voice.digest)}
    before = (now - _SETTLED).timestamp()
    await asyncio.to_thread(shelf.sweep, _folder(media_dir), needed, before)


async def _known(id_: UUID, digest: str) -> bool:
    """Raises VoiceDiffers: another was sent under this id."""
    was = await Voice.select(Voice.digest).where(Voice.id == id_).first()
    if was is not None and was["digest"] != digest:
        raise errors.VoiceDiffers
    return was is not None


def _folder(media_dir: Path) -> Path:
    return media_dir / "voices"
