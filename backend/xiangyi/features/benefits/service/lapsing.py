"""Redeemable minutes that grow too old: announced ahead, then gone; service minutes stay.

They lapse on the day that was told, whatever a rule says since: nobody is told two days.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from xiangyi.core.asking import SignInNeeded
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.features.benefits.rules.lots import Lot, Told, by_day, lapses_on, sum_of, told_day
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
_TOLD: Final = 'SELECT "on", told_at, lapses_on FROM lapse_notice WHERE account = {}'
_TELL: Final = (
    'INSERT INTO lapse_notice (account, "on", told_at, minutes, lapses_on)'
    " VALUES ({}, {}, {}, {}, {})"
)
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


async def told_to(account: UUID, numbers: Numbers) -> list[Told]:
    """What somebody was told of minutes that lapse."""
    ahead = timedelta(days=numbers.announcing_days)
    rows: list[Row] = await run(_TOLD, account)
    return [
        Told(
            row["on"],
            row["told_at"],
            row["lapses_on"] or max(row["on"], _day(row["told_at"]) + ahead),
        )
        for row in rows
    ]


def soonest(numbers: Numbers, now: datetime) -> date:
    """The day on which lapses what is told now."""
    return _day(now) + timedelta(days=numbers.announcing_days)


async def _of(account: UUID, *, now: datetime) -> None:
    """One person's, in a transaction of their own."""
    numbers = await ruling.numbers_of_person(account, now=now)
    months, ahead = numbers.lapse_months, soonest(numbers, now)
    async with atomic():
        try:
            await hold_alone(account)
        except SignInNeeded:
            return
        held = await lots.held_by(account)
        told = await told_to(account, numbers)
        fresh: dict[date, int] = {}
        for lot in held:
            of = lapses_on(lot.at, months)
            if of <= ahead and told_day(lot, of, told) is None:
                fresh[of] = fresh.get(of, 0) + lot.minutes
        for of, minutes in fresh.items():
            await run(_TELL, account, of, now, minutes, ahead)
        days = by_day(held, months, told, soonest=ahead)
        if fresh:
            # With what was told of that day before, whose notice this one replaces.
            await telling.lapsing(account, ahead, sum_of(days[ahead]), now=now)
        for on, gone in days.items():
            if on <= _day(now):
                await _post(account, on, gone, now=now)


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


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
