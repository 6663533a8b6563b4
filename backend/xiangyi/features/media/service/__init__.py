"""What media does: take a photo in, keep it, let it go."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from xiangyi.core.db import atomic, duplicate_is, in_parts
from xiangyi.features.media import errors
from xiangyi.features.media.adapters import pictures
from xiangyi.features.media.adapters.darkroom import Darkroom
from xiangyi.features.media.adapters.intake import Intake
from xiangyi.features.media.schemas import PhotoSent
from xiangyi.features.media.tables import Photo

#: A photo that waits in a phone's outbox for its report may wait so long here.
UNKEPT: Final = timedelta(days=2)
#: From when on nobody is still about to remember a picture that was written.
_SETTLED: Final = timedelta(hours=1)

#: Whether a feature shows everybody the picture of a digest.
Shows = Callable[[str], Awaitable[bool]]
#: Told whether what begins to come looks like a photo, before it is developed; may refuse it.
Charge = Callable[[bool], Awaitable[None]]


class Photos:
    """The photos of one data directory."""

    def __init__(self, folder: Path, darkroom: Darkroom, intake: Intake | None = None) -> None:
        self._folder, self._darkroom = folder, darkroom
        self._intake = intake or Intake()

    async def take(  # noqa: PLR0913  # what is known of a photo
        self,
        id_: UUID,
        sent: AsyncIterator[bytes],
        *,
        account: UUID | None,
        now: datetime,
        charge: Charge,
        unblurred: bool = False,
    ) -> PhotoSent:
        """Develop what is sent and remember it; the same again answers as the first did.

        What does not begin as a photo is neither read to its end nor developed.

        Raises:
            PhotoTooLarge: more than ten megabytes come; the rest is not read.
            PhotoUnreadable: it is no JPEG, PNG, WebP or HEIC, or a broken or hostile one.
            PhotoDiffers: another photo has this id.
            UploadTooSlow: it does not come in time.
            DarkroomBusy: too many are on their way, or waiting.
        """
        # What it looks like is known once it is developed.
        photo = Photo(
            _ignore_missing=True, id=id_, account=account, sent_at=now, unblurred=unblurred
        )
        async with self._intake.taken(_charged(sent, charge)) as content:
            return await self._keep(photo, content)

    async def own(self, id_: UUID, accounts: Collection[UUID], *, small: bool) -> bytes:
        """The picture of a photo for the person of these accounts, who sent it.

        Raises:
            PhotoNotFound: they have sent none under this id, or it has been removed.
        """
        own = Photo.account.is_in(list(accounts))
        if not await Photo.exists().where((Photo.id == id_) & own):
            raise errors.PhotoNotFound(photo=str(id_))
        return await self.picture(id_, small=small)

    async def picture(self, id_: UUID, *, small: bool) -> bytes:
        """The picture of a photo, whether everybody sees it or not: who may is the caller's matter.

        Raises:
            PhotoNotFound: there is none (any more).
        """
        size = 320 if small else 1280
        digest = (await digests([id_])).get(id_, "")
        picture = await asyncio.to_thread(pictures.read, self._folder, digest, size)
        if not picture:
            raise errors.PhotoNotFound(photo=str(id_))
        return picture

    async def erase(self, digests: Collection[str]) -> None:
        """Remove the pictures of photos that were forgotten."""
        await erase(digests, self._folder)

    async def _keep(self, photo: Photo, content: bytearray) -> PhotoSent:
        photo.sent_digest = pictures.digest_of(content)
        if known := await self._known(photo):
            return known
        developed = await self._darkroom.develop(content)
        photo.digest = await asyncio.to_thread(
            pictures.write, self._folder, developed.large, developed.small
        )
        photo.width, photo.height = developed.width, developed.height
        try:
            with duplicate_is(errors.PhotoDiffers()):
                async with atomic():
                    await Photo.insert(photo)
        except errors.PhotoDiffers:
            # Sent twice at once: the other was a moment earlier.
            if known := await self._known(photo):
                return known
            raise
        return PhotoSent(photo.id, photo.digest, photo.width, photo.height)

    async def _known(self, photo: Photo) -> PhotoSent | None:
        row = await Photo.select().where(Photo.id == photo.id).first()
        if row is None:
            return None
        if row["sent_digest"] != photo.sent_digest:
            raise errors.PhotoDiffers
        return PhotoSent(row["id"], row["digest"], row["width"], row["height"])


async def _charged(sent: AsyncIterator[bytes], charge: Charge) -> AsyncIterator[bytes]:
    head = b""
    async for some in sent:
        if len(head) >= pictures.HEAD:
            yield some
            continue
        head += some
        if len(head) >= pictures.HEAD:
            await _charge(head, charge)
            yield head
    if len(head) < pictures.HEAD:
        await _charge(head, charge)


async def _charge(head: bytes, charge: Charge) -> None:
    begins = pictures.begins_as_photo(head)
    await charge(begins)
    if not begins:
        raise errors.PhotoUnreadable(reason="not_a_photo")


async def find_shown(folder: Path, shown: Collection[Shows], name: str) -> Path | None:
    """The file that an address asks for, if a feature shows it to everybody just now."""
    path = pictures.find(folder, name)
    digest = name.partition(".")[0]
    for shows in shown if path else ():
        if await shows(digest):
            return path
    return None


async def sweep(folder: Path, *, now: datetime) -> int:
    """Remove the photos that nobody keeps, and say how many.

    With them goes what a crash left behind: pictures whose photo was forgotten just before.
    """
    rows = await Photo.select(Photo.id, Photo.digest).where(
        Photo.kept_at.is_null() & (Photo.sent_at < now - UNKEPT)
    )
    await remove([row["id"] for row in rows], folder)
    old = await asyncio.to_thread(pictures.written_before, folder, (now - _SETTLED).timestamp())
    for some in in_parts(sorted(old), 1):
        await erase(some, folder)
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


async def keep_own(id_: UUID, account: UUID, *, now: datetime) -> None:
    """Keep a photo that somebody sent and that is for nothing yet, in the caller's transaction.

    Nobody makes public by its id what others sent, or what they themselves sent for something else.

    Raises:
        PhotoNotFound: they have sent none under this id, or it is for something else.
    """
    free = (Photo.id == id_) & (Photo.account == account) & Photo.kept_at.is_null()
    if not await Photo.update({Photo.kept_at: now}).where(free).returning(Photo.id):
        raise errors.PhotoNotFound(photo=str(id_))


async def unblurred(ids: Collection[UUID]) -> set[UUID]:
    """Which of these photos the phones that sent them could not open to blur anything."""
    rows = await Photo.select(Photo.id).where(
        Photo.id.is_in(list(ids) or [UUID(int=0)]) & Photo.unblurred.eq(True)  # noqa: FBT003
    )
    return {row["id"] for row in rows}


async def digests(ids: Collection[UUID]) -> dict[UUID, str]:
    """The pictures of the photos that are there."""
    if not ids:
        return {}
    rows = await Photo.select(Photo.id, Photo.digest).where(Photo.id.is_in(list(ids)))
    return {row["id"]: row["digest"] for row in rows}


async def developed(ids: Collection[UUID]) -> dict[UUID, PhotoSent]:
    """The same with how large they are."""
    rows = await Photo.select().where(Photo.id.is_in(list(ids))) if ids else []
    return {
        row["id"]: PhotoSent(row["id"], row["digest"], row["width"], row["height"]) for row in rows
    }
