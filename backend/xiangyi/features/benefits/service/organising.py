"""What a provider's and a division's people do: draft, hand in, approve, withdraw, renew."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.features.audit import service as audit
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.rules.life import Move
from xiangyi.features.benefits.schemas import BenefitSaid, BenefitWithdrawing
from xiangyi.features.benefits.service import forgetting, keeping, telling
from xiangyi.features.benefits.service.checking import checked
from xiangyi.features.benefits.service.keeping import facts_of, kept
from xiangyi.features.benefits.service.reach import (
    APPROVERS,
    expect_approver,
    expect_writer,
    may_withdraw,
    writers,
)
from xiangyi.features.benefits.tables import Benefit

Row = dict[str, Any]

#: What follows is not: its vouchers are honoured once somebody says yes to it.
_VOID: Final = (
    "UPDATE benefit SET voided_at = {} WHERE line = {} AND version > 0 AND version <= {}"
    " AND voided_at IS NULL"
)


async def put(asker: Asker, id_: UUID, said: BenefitSaid, *, now: datetime) -> None:
    """Keep a draft, or what has changed of it; the same again changes nothing.

    Raises:
        RoleMissing: the asker does not write for the provider, or did not for the one before.
        BenefitUnusable: something cannot be; names the field.
        BenefitNotDraft: it waits for a second person, or is approved: then it takes a new one.
        BenefitChangedMeanwhile: somebody else changed it since it was read.
        BenefitNotFound: it was read somewhere and is deleted, or it follows none.
        PhotoNotFound: its picture is none that the asker may give it.
    """
    await expect_writer(asker, said.facts.provider)
    facts = await checked(said.facts)
    if not await Benefit.exists().where(Benefit.id == id_):
        if said.based_on:
            raise errors.BenefitNotFound
        line = await _line(id_, said)
        with duplicate_is(errors.BenefitChangedMeanwhile(revision=1)):
            async with atomic():
                await keeping.draft(asker, id_, line, facts, now=now)
        return
    was = await kept(id_)
    await expect_writer(asker, was["provider"])
    if facts_of(was) == facts:
        return
    if was["state"] != "draft":
        raise errors.BenefitNotDraft
    if was["line"] != id_:
        _expect_same_line(was, said)
    async with atomic():
        await keeping.change(asker, was, facts, based_on=said.based_on, now=now)


async def submit(asker: Asker, id_: UUID, based_on: int, *, now: datetime) -> None:
    """Ask a second person to say yes; once more changes nothing.

    Raises:
        BenefitNotFound, RoleMissing: the asker writes no such benefit.
        BenefitNotDraft: it waits already, or is approved or withdrawn.
        BenefitChangedMeanwhile: it is not what the asker read any more.
    """
    row = await kept(id_)
    await expect_writer(asker, row["provider"])
    if row["state"] == "waiting" and row["revision"] == based_on + 1:
        return
    keeping.next_state(row, "submit")
    async with atomic():
        await keeping.move(asker, row, "submit", {}, based_on=based_on, now=now)
        await telling.ask_for_approval(row, now=now)


async def take_back(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Make a draft again of what waits for a second person.

    Raises:
        BenefitNotFound, RoleMissing: the asker writes no such benefit.
        BenefitNotWaiting: it does not wait.
        OthersBenefit: the asker neither wrote it nor sent it.
    """
    row = await kept(id_)
    await expect_writer(asker, row["provider"])
    keeping.next_state(row, "take_back")
    if asker.account not in await writers(id_):
        raise errors.OthersBenefit
    async with atomic():
        await telling.asked_no_more(id_, now=now)
        await keeping.move(asker, row, "take_back", {}, based_on=row["revision"], now=now)


