"""What a host does: draft, send for approval, approve, change, cancel, close, delete."""

from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is
from xiangyi.features.audit import service as audit
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.schemas import (
    ActivitySaid,
)
from xiangyi.features.volunteering.service import (
    agreeing,
    forgetting,
    keeping,
    overlapping,
    presences,
    reminding,
    seats,
    telling,
    telling_leads,
)
from xiangyi.features.volunteering.service.checking import checked
from xiangyi.features.volunteering.service.keeping import Kept, facts_of, kept
from xiangyi.features.volunteering.service.reach import expect_approver, expect_writer, writers
from xiangyi.features.volunteering.tables import VolunteerActivity


async def put(asker: Asker, id_: UUID, said: ActivitySaid, *, now: datetime) -> None:
    """Keep a draft, or what has changed of it; where people have signed up, tell them.

    The same again changes nothing.

    Raises:
        RoleMissing: the asker does not write for the host, or did not for the one before.
        ActivityUnusable, LeadUnfit: something cannot be; names the field.
        ApprovedStays: it is approved, and this would need another yes.
        ActivityNotDraft: it waits for a second person, is cancelled or closed.
        ActivityBegun: all of its shifts have begun.
        ActivityChangedMeanwhile: somebody else changed it since it was read.
        ActivityNotFound: it was read somewhere, and is deleted.
    """
    await expect_writer(asker, said.facts.organisation)
    if not await VolunteerActivity.exists().where(VolunteerActivity.id == id_):
        if said.based_on:
            raise errors.ActivityNotFound
        facts = await checked(asker, said.facts, None, now=now)
        with duplicate_is(errors.ActivityChangedMeanwhile(revision=1)):
            async with atomic():
                await keeping.draft(asker, id_, facts, now=now)
        return
    was = await kept(id_)
    await expect_writer(asker, was.row["organisation"])
    facts = await checked(asker, said.facts, was, now=now)
    if facts_of(was) == facts:
        return
    await agreeing.expect_changeable(was, facts, now=now)
    with duplicate_is(errors.ActivityChangedMeanwhile(revision=was.row["revision"])):
        async with atomic():
            await keeping.change(asker, was, facts, based_on=said.based_on, now=now)
            if was.row["state"] == "approved":
                await _seat_and_tell(asker, was, now=now)


async def submit(asker: Asker, id_: UUID, based_on: int, *, now: datetime) -> None:
    """Ask a second person to say yes; once more changes nothing.

    Raises:
        ActivityNotFound, RoleMissing: the asker writes no such activity.
        ActivityNotDraft: it waits already, is approved, cancelled or closed.
        ActivityBegun: a shift of it would have begun.
        ActivityChangedMeanwhile: it is not what the asker read any more.
    """
    one = await kept(id_)
    await expect_writer(asker, one.row["organisation"])
    if one.row["state"] == "waiting" and one.row["revision"] == based_on + 1:
        return
    keeping.next_state(one.row, "submit")
    _expect_ahead(one, now=now)
    async with atomic():
        await keeping.move(asker, one, "submit", {}, based_on=based_on, now=now)
        await telling.ask_for_approval(await kept(id_), now=now)


