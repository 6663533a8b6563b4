"""What somebody may have now, and what lacks for the rest."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.benefits.rules.eligible import Known, Missing, lacking
from xiangyi.features.benefits.rules.lots import by_day
from xiangyi.features.benefits.rules.terms import Eligibility, Quota, again_on, began_on
from xiangyi.features.benefits.schemas import BenefitOffer, Lapsing, MyBenefits
from xiangyi.features.benefits.service import finding, lots, ruling
from xiangyi.features.benefits.service.keeping import facts_of
from xiangyi.features.divisions import service as tree
from xiangyi.features.identity.service import guardians
from xiangyi.features.identity.service.consents import consented
from xiangyi.features.identity.tables import Account
from xiangyi.features.ledger.service import accounts, history
from xiangyi.features.volunteering.rules import stars
from xiangyi.features.volunteering.service.lines import FALSE_PRESENCE
from xiangyi.features.volunteering.service.ruling import numbers_of_person
from xiangyi.features.volunteering.service.standing import Standing, standing_of, years_later

Row = dict[str, Any]

#: What ended without a use counts towards no quota.
_HAD: Final = (
    "SELECT b.line, v.state, v.issued_at, v.expires_at FROM voucher v"
    " JOIN benefit b ON b.id = v.benefit WHERE v.account = {} AND v.state IN ('issued', 'used')"
)
_AHEAD: Final = timedelta(days=366)
_FOREVER: Final = datetime(1970, 1, 1, tzinfo=SHANGHAI)


class Person(Struct, frozen=True, kw_only=True):
    """Somebody as far as benefits ask about them.

    Attributes:
        around: the divisions in which they are at home, the province first.
        balance: redeemable minutes.
        had: their vouchers that are good or were used.
    """

    account: UUID
    around: list[str]
    standing: Standing
    steps: list[int]
    born_on: date | None
    taken_at: datetime | None
    balance: int
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
        had=await run(_HAD, account),
    )


async def missing_of(row: Row, whose: Person, *, now: datetime) -> list[Missing]:
    """All that lacks for one more voucher of a benefit; nothing where they may have it."""
    facts = facts_of(row)
    known = await _known(facts.eligibility, row["division"], whose, now=now)
    found = lacking(facts.eligibility, known)
    if (lack := facts.cost_minutes - whose.balance) > 0:
        found.append(Missing(kind="balance", lack_minutes=lack, need=facts.cost_minutes))
    if quota := _used_up(row["line"], whose, facts.quota, now=now):
        found.append(quota)
    if row["remaining"] is not None and row["remaining"] <= 0:
        found.append(Missing(kind="stock"))
    return found


async def mine(asker: Asker, *, now: datetime) -> MyBenefits:
    """What a person may have now first, then the rest, the nearest first."""
    whose = await person(asker.subject, now=now)
    rows = await finding.approved(whose.around or None)
    providers = {row["provider"] for row in rows}
    agreed = {one for one in providers if await consented(whose.account, purpose_of(one), now=now)}
    offers = [
        BenefitOffer(
            benefit=card,
            missing=await missing_of(row, whose, now=now),
            consented=row["provider"] in agreed,
            held=sum(
                one["line"] == row["line"] and one["state"] == "issued" and one["expires_at"] > now
                for one in whose.had
            ),
        )
        for row, card in zip(rows, await finding.cards(rows), strict=True)
    ]
    numbers = await ruling.numbers_of_person(asker.subject, now=now)
    held = by_day(await lots.held_by(asker.subject), numbers.lapse_months)
    today = now.astimezone(SHANGHAI).date()
    return MyBenefits(
        offers=sorted(offers, key=_nearness),
        redeemable_minutes=whose.balance,
        lapsing=[Lapsing(on, count) for on, count in held.items() if on <= today + _AHEAD],
        lapse_months=numbers.lapse_months,
        verified_minutes=whose.standing.verified_minutes,
        stars=whose.standing.stars,
        at_home=bool(whose.around),
        as_of=now,
    )


def purpose_of(provider: UUID) -> str:
    """Of the consent that a provider may learn of somebody."""
    return f"partner:{provider}"


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


def _used_up(line: UUID, whose: Person, quota: Quota, *, now: datetime) -> Missing | None:
    today = now.astimezone(SHANGHAI).date()
    began = began_on(quota.period, today)
    since = datetime.combine(began, time(), SHANGHAI) if began else _FOREVER
    times = sum(one["line"] == line and one["issued_at"] >= since for one in whose.had)
    if times < quota.times:
        return None
    return Missing(kind="quota", need=quota.times, on=again_on(quota.period, today))
