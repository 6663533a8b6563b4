"""Who is named in a record takes their name off it themselves, as long as its words may change."""

from datetime import datetime
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.records import RecordShown
from xiangyi.features.consultations.service import earlier, records
from xiangyi.features.consultations.service.presence import proven
from xiangyi.features.consultations.service.reach import public_row
from xiangyi.features.consultations.service.remarking import laid_open
from xiangyi.features.consultations.service.telling_records import named_thread
from xiangyi.features.consultations.service.wording_records import unnamed, words_of
from xiangyi.features.notifications.service import inbox


async def take_off(asker: Asker, id_: UUID, *, now: datetime) -> RecordShown:
    """What they said stays without their name, at once; the same again changes nothing.

    The name is theirs, so nobody is asked, and nobody else's days begin anew. Whoever is writing
    meanwhile has to read it first, and does not put it back.

    Raises:
        ConsultationNotFound, RecordNotFound: there is no record to speak of.
        PresenceMissing: the asker has not proved that they were there.
        RecordStays: it is sealed.
    """
    await public_row(id_, now=now)
    await laid_open(id_)
    there = await proven(id_, asker.subject)
    if there is None:
        raise errors.PresenceMissing
    if there["unsigned_at"] is None:
        async with atomic():
            held = await run(
                "UPDATE meeting_record SET revision = revision + 1 WHERE consultation = {}"
                " AND state = 'open' RETURNING words",
                id_,
            )
            if not held:
                raise errors.RecordStays
            await run(
                "UPDATE meeting_presence SET unsigned_at = {} WHERE id = {}", now, there["id"]
            )
            await run(
                "UPDATE meeting_record SET words = {} WHERE consultation = {}",
                msgspec.json.encode(unnamed(words_of(held[0]), there["id"])).decode(),
                id_,
            )
            await earlier.unname(id_, there["id"])
            await inbox.answered(asker.subject, named_thread(id_), now=now)
    return await records.shown(asker, id_, now=now)
