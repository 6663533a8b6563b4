"""The pictures of benefits: whose photo one may have, who sees it, and when it is let go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.benefits.rules.life import State
from xiangyi.features.benefits.schemas import BenefitFacts, PictureShown
from xiangyi.features.media import service as media
from xiangyi.features.media.errors import PhotoNotFound

Row = dict[str, Any]

#: What is over has no picture any more.
HAVING: Final[tuple[State, ...]] = ("draft", "waiting", "approved")
_HAVING: Final = ", ".join(f"'{one}'" for one in HAVING)
#: Nobody makes public what others sent, or what they themselves sent for something else.
_KEEP: Final = (
    "UPDATE photo SET kept_at = {} WHERE id = {} AND ((account = {} AND kept_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM benefit b WHERE b.picture = photo.id AND b.provider = {}))"
    " RETURNING id"
)
_LET_GO: Final = (
    "UPDATE photo SET kept_at = NULL WHERE id = {} AND NOT EXISTS (SELECT 1 FROM benefit b"  # noqa: S608  # ours
    f" WHERE b.picture = photo.id AND b.state IN ({_HAVING}))"
)


async def shows(digest: str) -> bool:
    """Whether a picture is that of a benefit that is approved."""
    return bool(
        await run(
            "SELECT 1 FROM photo JOIN benefit ON benefit.picture = photo.id"
            " WHERE photo.digest = {} AND benefit.state = 'approved' LIMIT 1",
            digest,
        )
    )


async def keep(asker: Asker, facts: BenefitFacts, before: UUID | None, *, now: datetime) -> None:
    """Keep the photo of what somebody writes, in the caller's transaction.

    Args:
        before: what it had until now.

    Raises:
        PhotoNotFound: they have not sent it, or for something else, and no benefit of the provider
            has it.
    """
    if facts.picture is None or facts.picture.photo == before:
        return
    photo = facts.picture.photo
    if not await run(_KEEP, now, photo, asker.subject, facts.provider):
        raise PhotoNotFound(photo=str(photo))


async def let_go(photo: UUID | None) -> None:
    """Leave a photo to be swept unless a benefit still has it, in the caller's transaction."""
    if photo is None:
        return
    # Whoever gives it to another benefit meanwhile is seen below.
    await run("UPDATE photo SET kept_at = kept_at WHERE id = {}", photo)
    await run(_LET_GO, photo)


async def shown(rows: Sequence[Row]) -> dict[UUID, PictureShown]:
    """The pictures of those of these benefits that have one."""
    having = {
        row["id"]: row["picture"] for row in rows if row["picture"] and row["state"] in HAVING
    }
    words = {row["id"]: row["picture_words"] for row in rows}
    looks = await media.developed(set(having.values()))
    return {
        id_: PictureShown(look.digest, look.width, look.height, words[id_])
        for id_, photo in having.items()
        if (look := looks.get(photo))
    }


def photo_of(row: Row) -> UUID:
    """Raises PhotoNotFound: it has no picture, or none any more."""
    if row["picture"] is None or row["state"] not in HAVING:
        raise PhotoNotFound
    photo: UUID = row["picture"]
    return photo
