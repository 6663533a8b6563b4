"""Pictures of the demonstration, sent as photos are from a desk."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from xiangyi.core.asking import Asker
from xiangyi.core.threads import aside
from xiangyi.demo.drawings import drawn
from xiangyi.features.media.adapters.darkroom import Darkroom
from xiangyi.features.media.service import Photos


async def send(sender: Asker, name: str, media: Path, *, now: datetime) -> UUID | None:
    """One of them into that folder; none where nothing of that name is drawn."""
    darkroom = Darkroom(1)
    try:
        found = await take(sender, name, Photos(media, darkroom), now=now)
    finally:
        await darkroom.close()
    return found and found[0]


async def take(
    sender: Asker, name: str, photos: Photos, *, now: datetime
) -> tuple[UUID, str] | None:
    """Its id and what it shows."""
    found = await aside(drawn, name)
    if found is None:
        return None
    content, words = found

    async def sent() -> AsyncIterator[bytes]:
        yield content

    async def charge(_: bool) -> None:  # noqa: FBT001  # nobody counts what we send ourselves
        return

    id_ = uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/picture/{name}")
    await photos.take(id_, sent(), account=sender.account, now=now, charge=charge)
    return id_, words
