"""What a convener does: draft, send for approval, announce, change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.audit import service as audit
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.schemas import ConsultationFacts, ConsultationSaid
from xiangyi.features.consultations.schemas.desk import Announcing
from xiangyi.features.consultations.service import (
    agenda,
    bounding,
    changing,
    keeping,
    lawful,
    reaching,
    ruling,
    seating,
    telling,
    telling_parties,
)
from xiangyi.features.consultations.service.checking import checked
from xiangyi.features.consultations.service.checking import reason as reason_of
from xiangyi.features.consultations.service.reach import (
    APPROVERS,
    approving,
    expect_convener,
    expect_invited,
    expect_theirs,
    row_of,
    writers,
)
from xiangyi.features.consultations.tables import Consultation


async def put(asker: Asker, id_: UUID, said: ConsultationSaid, *, now: datetime) -> None:
    """Keep a draft, or what has changed of it; where people have been told, tell them.

    The same again changes nothing.

    Raises:
        RoleMissing: the asker does not convene there, or calls in the name of strangers.
        ConsultationUnusable: something cannot be; names the field.
        PartyOfAnotherKind: an organisation is asked for a party that it is not of.
        AudienceNotYours: it would go to people where the asker does not convene.
        SeatsHeld: of fewer seats somebody would lose theirs.
        AnnouncedWordsStay: it is announced, and more than when and where would change, or seats
            be counted no more; or a second person said yes to it, and one alone would lead people
            elsewhere.
        ManyMeanwhile: it goes to many by now, and one person alone announced it.
        ToldTooLate: people are to be told later, and it would have begun by then.
        ConsultationNotDraft: it waits for a second person, or is cancelled.
        ConsultationOver: it has begun.
        ConsultationChangedMeanwhile: somebody else changed it since it was read.
        ConsultationNotFound: it was read somewhere, and is deleted.
        ConcernNotFound: it would take on a concern that is none.
        NoticeTooShort: it is announced, and people would hear too late of when it is.
        WhyMissing, WhyUnusable, NumberInWords: why they hear so late is blank, or hides something,
            or there is a mobile number in it.
    """
    facts = await checked(said.facts, now=now)
    await expect_convener(asker, facts)
    await expect_invited(asker, facts.invited)
    await agenda.expect_theirs(asker, facts)
    row = await Consultation.select().where(Consultation.id == id_).first()
    if row is None:
        if said.based_on:
            raise errors.ConsultationNotFound
        with duplicate_is(errors.ConsultationChangedMeanwhile(revision=1)):
            async with atomic():
                await keeping.draft(asker, id_, facts, now=now)
        return
    if row["state"] == "deleted":
        raise errors.ConsultationNotFound
    await expect_theirs(asker, row)
    if keeping.facts_of(row) == facts:
        return
    hurry = reason_of(said.hurry, "hurry") if said.hurry else ""
    hurry = await _expect_changeable(row, facts, hurry, now=now)
    async with atomic():
        await keeping.change(asker, row, facts, based_on=said.based_on, now=now)
        if row["state"] == "announced":
            await agenda.moved(await row_of(id_), keeping.facts_of(row), now=now)
            await Consultation.update({Consultation.hurry: hurry}).where(Consultation.id == id_)
            # Of more seats those hear who waited for one.
            if replace(facts, seats=row["seats"]) != keeping.facts_of(row):
                await _tell_change(asker, id_, now=now)
            await seating.resize(row, facts.seats, now=now)
            await seating.settle(await row_of(id_), now=now)


async def announce(asker: Asker, id_: UUID, said: Announcing, *, now: datetime) -> None:
    """Let people know; where they are many, ask a second person to say yes first.

    Raises:
        ConsultationNotFound, RoleMissing: the asker convenes no such consultation.
        AudienceNotYours: it goes to people where the asker does not convene.
        ConsultationNotDraft: it waits already, is announced or cancelled.
        ConsultationOver: it would have begun by then.
        NobodyToTell: the audience has nobody in it.
        NobodyApproves: they are many, and there is no second person who may say yes.
        CallerNotOfForm, PartiesMissing, PartiesUntold, RiderSeatsMissing, NoticeTooShort: its form
            does not let it be called so.
        AgendaNotLater: it takes on a concern, and would be told later.
        CaseMoveUnfit: that concern is not accepted yet, or over.
        ConsultationChangedMeanwhile: it is not what the asker read any more.
    """
    row = await row_of(id_)
    await expect_theirs(asker, row)
    if _again(row, said):
        return
    keeping.next_state(row, "submit")
    keeping.expect_ahead(row, said.send_at, now=now)
    if said.send_at and any(one.concern for one in keeping.facts_of(row).agenda):
        raise errors.AgendaNotLater
    reason = reason_of(said.hurry, "hurry") if said.hurry else ""
    told_at = max(said.send_at or now, now)
    hurry = await lawful.expect_lawful(row, asker.roles, reason, told_at=told_at)
    told = await reaching.told_by(row)
    if not any(told):
        raise errors.NobodyToTell
    columns: dict[str, Any] = {
        "hurry": hurry,
        "send_at": said.send_at,
        "urgency": "urgent" if said.urgent else "normal",
        "message_after_h": said.message_after_h,
    }
    above = await ruling.approval_above(row | columns, now=now)
    alone = told[0] <= above
    if not alone and not await reaching.approval(asker, row):
        raise errors.NobodyApproves(above=above)
    async with atomic():
        if alone:
            columns["announced_to"] = told[0]
            await _announce(asker, row, columns, based_on=said.based_on, now=now)
        else:
            await keeping.move(asker, row, "submit", columns, based_on=said.based_on, now=now)
            await telling.ask_for_approval(row, now=now)


async def approve(asker: Asker, id_: UUID, based_on: int, *, now: datetime) -> None:
    """Say yes as the second person; people are told: whoever is called when it is sent.

    The same yes again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing: the asker answers for no such consultation.
        ConsultationNotWaiting: it does not wait for a yes.
        OwnConsultation: the asker wrote it or sent it for approval.
        ConsultationOver: it would have begun by then.
        NoticeTooShort and so on: by now its form does not let it be called so.
        CaseMoveUnfit: a concern that it takes on is over by now.
        ConsultationChangedMeanwhile: it is not what the asker read any more.
    """
    row = await _of_approver(asker, id_)
    if row["announced_by"] == asker.account and row["revision"] == based_on + 1:
        return
    keeping.next_state(row, "send_back")
    if asker.account in await writers(id_):
        raise errors.OwnConsultation
    keeping.expect_ahead(row, row["send_at"], now=now)
    by, told_at = await lawful.sent_by(row), max(row["send_at"] or now, now)
    await lawful.expect_lawful(row, by, row["hurry"], told_at=told_at)
    people, _ = await reaching.told_by(row)
    async with atomic():
        await _announce(asker, row, {"announced_to": people}, based_on=based_on, now=now)
        await telling.decided(await row_of(id_), "approved", now=now)


async def send_back(asker: Asker, id_: UUID, why: str, *, now: datetime) -> None:
    """Give a draft back to whoever wrote it, with a reason; the same again changes nothing.

    Raises:
        ConsultationNotFound, RoleMissing, ConsultationNotWaiting: as `approve`.
        WhyMissing, WhyUnusable: the reason is blank, or hides something.
        CaseMoveUnfit: what it was to speak of was moved on at this moment.
    """
    row = await _of_approver(asker, id_)
    reason = audit.reason(why)
    if await keeping.was_last(row, asker.account, "send_back", reason):
        return
    keeping.next_state(row, "send_back")
    async with atomic():
        await keeping.move(
            asker, row, "send_back", {}, based_on=row["revision"], now=now, why=reason
        )
        await telling.decided(await row_of(id_), "sent_back", reason, now=now)
        # Announced by one person, it may have come to wait only later.
        await agenda.let_go(asker, row, now=now)


async def _tell_change(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Tell those who have heard how it was what of it has changed; the others, how it is."""
    await telling.call_off(id_, now=now)
    was = await changing.last_told(id_)
    if was is None:
        await _tell_first(asker, id_, now=now)
        return
    await Consultation.update({Consultation.changed_at: now}).where(Consultation.id == id_)
    row = await row_of(id_)
    await telling_parties.tell(row, "moved", now=now)
    await telling.tell(row, "changed", asker.account, was=was, now=now)


