"""What a record said before each change, from when those who were there could read it."""

from datetime import datetime
from uuid import UUID

import msgspec

from xiangyi.core.db import run
from xiangyi.features.consultations.schemas.records import Earlier
from xiangyi.features.consultations.service.wording_records import public, unnamed, words_of
from xiangyi.features.consultations.tables import RecordEarlier
from xiangyi.features.identity.service import persons


async def keep(id_: UUID, words: str, by: UUID, *, now: datetime) -> None:
    """Keep what it says, before it says `words`; in the transaction, which holds the record.

    Nothing where it says so already, or is a draft that nobody was shown.
    """
    await run(
        "INSERT INTO record_earlier (consultation, words, changed_at, changed_by)"
        " SELECT consultation, words, {}, {} FROM meeting_record"
        " WHERE consultation = {} AND state = 'open' AND words <> {}",
        *(now, by, id_, words),
    )


async def unname(id_: UUID, speaker: UUID) -> None:
    """Let what somebody said stand in all of it without their name, in the caller's transaction."""
    for was in await RecordEarlier.select().where(RecordEarlier.consultation == id_):
        told = msgspec.json.encode(unnamed(words_of(was), speaker)).decode()
        await RecordEarlier.update({RecordEarlier.words: told}).where(RecordEarlier.id == was["id"])


async def many(id_: UUID) -> int:
    """How often it was changed since it was laid open."""
    found: int = await RecordEarlier.count().where(RecordEarlier.consultation == id_)
    return found


async def told(id_: UUID, *, named: bool = False) -> list[Earlier]:
    """What it said before each change, the first first; at the desk, with who made it."""
    rows = (
        await RecordEarlier.select()
        .where(RecordEarlier.consultation == id_)
        .order_by(RecordEarlier.id)
    )
    masks = await persons.masks({one["changed_by"] for one in rows}) if named else {}

    def by(account: UUID) -> str:
        mask = masks.get(account)
        return (mask and (mask.name or mask.phone)) or ""

    return [
        Earlier(one["changed_at"], by(one["changed_by"]), public(words_of(one))) for one in rows
    ]
