"""What somebody may have now, and what lacks for the rest."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.bulk import among, listed
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.benefits.rules.eligible import Known, Missing, lacking
from xiangyi.features.benefits.rules.lots import by_day, sum_of
from xiangyi.features.benefits.rules.numbers import BOUNDS
from xiangyi.features.benefits.rules.terms import Eligibility, Quota, again_on, began_on
from xiangyi.features.benefits.schemas import BenefitOffer, Lapsing, MyBenefits, Owed
from xiangyi.features.benefits.service import finding, lapsing, lots, ruling, unpaid
from xiangyi.features.benefits.service.keeping import facts_of
from xiangyi.features.benefits.service.papers import purpose_of
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.service import guardians
from xiangyi.features.identity.service.consents import consented
from xiangyi.features.identity.service.records import records_of
from xiangyi.features.identity.tables import Account
from xiangyi.features.ledger.service import accounts, history
from xiangyi.features.volunteering.rules import stars
from xiangyi.features.volunteering.service.lines import FALSE_PRESENCE
from xiangyi.features.volunteering.service.ruling import numbers_of_person
from xiangyi.features.volunteering.service.standing import Standing, standing_of, years_later

Row = dict[str, Any]

#: What ended without a use counts towards no quota, once no counter can say any more that it was.
_HAD: Final = (
    "SELECT b.line, v.state, v.issued_at, v.expires_at, v.ended_at FROM voucher v"
    " JOIN benefit b ON b.id = v.benefit WHERE {own}"
    " AND (v.state IN ('issued', 'used') OR v.ended_at > {{}})"
)
#: What a province may set at most.
_LONGEST: Final = timedelta(hours=BOUNDS["settling_h"][1])
_AHEAD: Final = timedelta(days=366)
_FOREVER: Final = datetime(1970, 1, 1, tzinfo=SHANGHAI)


class Person(Struct, frozen=True, kw_only=True):
    """Somebody as far as benefits ask about them.

    Attributes:
        around: the divisions in which they are at home, the province first.
        balance: redeemable minutes.
        owed: what a counter honoured whose minutes they had spent elsewhere.
        had: their vouchers that are good, were used, or ended a short time ago; those too that a
            clerk took for them before they claimed what was kept.
    """

    account: UUID
    around: list[str]
    standing: Standing
    steps: list[int]
    born_on: date | None
    taken_at: datetime | None
    balance: int
    owed: list[Owed]
    had: list[Row]


async def person(account: UUID, *, now: datetime) -> Person:
    """What the ledger and they themselves say of somebody."""
    row = await Account.select(Account.home).where(Account.id == account).first()
    home = row and row["home"]
    lineage = (await tree.lineages([home]))[home] if home else []
    numbers = await numbers_of_person(account, now=now)
    held = {one.account_kind: one.minutes for one in await accounts.balances(account)}
    return Person(
        account=account,
        around=[one.key for one in lineage],
        standing=await standing_of(account, now),
        steps=stars.ladder(numbers),
        born_on=await guardians.born_on(account),
        taken_at=await history.last_taken(account, FALSE_PRESENCE, now),
        balance=held.get("redeemable", 0),
        owed=await unpaid.owed_by(account, now=now),
        had=await run(
            _HAD.format(own=among("v.account", "UUID")),
            listed(await records_of(account)),
            now - _LONGEST,
        ),
    )


async def missing_of(
    row: Row, whose: Person, settling: timedelta, *, now: datetime
) -> list[Missing]:
    """All that lacks for one more voucher of a benefit; nothing where they may have it.

    Args:
        settling: for so long its provider may say that what was given back had been used.
    """
    facts = facts_of(row)
    known = await _known(facts.eligibility, row["division"], whose, now=now)
    found = lacking(facts.eligibility, known)
    if whose.owed:
        found.append(Missing(kind="owed"))
    if (lack := facts.cost_minutes - whose.balance) > 0:
        found.append(Missing(kind="balance", lack_minutes=lack, need=facts.cost_minutes))
    if quota := _used_up(row["line"], whose, facts.quota, settling, now=now):
        found.append(quota)
    if not await finding.has_one(row, ended_since=now - settling):
        found.append(Missing(kind="stock"))
    return found


async def mine(asker: Asker, *, now: datetime) -> MyBenefits:
    """What a person may have now first, then the rest, the nearest first."""
    whose = await person(asker.subject, now=now)
    rows = await finding.approved(whose.around or None)
    providers = {row["provider"] for row in rows}
    agreed = {one for one in providers if await consented(whose.account, purpose_of(one), now=now)}
    settling = {one: await ruling.settling_of(one, now=now) for one in providers}
    offers = [
        BenefitOffer(
            benefit=card,
            missing=await missing_of(row, whose, settling[row["provider"]], now=now),
            consented=row["provider"] in agreed,
            held=sum(
                one["line"] == row["line"] and one["state"] == "issued" and one["expires_at"] > now
                for one in whose.had
            ),
        )
        for row, card in zip(rows, await finding.cards(rows), strict=True)
    ]
    numbers = await ruling.numbers_of_person(asker.subject, now=now)
    days = by_day(
        await lots.held_by(asker.subject),
        numbers.lapse_months,
        await lapsing.told_to(asker.subject, numbers),
        soonest=lapsing.soonest(numbers, now),
    )
    today = now.astimezone(SHANGHAI).date()
    return MyBenefits(
        offers=sorted(offers, key=_nearness),
        redeemable_minutes=whose.balance,
        owed=whose.owed,
        lapsing=[Lapsing(on, sum_of(held)) for on, held in days.items() if on <= today + _AHEAD],
        lapse_months=numbers.lapse_months,
        verified_minutes=whose.standing.verified_minutes,
        stars=whose.standing.stars,
        at_home=bool(whose.around),
        as_of=now,
    )


def _nearness(offer: BenefitOffer) -> tuple[int, int]:
    return len(offer.missing), max((one.lack_minutes or 0 for one in offer.missing), default=0)


async def _known(wanted: Eligibility, division: str, whose: Person, *, now: datetime) -> Known:
    recent = 0
    if wanted.recent_minutes:
        before = now - timedelta(days=wanted.recent_days)
        recent = whose.standing.verified_minutes - await history.verified_minutes(
            whose.account, before
        )
    clean_on = None
    if wanted.clean_years and whose.taken_at:
        clean_on = years_later(whose.taken_at, wanted.clean_years).astimezone(SHANGHAI).date()
    return Known(
        minutes=whose.standing.verified_minutes,
        steps=whose.steps,
        recent_minutes=recent,
        clean_on=clean_on,
        at_home=division in whose.around,
        born_on=whose.born_on,
        today=now.astimezone(SHANGHAI).date(),
    )


def _used_up(
    line: UUID, whose: Person, quota: Quota, settling: timedelta, *, now: datetime
) -> Missing | None:
    today = now.astimezone(SHANGHAI).date()
    began = began_on(quota.period, today)
    since = datetime.combine(began, time(), SHANGHAI) if began else _FOREVER
    had = [one for one in whose.had if one["line"] == line and one["issued_at"] >= since]
    free_at = sorted(
        ended_at + settling
        for one in had
        if (ended_at := one["ended_at"]) is not None and ended_at + settling > now
    )
    times = sum(one["ended_at"] is None for one in had)
    if times + len(free_at) < quota.times:
        return None
    on = again_on(quota.period, today)
    if times < quota.times:
        # One of them comes free before the period ends, or else with it.
        freed = free_at[times + len(free_at) - quota.times].astimezone(SHANGHAI).date()
        on = min(freed + timedelta(days=1), on or date.max)
    return Missing(kind="quota", need=quota.times, on=on)
