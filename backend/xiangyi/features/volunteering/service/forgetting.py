"""Letting go of what somebody said and wrote: with their account, or with a draft.

What was approved was said in public and stays; what has been replaced since goes out of the
history with whoever wrote it, and of what nobody approved, all that they wrote.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.histories import brought_by, has_number, pattern_of
from xiangyi.features.notifications.service import unsaying
from xiangyi.features.revising.service import Text
from xiangyi.features.volunteering.service import seats, signing_up
from xiangyi.features.volunteering.service.keeping import Kept, columns_of, facts_of, shifts_of
from xiangyi.features.volunteering.service.wording import HISTORY, texts_of, without
from xiangyi.features.volunteering.tables import (
    ActivityCampaign,
    ActivityRevision,
    ShiftSignup,
    VolunteerActivity,
)


async def forget_all(id_: UUID) -> None:
    """Erase all that anybody wrote of one that is deleted, in the caller's transaction."""
    one, revisions = await _told(id_)
    texts = {text for _, before, after in HISTORY.told(revisions) for text in before | after}
    await _take_out(one, revisions, texts, whys={row["number"] for row in revisions}, stands=False)


async def forget_of(account: UUID, *, now: datetime) -> None:
    """Free the seats of an account, and erase what it wrote that does not stand; the same."""
    for signup in (
        await ShiftSignup.select()
        .where((ShiftSignup.account == account) & (ShiftSignup.state != "cancelled"))
        .order_by(ShiftSignup.shift)
    ):
        shift = await seats.hold_shift(signup["shift"])
        if shift["starts_at"] > now:
            await signing_up.let_go(shift, signup, now=now)
    await ShiftSignup.delete().where(ShiftSignup.account == account)
    for id_ in (
        await ActivityRevision.select(ActivityRevision.activity)
        .distinct()
        .where(ActivityRevision.account == account)
        .output(as_list=True)
    ):
        one, revisions = await _told(id_)
        own = {row["number"] for row in revisions if row["account"] == account}
        gone = brought_by(account, HISTORY.told(revisions))
        await _take_out(one, revisions, gone, whys=own, stands=_stands(one))


async def forget_number(phone: str, _: datetime) -> None:
    """Take a phone number out of what anybody wrote and no longer stands, in the transaction."""
    like = pattern_of(phone)
    rows = await run(
        'SELECT DISTINCT activity FROM activity_revision WHERE "before" LIKE {}'
        ' OR "after" LIKE {} OR why LIKE {}',
        *(like, like, like),
    )
    for row in rows:
        one, revisions = await _told(UUID(str(row["activity"])))
        texts = {text for _, before, after in HISTORY.told(revisions) for text in before | after}
        await _take_out(
            one,
            revisions,
            {text for text in texts if has_number(text[-1], phone)},
            whys={one["number"] for one in revisions if has_number(one["why"], phone)},
            stands=_stands(one) or one.row["state"] in ("draft", "waiting"),
        )


async def _told(id_: UUID) -> tuple[Kept, list[dict[str, Any]]]:
    """An activity with its revisions, the oldest first."""
    row: Any = await VolunteerActivity.select().where(VolunteerActivity.id == id_).first()
    revisions = (
        await ActivityRevision.select()
        .where(ActivityRevision.activity == id_)
        .order_by(ActivityRevision.number)
    )
    return Kept(row, await shifts_of(id_)), revisions


def _stands(one: Kept) -> bool:
    """Whether what it says was said in public."""
    return one.row["approved_at"] is not None


async def _take_out(
    one: Kept,
    revisions: list[dict[str, Any]],
    texts: set[Text],
    *,
    whys: Collection[int],
    stands: bool,
) -> None:
    """Erase of the texts those that do not stand, and what was said of these revisions."""
    facts = facts_of(one)
    gone = texts - texts_of(facts) if stands else texts
    reasons = {row["why"] for row in revisions if row["number"] in whys} - {one.row["reason"], ""}
    for row in revisions:
        changed: dict[Any, Any] = {
            state: HISTORY.left_of(row[state], gone) for state in ("before", "after")
        } | ({"why": ""} if row["why"] in reasons else {})
        if any(row[name] != value for name, value in changed.items()):
            await ActivityRevision.update(changed).where(ActivityRevision.id == row["id"])
    campaigns = (
        await ActivityCampaign.select(ActivityCampaign.campaign)
        .where(ActivityCampaign.activity == one.id)
        .output(as_list=True)
    )
    await unsaying.unsay(campaigns, {text for _, text in gone} | reasons)
    if stands or not gone:
        return
    columns: dict[Any, Any] = columns_of(without(gone, facts))
    # Nobody approves what they read while it was otherwise.
    columns["revision"] = one.row["revision"] + 1
    await VolunteerActivity.update(columns).where(VolunteerActivity.id == one.id)
