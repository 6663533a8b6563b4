"""What media does: take a photo in, keep it, let it go."""

import asyncio
from collections.abc import AsyncIterator, Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.media import errors
from xiangyi.features.media.adapters import pictures
from xiangyi.features.media.adapters.darkroom import Darkroom
from xiangyi.features.media.schemas import PhotoSent
from xiangyi.features.media.tables import Photo

MOST_BYTES: Final = 10_000_000
#: A photo that waits in a phone's outbox for its report may wait so long here.
UNKEPT: Final = timedelta(days=2)


class Photos:
    """The photos of one data directory."""

    def __init__(self, folder: Path, darkroom: Darkroom) -> None:
        self._folder, self._darkroom = folder, darkroom

    async def take(
        self, id_: UUID, sent: AsyncIterator[bytes], *, account: UUID | None, now: datetime
    ) -> PhotoSent:
        """Develop what is sent and remember it; the same again answers as the first did.

        Raises:
            PhotoTooLarge: more than ten megabytes come; the rest is not read.
            PhotoUnreadable: it is no JPEG, PNG, WebP or HEIC, or a broken or hostile one.
            PhotoDiffers: another photo has this id.
            DarkroomBusy: too many are waiting.
        """
        content = await _read(sent)
        sent_digest = pictures.digest_of(content)
        if known := await self._known(id_, sent_digest):
            return known
        developed = await self._darkroom.develop(content)
        digest = await asyncio.to_thread(
            pictures.write, self._folder, developed.large, developed.small
        )
        photo = Photo(
            id=id_,
            digest=digest,
            sent_digest=sent_digest,
            width=developed.width,
            height=developed.height,
            account=account,
            sent_at=now,
            kept_at=None,
        )
        try:
            with duplicate_is(errors.PhotoDiffers()):
                async with atomic():
                    await Photo.insert(photo)
        except errors.PhotoDiffers:
            # Sent twice at once: the other was a moment earlier.
            if known := await self._known(id_, sent_digest):
                return known
            raise
        return PhotoSent(id_, digest, developed.width, developed.height)

    async def erase(self, digests: Collection[str]) -> None:
        """Remove the pictures of photos that were forgotten."""
        await erase(digests, self._folder)

    async def _known(self, id_: UUID, sent_digest: str) -> PhotoSent | None:
        row = await Photo.select().where(Photo.id == id_).first()
        if row is None:
            return None
        if row["sent_digest"] != sent_digest:
            raise errors.PhotoDiffers
        return PhotoSent(row["id"], row["digest"], row["width"], row["height"])


async def sweep(folder: Path, *, now: datetime) -> int:
    """Remove the photos that nobody keeps, and say how many."""
    rows = await Photo.select(Photo.id, Photo.digest).where(
        Photo.kept_at.is_null() & (Photo.sent_at < now - UNKEPT)
    )
    await remove([row["id"] for row in rows], folder)
    return len(rows)


async def remove(ids: Collection[UUID], folder: Path) -> None:
    """Forget photos and remove their pictures, unless another photo is the same picture."""
    if ids:
        async with atomic():
            digests = await forget(ids)
        await erase(digests, folder)


async def forget(ids: Collection[UUID]) -> set[str]:
    """Forget photos in the caller's transaction; once that is done, `erase` what is returned."""
    gone = await Photo.delete().where(Photo.id.is_in(list(ids))).returning(Photo.digest)
    return {row["digest"] for row in gone}


async def erase(digests: Collection[str], folder: Path) -> None:
    """Remove the pictures of these digests, but those that a photo still has."""
    still = await Photo.select(Photo.digest).where(Photo.digest.is_in(sorted(digests) or [""]))
    for digest in set(digests) - {row["digest"] for row in still}:
        await asyncio.to_thread(pictures.remove, folder, digest)


async def keep(id_: UUID, *, now: datetime) -> str:
    """Keep a photo from now on, in the caller's transaction, and return its digest.

    Raises:
        PhotoNotFound: none has been sent under this id, or it has been removed.
    """
    rows = await Photo.update({Photo.kept_at: now}).where(Photo.id == id_).returning(Photo.digest)
    if not rows:
        raise errors.PhotoNotFound(photo=str(id_))
    return str(rows[0]["digest"])


async def digests(ids: Collection[UUID]) -> dict[UUID, str]:
    """The pictures of the photos that are there."""
    if not ids:
        return {}
    rows = await Photo.select(Photo.id, Photo.digest).where(Photo.id.is_in(list(ids)))
    return {row["id"]: row["digest"] for row in rows}


async def _read(sent: AsyncIterator[bytes]) -> bytes:
    content = bytearray()
    async for some in sent:
        content += some
        if len(content) > MOST_BYTES:
            raise errors.PhotoTooLarge(most_bytes=MOST_BYTES)
    return bytes(content)
