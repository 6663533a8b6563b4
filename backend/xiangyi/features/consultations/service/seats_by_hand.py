"""Seats that are kept by hand, for somebody without a phone who told the convener that they come.

They are counted like any other, but until the hour at which a party's seats open to all, at most
half of those are kept so: nobody proves who a name is. At the door whoever came is entered under
the same id.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.room import Guest, GuestSaid
from xiangyi.features.consultations.service import guests, seating
from xiangyi.features.consultations.service.reach import CONVENERS, expect_in, row_of
from xiangyi.features.consultations.tables import MeetingGuest
from xiangyi.features.identity.service.naming import checked_name


async def keep(
    asker: Asker, id_: UUID, guest_id: UUID, said: GuestSaid, *, now: datetime
) -> list[Guest]:
    """Keep somebody a seat, or put right how they are called; the same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker does not convene such a consultation.
        ConsultationNotAnnounced, ConsultationOver: nobody is given a seat now.
        SeatsUncounted: there is room for everybody.
        NameUnusable: nobody is called that.
        NoSeatToKeep: none is left for whom they come for.
        HalfByHand: half of what their party keeps is kept by hand, and no other seat is left.
        GuestNotFound: the id is another meeting's.
    """
    await _expect_convened(asker, id_)
    name = checked_name(said.name)
    async with atomic():
        row = await seating.hold(id_)
        was = await _of_meeting(id_, guest_id)
        if was and was["seated_at"] and (guests.name_of(was), was["kind"]) == (name, said.kind):
            return await guests.seen(asker, row)
        await _expect_seat(row, said.kind, was, now=now)
        sealed = seal(name, owner=guest_id, field=guests.NAME)
        await run(
            "INSERT INTO meeting_guest"
            " (id, consultation, name, kind, entered_by, entered_at, seated_at)"
            " VALUES ({}, {}, {}, {}, {}, {}, {}) ON CONFLICT (id) DO UPDATE SET"
            " name = EXCLUDED.name, kind = EXCLUDED.kind, seated_at = EXCLUDED.seated_at",
            *(guest_id, id_, sealed, said.kind, asker.account, now, now),
        )
        await _note(asker, row, "kept", now=now)
        return await guests.seen(asker, row)


async def give_up(asker: Asker, id_: UUID, guest_id: UUID, *, now: datetime) -> list[Guest]:
    """Keep it no longer; who waits has it. What is not kept, given up once more, changes nothing.

    Who came all the same stays on the sheet.

    Raises:
        ConsultationNotFound, RoleMissing: the asker does not convene such a consultation.
        GuestNotFound: the id is another meeting's.
    """
    await _expect_convened(asker, id_)
    async with atomic():
        row = await seating.hold(id_)
        was = await _of_meeting(id_, guest_id)
        if was and was["seated_at"]:
            await MeetingGuest.update({MeetingGuest.seated_at: None}).where(
                MeetingGuest.id == guest_id
            )
            await MeetingGuest.delete().where(
                (MeetingGuest.id == guest_id) & MeetingGuest.came_at.is_null()
            )
            await seating.settle(row, now=now)
            await _note(asker, row, "given_up", now=now)
        return await guests.seen(asker, row)


async def _expect_convened(asker: Asker, id_: UUID) -> None:
    await expect_in(asker, await row_of(id_), CONVENERS)


async def _of_meeting(id_: UUID, guest_id: UUID) -> dict[str, Any] | None:
    was = await guests.one_of(guest_id)
    if was is not None and was["consultation"] != id_:
        raise errors.GuestNotFound
    return was


async def _expect_seat(
    row: dict[str, Any], kind: str, was: dict[str, Any] | None, *, now: datetime
) -> None:
    if row["state"] != "announced":
        raise errors.ConsultationNotAnnounced
    if row["starts_at"] <= now:
        raise errors.ConsultationOver
    if row["seats"] is None:
        raise errors.SeatsUncounted
    if was and was["seated_at"] and was["kind"] == kind:
        return
    if was:
        # What they have is theirs to change for another.
        await MeetingGuest.update({MeetingGuest.seated_at: None}).where(
            MeetingGuest.id == was["id"]
        )
    await seating.expect_by_hand(row, kind, now=now)


async def _note(asker: Asker, row: dict[str, Any], done: str, *, now: datetime) -> None:
    await audit.record(
        asker,
        f"consultation.seat_{done}",
        "consultation",
        row["id"],
        division=row["division"],
        now=now,
    )
