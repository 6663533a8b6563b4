"""Somebody who sent a photo, and a voice note."""

from datetime import datetime
from uuid import UUID, uuid4

from xiangyi.features.media.tables import Photo, Voice


async def shows_and_says(account: UUID, *, now: datetime) -> None:
    when = {"account": account, "sent_at": now, "kept_at": now}
    picture = {"digest": "0" * 32, "sent_digest": "0" * 32, "width": 1, "height": 1}
    await Photo.insert(Photo(id=uuid4(), **picture, **when))
    await Voice.insert(Voice(id=uuid4(), digest="0" * 64, kind="audio/webm", **when))
