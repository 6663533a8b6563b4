"""Letting go of what somebody wrote and had: with their account, or with a draft.

What was approved was said in public and stays; what nobody approved goes with whoever wrote it.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.histories import brought_by, has_number, pattern_of
from xiangyi.features.benefits.service import (
    charging,
    finding,
    papers,
    picturing,
    telling,
    uses,
)
from xiangyi.features.benefits.service.keeping import columns_of, facts_of
from xiangyi.features.benefits.service.wording import HISTORY, texts_of, without
from xiangyi.features.benefits.tables import Benefit, BenefitRevision, VoucherUse
from xiangyi.features.notifications.service import unsaying
from xiangyi.features.notifications.tables import Campaign
from xiangyi.features.revising.service import Text

Row = dict[str, Any]


async def forget_all(id_: UUID) -> None:
    """Erase all that anybody wrote of one that is deleted, in the caller's transaction."""
    row, revisions = await _told(id_)
    texts = {text for _, before, after in HISTORY.told(revisions) for text in before | after}
    await _take_out(row, revisions, texts, whys={one["number"] for one in revisions}, stands=False)


async def forget_of(account: UUID, *, now: datetime) -> None:
    """Let a person's vouchers be nobody's, and erase what they wrote that does not stand.

    What they had not used ends, and is there for somebody else: its provider has its minutes no
    more.
    """
    await _end_unused(account, now=now)
    await run("UPDATE voucher SET account = NULL, token = NULL WHERE account = {}", account)
    await run("DELETE FROM lapse_notice WHERE account = {}", account)
    await run("UPDATE voucher_use SET undo_why = NULL WHERE undo_asked_by = {}", account)
    await _forget_refusals(account)
    for id_ in (
        await BenefitRevision.select(BenefitRevision.benefit)
        .distinct()
        .where(BenefitRevision.account == account)
        .output(as_list=True)
    ):
        row, revisions = await _told(id_)
        own = {one["number"] for one in revisions if one["account"] == account}
        gone = brought_by(account, HISTORY.told(revisions))
        await _take_out(row, revisions, gone, whys=own, stands=_stands(row))


async def _end_unused(account: UUID, *, now: datetime) -> None:
    ended = await run(
        "UPDATE voucher SET state = 'void', ended_at = {} WHERE account = {} AND state = 'issued'"
        " RETURNING id",
        *(now, account),
    )
    for one in sorted(ended, key=lambda one: str(one["id"])):
        voucher: Any = await papers.row_of(UUID(str(one["id"])))
        await finding.put_one_back(voucher["benefit"])
        await charging.give_back(voucher, now=now)


async def _forget_refusals(account: UUID) -> None:
    """Why they let uses stay, where it was told too."""
    rows = (
        await VoucherUse.select()
        .where((VoucherUse.undo_refused_by == account) & VoucherUse.undo_refused_why.is_not_null())
        .order_by(VoucherUse.id)
    )
    for row in rows:
        campaigns = await _campaigns([telling.refusal_of(row["id"])])
        await unsaying.unsay(campaigns, {uses.refused_why_of(row)})
    await run("UPDATE voucher_use SET undo_refused_why = NULL WHERE undo_refused_by = {}", account)


async def forget_number(phone: str, _: datetime) -> None:
    """Take a phone number out of what anybody wrote and no longer stands, in the transaction."""
    like = pattern_of(phone)
    rows = await run(
        'SELECT DISTINCT benefit FROM benefit_revision WHERE "before" LIKE {}'
        ' OR "after" LIKE {} OR why LIKE {}',
        *(like, like, like),
    )
    for one in rows:
        row, revisions = await _told(UUID(str(one["benefit"])))
        texts = {text for _, before, after in HISTORY.told(revisions) for text in before | after}
        await _take_out(
            row,
            revisions,
            {text for text in texts if has_number(text[-1], phone)},
            whys={one["number"] for one in revisions if has_number(one["why"], phone)},
            stands=_stands(row) or row["state"] in ("draft", "waiting"),
        )


async def _told(id_: UUID) -> tuple[Row, list[Row]]:
    """A benefit with its revisions, the oldest first."""
    row: Any = await Benefit.select().where(Benefit.id == id_).first()
    revisions = (
        await BenefitRevision.select()
        .where(BenefitRevision.benefit == id_)
        .order_by(BenefitRevision.number)
    )
    return row, revisions


def _stands(row: Row) -> bool:
    """Whether what it says was said in public."""
    return row["approved_at"] is not None


async def _take_out(
    row: Row, revisions: list[Row], texts: set[Text], *, whys: Collection[int], stands: bool
) -> None:
    """Erase of the texts those that do not stand, and what was said of these revisions."""
    facts = facts_of(row)
    gone = texts - texts_of(facts) if stands else texts
    reasons = {one["why"] for one in revisions if one["number"] in whys} - {row["reason"], ""}
    for one in revisions:
        changed: dict[Any, Any] = {
            state: HISTORY.left_of(one[state], gone) for state in ("before", "after")
        } | ({"why": ""} if one["why"] in reasons else {})
        if any(one[name] != value for name, value in changed.items()):
            await BenefitRevision.update(changed).where(BenefitRevision.id == one["id"])
    campaigns = await _campaigns(telling.threads_of(row["id"]))
    await unsaying.unsay(campaigns, {text for _, text in gone} | reasons)
    if stands or not gone:
        return
    columns: dict[Any, Any] = columns_of(without(gone, facts))
    # Nobody approves what they read while it was otherwise.
    columns["revision"] = row["revision"] + 1
    await Benefit.update(columns).where(Benefit.id == row["id"])
    await picturing.let_go(row["picture"])


async def _campaigns(threads: Collection[str]) -> list[UUID]:
    """What was told under these."""
    found: list[UUID] = (
        await Campaign.select(Campaign.id)
        .where(Campaign.thread.is_in(list(threads)))
        .output(as_list=True)
    )
    return found
