"""Those without a phone: for whom a seat is kept, and who were there by the sheet at the door.

Whoever sits at a counter sees whom they entered; who convenes, everybody. No guest has an account,
so none sees anything of another.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal, unseal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas.room import Guest, GuestSaid
from xiangyi.features.consultations.service import correcting
from xiangyi.features.consultations.service.reach import (
    CONVENERS,
    RINGERS,
    expect_in,
    reads_names,
    row_of,
    within,
)
from xiangyi.features.consultations.tables import MeetingGuest, MeetingRecord
from xiangyi.features.identity.rules.persons import masked_name
from xiangyi.features.identity.service.naming import checked_name

#: As what a name is sealed.
NAME: Final = "guest_name"
_BEFORE: Final = timedelta(minutes=30)


async def listed(asker: Asker, id_: UUID, *, now: datetime) -> list[Guest]:
    """Who signed on paper, and for whom a seat is kept; the look is recorded.

    Raises:
        ConsultationNotFound, RoleMissing: the asker has no sheet of such a consultation.
    """
    row = await of_door(asker, id_)
    await audit.record(
        asker,
        "consultation.guests_read",
        "consultation",
        id_,
        now=now,
        division=row["division"],
    )
    return await seen(asker, row)


async def seen(asker: Asker, row: dict[str, Any]) -> list[Guest]:
    """Those whom the asker may see, the first first."""
    query = MeetingGuest.select().where(MeetingGuest.consultation == row["id"])
    if not await convenes(asker, row):
        query = query.where(MeetingGuest.entered_by == asker.account)
    named = await reads_names(asker, row)

    def called(one: dict[str, Any]) -> str:
        name = name_of(one)
        return name if named or one["entered_by"] == asker.account else masked_name(name)

    return [
        Guest(
            id=one["id"],
            name=called(one),
            kind=one["kind"],
            kept=one["seated_at"] is not None,
            here=one["came_at"] is not None,
        )
        for one in await query.order_by(MeetingGuest.entered_at, MeetingGuest.id)
    ]


async def enter(
    asker: Asker, id_: UUID, guest_id: UUID, said: GuestSaid, *, now: datetime
) -> list[Guest]:
    """Enter somebody, or put right how they are called; the same again changes nothing.

    Whoever takes the seat that was kept for them is called as it was kept.

    Raises:
        ConsultationNotFound, RoleMissing: the asker has no sheet of such a consultation.
        RoomClosed: it is not soon, or was called off.
        RecordStays: its record is sealed, with how many were there.
        NameUnusable: nobody is called that.
        GuestNotFound: the id is another meeting's, or of whom somebody else entered.
    """
    row = await of_door(asker, id_)
    name = checked_name(said.name)
    if row["state"] != "announced" or row["starts_at"] - _BEFORE > now:
        raise errors.RoomClosed
    until = await correcting.last_day(row, now=now)
    async with atomic():
        await _hold(id_)
        sealed = seal(name, owner=guest_id, field=NAME)
        entered = await run(
            "INSERT INTO meeting_guest"
            " (id, consultation, name, kind, entered_by, entered_at, came_at, came_by)"
            " VALUES ({}, {}, {}, {}, {}, {}, {}, {}) ON CONFLICT (id) DO NOTHING RETURNING id",
            *(guest_id, id_, sealed, said.kind, asker.account, now, now, asker.account),
        )
        was = None if entered else await one_of(guest_id)
        if was is not None:
            await expect_theirs(asker, row, was)
            same = (name_of(was), was["kind"]) == (name, said.kind)
            if was["came_at"] and same:
                return await seen(asker, row)
            changed: dict[Any, Any] = {MeetingGuest.name: sealed, MeetingGuest.kind: said.kind}
            if was["came_at"] is None:
                changed = {MeetingGuest.came_at: now, MeetingGuest.came_by: asker.account}
            await MeetingGuest.update(changed).where(MeetingGuest.id == guest_id)
        if was is None or was["came_at"] is None or was["kind"] != said.kind:
            await correcting.begin_anew(row, until, now=now)
        await _note(asker, row, "entered", now=now)
    return await seen(asker, row)


async def remove(asker: Asker, id_: UUID, guest_id: UUID, *, now: datetime) -> list[Guest]:
    """Take somebody off again who was not there; nobody, once more, changes nothing.

    The seat that was kept for them is kept on.

    Raises:
        ConsultationNotFound, RoleMissing: the asker has no sheet of such a consultation.
        RecordStays: its record is sealed, with how many were there.
        GuestNotFound: the id is another meeting's, or of whom somebody else entered.
    """
    row = await of_door(asker, id_)
    until = await correcting.last_day(row, now=now)
    async with atomic():
        await _hold(id_)
        was = await one_of(guest_id)
        if was is not None:
            await expect_theirs(asker, row, was)
        if was is not None and was["came_at"]:
            gone: dict[Any, Any] = {MeetingGuest.came_at: None, MeetingGuest.came_by: None}
            await MeetingGuest.update(gone).where(MeetingGuest.id == guest_id)
            await MeetingGuest.delete().where(
                (MeetingGuest.id == guest_id) & MeetingGuest.seated_at.is_null()
            )
            await correcting.begin_anew(row, until, now=now)
            await _note(asker, row, "removed", now=now)
    return await seen(asker, row)


async def kinds(id_: UUID) -> dict[str, int]:
    """How many signed on paper, by whom they came for."""
    rows = await run(
        "SELECT kind, count(*) AS people FROM meeting_guest WHERE consultation = {}"
        " AND came_at IS NOT NULL GROUP BY kind ORDER BY kind",
        id_,
    )
    return {str(row["kind"]): int(str(row["people"])) for row in rows}


async def counted(id_: UUID, account: UUID) -> tuple[int, int]:
    """How many signed on paper by others, who count for what somebody closes or seals; and by
    themselves, who do not.
    """
    [row] = await run(
        "SELECT count(*) AS people, COALESCE(sum(CASE WHEN came_by = {} THEN 1 ELSE 0 END), 0)"
        " AS own FROM meeting_guest WHERE consultation = {} AND came_at IS NOT NULL",
        *(account, id_),
    )
    own = int(str(row["own"]))
    return int(str(row["people"])) - own, own


async def reads_to(asker: Asker, row: dict[str, Any]) -> bool:
    """Whether the asker sits at a counter there and entered somebody who came: they read it out."""
    if not asker.holds(*RINGERS, within=await within(row["division"], row["organisation"])):
        return False
    return await MeetingGuest.exists().where(
        (MeetingGuest.consultation == row["id"])
        & (MeetingGuest.entered_by == asker.account)
        & MeetingGuest.came_at.is_not_null()
    )


async def of_door(asker: Asker, id_: UUID) -> dict[str, Any]:
    """Raises ConsultationNotFound, RoleMissing: the asker has no sheet of such a consultation."""
    row = await row_of(id_)
    await expect_in(asker, row, (*CONVENERS, *RINGERS))
    return row


async def convenes(asker: Asker, row: dict[str, Any]) -> bool:
    """Whether the asker convenes there, and so sees everybody and answers for them."""
    around = await within(row["division"], row["organisation"])
    return asker.holds(*CONVENERS, within=around)


async def expect_theirs(asker: Asker, row: dict[str, Any], was: dict[str, Any]) -> None:
    """Raises GuestNotFound: they are another meeting's, or somebody else entered them."""
    others = was["entered_by"] != asker.account and not await convenes(asker, row)
    if was["consultation"] != row["id"] or others:
        raise errors.GuestNotFound


async def _hold(id_: UUID) -> None:
    """Nobody seals the record at this moment."""
    await run("UPDATE meeting_record SET state = state WHERE consultation = {}", id_)
    if await MeetingRecord.exists().where(
        (MeetingRecord.consultation == id_) & (MeetingRecord.state == "sealed")
    ):
        raise errors.RecordStays


async def one_of(guest_id: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await MeetingGuest.select().where(MeetingGuest.id == guest_id).first()
    )
    return row


def name_of(row: dict[str, Any]) -> str:
    return unseal_some(row["name"], owner=row["id"], field=NAME)


async def _note(asker: Asker, row: dict[str, Any], done: str, *, now: datetime) -> None:
    await audit.record(
        asker,
        f"consultation.guest_{done}",
        "consultation",
        row["id"],
        division=row["division"],
        now=now,
    )
