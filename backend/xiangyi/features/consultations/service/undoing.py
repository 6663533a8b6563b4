"""What a convener takes back: withdraw, cancel, delete."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.service import (
    agenda,
    bounding,
    forgetting,
    keeping,
    telling,
    telling_parties,
)
from xiangyi.features.consultations.service.checking import reason as reason_of
from xiangyi.features.consultations.service.reach import expect_theirs, row_of, writers


async def withdraw(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Make a draft again of what was to be announced later, or waits for a second person.

    The same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        AudienceNotYours: it goes to people where the asker does not convene.
        ConsultationNotAnnounced: it is not to be announced.
        OthersConsultation: it waits, and the asker neither wrote it nor sent it.
        AlreadyTold: people know; it can only be cancelled.
        CaseMoveUnfit: what it was to speak of was moved on at this moment.
    """
    row = await row_of(id_)
    await expect_theirs(asker, row)
    if await keeping.was_last(row, asker.account, "withdraw", ""):
        return
    keeping.next_state(row, "withdraw")
    columns = keeping.UNANNOUNCED | {"hurry": "", "send_at": None}
    waits = row["state"] == "waiting"
    if waits and asker.account not in await writers(id_):
        raise errors.OthersConsultation
    async with atomic():
        if waits:
            await telling.asked_no_more(id_, now=now)
        elif not keeping.is_hidden(row, now) or not await telling.call_off(id_, now=now):
            raise errors.AlreadyTold
        await telling_parties.asked_no_more(id_, now=now)
        await keeping.move(asker, row, "withdraw", columns, based_on=row["revision"], now=now)
        await agenda.let_go(asker, row, now=now)


async def cancel(asker: Asker, id_: UUID, why: str, *, now: datetime) -> None:
    """Let it not take place; everybody who was told is told that, and why.

    Where it was to be announced later, nobody hears of it at all.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        AudienceNotYours: it goes to people where the asker does not convene.
        ConsultationNotAnnounced: it is not announced, or cancelled already.
        ConsultationOver: it has begun.
        WhyMissing, WhyUnusable: the reason is blank, or hides something.
        NumberInWords: there is a mobile number in the reason.
        CauseMissing: many hear of it, and the reason is none of the causes.
        CaseMoveUnfit: what it was to speak of was moved on at this moment.
    """
    row = await row_of(id_)
    await expect_theirs(asker, row)
    reason = reason_of(why, "reason")
    if row["state"] == "cancelled" and row["reason"] == reason:
        return
    keeping.next_state(row, "cancel")
    keeping.expect_ahead(row, None, now=now)
    columns: dict[str, Any] = {"cancelled_at": now, "reason": reason}
    async with atomic():
        untold = keeping.is_hidden(row, now) and await telling.call_off(id_, now=now)
        if not untold:
            await bounding.expect_tellable(row, reason, now=now)
        if untold:
            columns["announced_at"] = None
        await keeping.move(
            asker, row, "cancel", columns, based_on=row["revision"], now=now, why=reason
        )
        if not untold:
            off = await row_of(id_)
            await telling.tell(off, "cancelled", asker.account, now=now)
            await telling_parties.tell(off, "off", now=now)
        else:
            await telling_parties.asked_no_more(id_, now=now)
        await agenda.let_go(asker, row, now=now)


async def delete(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Let a draft be gone for everybody: of it only the random id and who moved it stay.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        AudienceNotYours: it goes to people where the asker does not convene.
        ConsultationNotDraft: it waits for a second person, or people were told of it.
    """
    row = await row_of(id_)
    await expect_theirs(asker, row)
    async with atomic():
        await keeping.move(asker, row, "delete", {}, based_on=row["revision"], now=now)
        await forgetting.forget_all(id_)