async def withdraw(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Make a draft again of what waits for a second person.

    Raises:
        ActivityNotFound, RoleMissing: the asker writes no such activity.
        ActivityNotWaiting: it does not wait.
        OthersActivity: the asker neither wrote it nor sent it.
    """
    one = await kept(id_)
    await expect_writer(asker, one.row["organisation"])
    keeping.next_state(one.row, "withdraw")
    if asker.account not in await writers(id_):
        raise errors.OthersActivity
    async with atomic():
        await telling.asked_no_more(id_, now=now)
        await keeping.move(asker, one, "withdraw", {}, based_on=one.row["revision"], now=now)


async def approve(asker: Asker, id_: UUID, based_on: int, *, now: datetime) -> None:
    """Say yes as the second person, before its first shift begins.

    Raises:
        ActivityNotFound, RoleMissing: the asker answers for no such activity.
        ActivityNotWaiting: it does not wait for a yes.
        OwnActivity: the asker wrote it or sent it for approval.
        ActivityBegun: a shift of it would have begun.
        ActivityChangedMeanwhile: it is not what the asker read any more.
    """
    one = await kept(id_)
    await expect_approver(asker, one.row["organisation"])
    keeping.next_state(one.row, "approve")
    if asker.account in await writers(id_):
        raise errors.OwnActivity
    _expect_ahead(one, now=now)
    columns = {"approved_at": now, "approved_by": asker.account}
    async with atomic():
        await keeping.move(asker, one, "approve", columns, based_on=based_on, now=now)
        await telling.decided(await kept(id_), "approved", now=now)


async def send_back(asker: Asker, id_: UUID, why: str, *, now: datetime) -> None:
    """Give a draft back to whoever wrote it, with a reason.

    Raises:
        ActivityNotFound, RoleMissing, ActivityNotWaiting: as `approve`.
        WhyMissing, WhyUnusable: the reason is blank, or hides something.
    """
    one = await kept(id_)
    await expect_approver(asker, one.row["organisation"])
    keeping.next_state(one.row, "send_back")
    reason = audit.reason(why)
    async with atomic():
        revision = one.row["revision"]
        await keeping.move(asker, one, "send_back", {}, based_on=revision, now=now, why=reason)
        await telling.decided(await kept(id_), "sent_back", reason, now=now)


async def cancel(asker: Asker, id_: UUID, why: str, *, now: datetime) -> None:
    """Let it not take place; everybody who signed up is told that, and why.

    Raises:
        ActivityNotFound, RoleMissing: the asker writes no such activity.
        ActivityNotApproved: it is not approved, or cancelled or closed already.
        ActivityBegun: a shift of it has begun: those that have not are left out instead.
        WhyMissing, WhyUnusable: the reason is blank, or hides something.
    """
    one = await kept(id_)
    await expect_writer(asker, one.row["organisation"])
    reason = audit.reason(why)
    if one.row["state"] == "cancelled" and one.row["reason"] == reason:
        return
    keeping.next_state(one.row, "cancel")
    _expect_ahead(one, now=now)
    columns = {"cancelled_at": now, "reason": reason}
    async with atomic():
        revision = one.row["revision"]
        await keeping.move(asker, one, "cancel", columns, based_on=revision, now=now, why=reason)
        one = await kept(id_)
        for shift in sorted(one.shifts, key=lambda shift: shift["id"]):
            # Whoever signs up at this moment is either told, or finds it cancelled.
            await seats.hold_shift(shift["id"])
            await _call_off(asker, one, shift, reason, now=now)


async def close(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Say that it is over and done with; once more changes nothing.

    Raises:
        ActivityNotFound, RoleMissing: the asker writes no such activity.
        ActivityNotApproved: it is not approved, or was cancelled.
        ActivityNotOver: a shift of it is still to end.
    """
    one = await kept(id_)
    await expect_writer(asker, one.row["organisation"])
    if one.row["state"] == "closed":
        return
    keeping.next_state(one.row, "close")
    if one.ends_at > now:
        raise errors.ActivityNotOver
    async with atomic():
        revision = one.row["revision"]
        await keeping.move(asker, one, "close", {"closed_at": now}, based_on=revision, now=now)


async def delete(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Let a draft be gone for everybody: of it only the random id and who moved it stay.

    Raises:
        ActivityNotFound, RoleMissing: the asker writes no such activity.
        ActivityNotDraft: it waits for a second person, or people could sign up for it.
    """
    one = await kept(id_)
    await expect_writer(asker, one.row["organisation"])
    async with atomic():
        await keeping.move(asker, one, "delete", {}, based_on=one.row["revision"], now=now)
        await forgetting.forget_all(id_)


async def _seat_and_tell(asker: Asker, was: Kept, *, now: datetime) -> None:
    """Give away seats that there are more of, and tell people what has changed.

    Raises:
        ActivityUnusable: more people have a seat than there would be.
    """
    one = await kept(was.id)
    there = {shift["id"] for shift in one.shifts}
    for shift in sorted(was.shifts, key=lambda shift: shift["id"]):
        held = await seats.hold_shift(shift["id"])
        if shift["id"] not in there:
            await _call_off(asker, one, shift, "", now=now)
            continue
        taken = (await seats.taken([shift["id"]]))[shift["id"]]
        if taken.open + held["reserved"] > held["capacity"]:
            raise errors.ActivityUnusable(field="shifts.capacity", shift=shift["id"])
        if taken.reserved > held["reserved"]:
            raise errors.ActivityUnusable(field="shifts.reserved", shift=shift["id"])
        await seats.fill(held, now=now)
        if (shift["starts_at"], shift["ends_at"]) != (held["starts_at"], held["ends_at"]):
            await reminding.set_anew(shift["id"], held["starts_at"], now=now)
            await overlapping.tell_anew(shift["id"], now=now)
        if shift["lead"] != held["lead"]:
            await telling_leads.given(one, held, asker.account, now=now)
        if shift["starts_at"] != held["starts_at"]:
            await presences.end_early(shift["id"], now=now)
    await telling.changed(one, asker.account, now=now)


async def _call_off(
    asker: Asker, one: Kept, shift: dict[str, Any], reason: str, *, now: datetime
) -> None:
    """Tell those of a shift that it does not take place, and nothing else of it any more."""
    await reminding.take_back(shift["id"], now=now)
    await overlapping.take_back(shift["id"], now=now)
    await presences.end_early(shift["id"], now=now)
    await telling.cancelled(one, shift, reason, asker.account, now=now)


def _expect_ahead(one: Kept, *, now: datetime) -> None:
    if one.starts_at <= now:
        raise errors.ActivityBegun
