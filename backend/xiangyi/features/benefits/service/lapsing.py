"""Redeemable minutes that grow too old: announced ahead, then gone; service minutes stay."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from xiangyi.core.asking import SignInNeeded
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.features.benefits.rules.lots import Lot, by_day, lapses_on
from xiangyi.features.benefits.rules.numbers import Numbers
from xiangyi.features.benefits.service import lots, ruling, telling
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post

Row = dict[str, Any]

#: Whoever has more than came lately has some that are older, as the oldest go first.
_OLD: Final = (
    "SELECT h.account FROM ledger_holder h JOIN ledger_account a ON a.id = h.ledger_account"
    " WHERE h.kind = 'redeemable' AND h.account IS NOT NULL AND h.account > {} AND a.balance >"
    " (SELECT COALESCE(SUM(e.minutes), 0) FROM ledger_entry e WHERE e.account = a.id"
    " AND e.minutes > 0 AND e.kind <> 'returned' AND e.posted_at > {})"
    " ORDER BY h.account LIMIT {}"
)
_SHORTEST: Final = "SELECT MIN(value) AS months FROM benefit_rule WHERE name = 'lapse_months'"
_LONGEST_AHEAD: Final = "SELECT MAX(value) AS days FROM benefit_rule WHERE name = 'announcing_days'"
_TOLD: Final = 'SELECT told_at FROM lapse_notice WHERE account = {} AND "on" = {} ORDER BY told_at'
_TELL: Final = 'INSERT INTO lapse_notice (account, "on", told_at, minutes) VALUES ({}, {}, {}, {})'
_ISSUER: Final = "SELECT account FROM ledger_entry WHERE posting = {} AND seq IS NULL"
_AT_ONCE: Final = 500


async def lapse(*, now: datetime) -> None:
    """Tell whoever has old minutes when they lapse; of those told long ago, let them lapse."""
    since = now - await _youngest()
    after = UUID(int=0)
    while rows := await run(_OLD, after, since, _AT_ONCE):
        for row in rows:
            after = UUID(str(row["account"]))
            await _of(after, now=now)


async def _youngest() -> timedelta:
    """No minutes younger than this are announced anywhere."""
    ours = Numbers()
    [months], [days] = await run(_SHORTEST), await run(_LONGEST_AHEAD)
    least = min(ours.lapse_months, int(str(months["months"] or ours.lapse_months)))
    most = max(ours.announcing_days, int(str(days["days"] or ours.announcing_days)))
    # A month has 28 days at least.
    return timedelta(days=max(0, 28 * least - most))


async def _of(account: UUID, *, now: datetime) -> None:
    """One person's, in a transaction of their own."""
    numbers = await ruling.numbers_of_person(account, now=now)
    today = now.astimezone(SHANGHAI).date()
    async with atomic():
        try:
            await hold_alone(account)
        except SignInNeeded:
            return
        held = await lots.held_by(account)
        for on in by_day(held, numbers.lapse_months):
            if on > today + timedelta(days=numbers.announcing_days):
                break
            lots_of_day = [lot for lot in held if lapses_on(lot.at, numbers.lapse_months) == on]
            told = await _told(account, on, lots_of_day, now=now)
            until = now - timedelta(days=numbers.announcing_days)
            gone = [
                lot for lot in lots_of_day if any(lot.was_there(at) for at in told if at <= until)
            ]
            if on <= today and gone:
                await _post(account, on, gone, now=now)


async def _told(account: UUID, on: date, held: Sequence[Lot], *, now: datetime) -> list[datetime]:
    """When they were told of that day; of minutes that were in a voucher each time, now."""
    told: list[datetime] = [row["told_at"] for row in await run(_TOLD, account, on)]  # type: ignore[misc]  # a column of ours
    fresh = sum(lot.minutes for lot in held if not any(lot.was_there(at) for at in told))
    if not fresh:
        return told
    await run(_TELL, account, on, now, fresh)
    await telling.lapsing(account, on, fresh, now=now)
    return [*told, now]


async def _post(account: UUID, on: date, gone: Sequence[Lot], *, now: datetime) -> None:
    """Let minutes go back to whoever issued them."""
    own = await accounts.account_of(account, "redeemable")
    [row] = await run("SELECT seq FROM ledger_account WHERE id = {}", own)
    back: dict[UUID, int] = {}
    for lot in gone:
        [issuer] = await run(_ISSUER, UUID(lot.posting))
        id_ = UUID(str(issuer["account"]))
        back[id_] = back.get(id_, 0) + lot.minutes
    lines = [Line(own, -sum(back.values())), *(Line(id_, back[id_]) for id_ in sorted(back))]
    await post(
        Posting(
            id=uuid5(own, f"lapsed/{on}/{row['seq']}"),
            kind="lapsed",
            about=f"lapsed/{on}",
            lines=tuple(lines),
        ),
        now=now,
    )
