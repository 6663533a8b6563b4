"""What somebody who signed on paper has to say of the record, entered for them at the desk."""

from datetime import datetime
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.room import Guest, Guests
from xiangyi.features.consultations.service import guests, remarking
from xiangyi.features.consultations.service.recording import record_of


async def sheet(id_: UUID, people: list[Guest], *, now: datetime) -> Guests:
    """Those on it, with what was entered for them, and what may be now."""
    kept = await record_of(id_)
    theirs = {one.id for one in people}
    said = await remarking.remarks(id_)
    return Guests(
        guests=people,
        remarks=[one for one in said if one.guest in theirs],
        may_remark=remarking.kind_now(kept, now) if kept else None,
    )


async def remark(  # noqa: PLR0913  # what, for whom, where and when
    asker: Asker, id_: UUID, guest_id: UUID, remark_id: UUID, words: str, *, now: datetime
) -> Guests:
    """Ask for somebody that it be put right, or object for them once it is sealed.

    Whoever convenes there is told, and where they are who enters it, who watches them too: they
    may answer it themselves. The same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker has no sheet of such a consultation.
        GuestNotFound: the id is another meeting's, or of whom somebody else entered.
        PresenceMissing: a seat was kept for them, and they did not come.
        RecordNotFound: there is no record to speak of.
        RecordUnusable: nothing is said, or something hidden.
        RemarkTooLate: the days for that are over.
        RemarkDiffers: something else was said under this id.
    """
    row = await guests.of_door(asker, id_)
    guest = await guests.one_of(guest_id)
    if guest is None:
        raise errors.GuestNotFound
    await guests.expect_theirs(asker, row, guest)
    if guest["came_at"] is None:
        raise errors.PresenceMissing
    own = await guests.convenes(asker, row)
    whose = remarking.Whose(guest=guest_id, by=asker, watched=own)
    await remarking.keep(row, await remarking.laid_open(id_), remark_id, whose, words, now=now)
    return await sheet(id_, await guests.seen(asker, row), now=now)
