"""People with minutes, a provider with counters, and its benefits, made without a server."""

from uuid import UUID, uuid4

from tests.benefits.makers import NAME, partner_of, serve
from tests.faults.counters import Someone
from tests.people import COMMUNITY, OFFICE, STREET, signed_in

from xiangyi.core.asking import HeldRole
from xiangyi.core.clock import utc_now
from xiangyi.core.db import run
from xiangyi.core.sealing import seal
from xiangyi.features.benefits.tables import Benefit
from xiangyi.features.identity.tables import Account, Consent

#: What a voucher of theirs takes, and what everybody has.
COST, HELD = 120, 12_000


async def people(count: int, *, first: int = 0) -> list[Someone]:
    """At home in the community, with minutes and a yes to the provider."""
    return [await _volunteer(first + number) for number in range(count)]


async def counters(count: int) -> list[Someone]:
    """Who stand at the counters of one provider."""
    return [await _somebody(5_000 + number, partner_of()) for number in range(count)]


async def benefit(*, stock: int | None = None) -> UUID:
    """One that two have agreed to, as often as one likes."""
    id_, now = uuid4(), utc_now()
    told = {"category": "medical", "title": "免费体检一次", "basis": "第十六条", "payer": "fund"}
    await Benefit.insert(
        Benefit(
            id=id_,
            line=id_,
            version=1,
            division=STREET,
            provider=OFFICE,
            eligibility="{}",
            cost_minutes=COST,
            quota_times=100,
            quota_period="ever",
            stock=stock,
            remaining=stock,
            valid_days=30,
            state="approved",
            revision=3,
            drafted_by=uuid4(),
            approved_by=uuid4(),
            approved_at=now,
            **told,
        )
    )
    return id_


async def spent(who: list[Someone]) -> int:
    """By the balances of these, how many minutes they are short of what they had."""
    held = 0
    for one in who:
        [row] = await run(
            "SELECT a.balance FROM ledger_holder h JOIN ledger_account a"
            " ON a.id = h.ledger_account WHERE h.account = {} AND h.kind = 'redeemable'",
            one.account,
        )
        held += int(str(row["balance"]))
    return HELD * len(who) - held


async def _volunteer(number: int) -> Someone:
    who = await _somebody(number)
    now = utc_now()
    named = seal(NAME, owner=who.account, field="name")
    await Account.update({Account.name: named, Account.home: COMMUNITY}).where(
        Account.id == who.account
    )
    await Consent.insert(
        Consent(
            id=uuid4(), account=who.account, purpose=f"partner:{OFFICE}", how="app", given_at=now
        )
    )
    await serve(who, HELD, now=now)
    return who


async def _somebody(number: int, *roles: HeldRole) -> Someone:
    person = await signed_in(f"1543{number:07}", *roles, now=utc_now())
    return Someone(person.account, person.device)