async def approve(asker: Asker, id_: UUID, based_on: int, *, now: datetime) -> None:
    """Say yes as the second person; it takes the place of the version before.

    Raises:
        BenefitNotFound, RoleMissing: the asker answers for no division that gets it.
        BenefitNotWaiting: it does not wait for a yes.
        OwnBenefit: the asker wrote it or sent it for approval.
        OwnProvider: the asker stands for its provider, or did within a year.
        BenefitChangedMeanwhile: it is not what the asker read any more.
    """
    row = await kept(id_)
    await expect_approver(asker, row)
    keeping.next_state(row, "approve")
    if asker.account in await writers(id_):
        raise errors.OwnBenefit
    async with atomic():
        # Whoever approves another version of the line waits here, and finds this one.
        await run("UPDATE benefit SET line = line WHERE id = {}", row["line"])
        before = await Benefit.select().where((Benefit.line == row["line"]) & (Benefit.version > 0))
        columns = {
            "approved_at": now,
            "approved_by": asker.account,
            "version": 1 + max((one["version"] for one in before), default=0),
        }
        await keeping.move(asker, row, "approve", columns, based_on=based_on, now=now)
        for one in before:
            if one["state"] == "approved":
                revision = one["revision"]
                await keeping.move(asker, one, "replace", {}, based_on=revision, now=now)
        await telling.decided(row, "approved", now=now)


async def send_back(asker: Asker, id_: UUID, why: str, *, now: datetime) -> None:
    """Give a draft back to whoever wrote it, with a reason.

    Raises:
        BenefitNotFound, RoleMissing, BenefitNotWaiting, OwnProvider: as `approve`.
        WhyMissing, WhyUnusable: the reason is blank, or hides something.
    """
    row = await kept(id_)
    await expect_approver(asker, row)
    keeping.next_state(row, "send_back")
    reason = audit.reason(why)
    async with atomic():
        revision = row["revision"]
        await keeping.move(asker, row, "send_back", {}, based_on=revision, now=now, why=reason)
        await telling.decided(row, "sent_back", reason, now=now)


async def withdraw(asker: Asker, id_: UUID, said: BenefitWithdrawing, *, now: datetime) -> None:
    """Let nobody get it any more; the same again changes nothing.

    Vouchers that are out are honoured on, unless they end too, of the versions before as well:
    then the worker gives their minutes back and tells their people. What was honoured on may end
    later.

    Raises:
        BenefitNotFound: there is none.
        RoleMissing: the asker neither writes for its provider nor answers for its division.
        BenefitNotApproved: it is not approved, or was withdrawn otherwise.
        WhyMissing, WhyUnusable: the reason is blank, or hides something.
    """
    row = await kept(id_)
    if not await may_withdraw(asker, row):
        raise RoleMissing(roles=["partner", *APPROVERS])
    reason = audit.reason(said.why)
    voided = row["voided_at"] is not None
    if row["state"] == "withdrawn" and (row["reason"], voided) == (reason, said.void):
        return
    later = row["state"] == "withdrawn" and said.void and not voided
    made: Move = "void" if later else "withdraw"
    keeping.next_state(row, made)
    columns = {
        "withdrawn_at": row["withdrawn_at"] or now,
        "reason": reason,
        "voided_at": now if said.void else None,
    }
    async with atomic():
        revision = row["revision"]
        await keeping.move(asker, row, made, columns, based_on=revision, now=now, why=reason)
        if said.void:
            await run(_VOID, now, row["line"], row["version"])


async def delete(asker: Asker, id_: UUID, *, now: datetime) -> None:
    """Let a draft be gone for everybody: of it only the random id and who moved it stay.

    Raises:
        BenefitNotFound, RoleMissing: the asker writes no such benefit.
        BenefitNotDraft: it waits for a second person, or is approved.
    """
    row = await kept(id_)
    await expect_writer(asker, row["provider"])
    async with atomic():
        await keeping.move(asker, row, "delete", {}, based_on=row["revision"], now=now)
        await forgetting.forget_all(id_)


async def _line(id_: UUID, said: BenefitSaid) -> UUID:
    """Raises BenefitNotFound, BenefitUnusable: what it follows is none, or another's."""
    if said.follows is None:
        return id_
    before = await kept(said.follows)
    if before["version"] == 0:
        raise errors.BenefitNotApproved
    _expect_same_line(before, said)
    line: UUID = before["line"]
    return line


def _expect_same_line(before: Row, said: BenefitSaid) -> None:
    """Raises BenefitUnusable: another provider's, or another division's people would approve it."""
    for field in ("provider", "division"):
        if before[field] != getattr(said.facts, field):
            raise errors.BenefitUnusable(field=field)