async def _announce(
    asker: Asker, row: dict[str, Any], columns: dict[str, Any], *, based_on: int, now: datetime
) -> None:
    told = {**columns, "announced_at": now, "announced_by": asker.account}
    await keeping.move(asker, row, "announce", told, based_on=based_on, now=now)
    await agenda.take_on(asker, row, now=now)
    # Some said that they come before it was taken back, or had grown.
    await seating.settle(await row_of(row["id"]), now=now)
    await _tell_first(asker, row["id"], now=now)


async def _tell_first(asker: Asker, id_: UUID, *, now: datetime) -> None:
    row = await row_of(id_)
    most = await bounding.most_alone(row, now=now)
    await telling.tell(row, "announced", asker.account, most=most, now=now)
    await telling_parties.tell(row, "asked", now=now)


async def _of_approver(asker: Asker, id_: UUID) -> dict[str, Any]:
    row = await row_of(id_)
    asker.expect(*APPROVERS, within=await approving(row))
    return row


def _again(row: dict[str, Any], said: Announcing) -> bool:
    """Whether it was announced or sent for approval like this just now."""
    return (
        row["state"] in ("waiting", "announced")
        and row["revision"] == said.based_on + 1
        and (row["send_at"], row["urgency"] == "urgent", row["message_after_h"])
        == (said.send_at, said.urgent, said.message_after_h)
    )


async def _expect_changeable(
    row: dict[str, Any], facts: ConsultationFacts, hurry: str, *, now: datetime
) -> str:
    """Why people hear so late of it, where they do."""
    if row["state"] == "draft":
        return ""
    if row["state"] != "announced":
        raise errors.ConsultationNotDraft
    keeping.expect_ahead(row, None, now=now)
    await bounding.expect_changeable(row, facts, now=now)
    return await lawful.expect_in_time(row, facts.starts_at, hurry, now=now)
