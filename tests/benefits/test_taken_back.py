"""Service that is taken back leaves no minutes to redeem, wherever they were by then."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace
from tests.benefits.makers import (
    a_volunteer,
    approved,
    ask,
    balances,
    serve,
    state_of,
    taken,
    the_ledger_is_whole,
    used,
)
from tests.people import OFFICE

from xiangyi.core.db import atomic, run
from xiangyi.features.benefits.jobs import expire_vouchers
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.volunteering.service import proving
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.service.lines import Standing, taking_of
from xiangyi.settings import Settings


@dataclass
class Shift:
    host: UUID
    shift: UUID


async def take_back(
    who, minutes: int, *, now, service_class: str = "verified", since: str = ""
) -> None:
    """`since` begins what the ledger says of it."""
    was = Standing(
        line=uuid4(),
        shift=uuid4(),
        account=who.account,
        minutes=minutes,
        service_class=service_class,
        redeemable=service_class == "verified",
        releasable=minutes,
        proved=0,
    )
    ground = cast(Ground, Shift(OFFICE, was.shift))
    async with atomic():
        made = await taking_of(uuid4(), ground, was, minutes)
        await post(replace(made, about=f"{since}{made.about}"), now=now)


async def cancel(api, clock, who, voucher) -> None:
    answer = await ask(api, clock, who, "PUT", f"vouchers/{voucher['id']}/cancellation")
    assert answer.status_code == 200, answer.text


@pytest.fixture
async def whole(api, clock, partner, county):
    """For all 600 minutes."""
    return await approved(api, clock, partner, county, costMinutes=600)


async def test_minutes_taken_back_are_not_kept_in_a_voucher(api, clock, volunteer, whole):
    voucher = await taken(api, clock, volunteer, whole)
    await take_back(volunteer, 600, now=clock.now)
    assert await balances(volunteer) == {"service": 0, "redeemable": 0}
    await cancel(api, clock, volunteer, voucher)
    assert await balances(volunteer) == {"service": 0, "redeemable": 0}
    back = await run("SELECT SUM(minutes) AS minutes FROM ledger_entry WHERE seq IS NULL")
    assert back[0]["minutes"] == 0, "to whoever issued them"
    assert await the_ledger_is_whole()


async def test_nor_in_one_that_runs_out(api, clock, volunteer, whole):
    voucher = await taken(api, clock, volunteer, whole)
    await take_back(volunteer, 250, now=clock.now)
    clock.now = await expires(voucher)
    await expire_vouchers(Settings(), clock.now)
    assert await state_of(api, clock, volunteer, voucher) == "expired"
    assert await balances(volunteer) == {"service": 350, "redeemable": 350}
    assert await the_ledger_is_whole()


async def expires(voucher):
    [row] = await run("SELECT expires_at FROM voucher WHERE id = {}", UUID(voucher["id"]))
    return row["expires_at"]


async def test_of_two_vouchers_each_minute_is_taken_once(api, clock, volunteer, partner, county):
    half = await approved(
        api, clock, partner, county, costMinutes=300, quota={"times": 9, "period": "year"}
    )
    vouchers = [await taken(api, clock, volunteer, half) for _ in range(2)]
    await take_back(volunteer, 400, now=clock.now)
    for voucher, left in zip(reversed(vouchers), (0, 200), strict=True):
        await cancel(api, clock, volunteer, voucher)
        assert (await balances(volunteer))["redeemable"] == left
    assert await the_ledger_is_whole()


async def test_what_was_earned_and_put_in_a_voucher_since_comes_back(
    api, clock, volunteer, whole, partner, county
):
    old = await taken(api, clock, volunteer, whole)
    await take_back(volunteer, 600, now=clock.now)
    await serve(volunteer, 600, now=clock.now)
    another = await approved(api, clock, partner, county, costMinutes=600)
    new = await taken(api, clock, volunteer, another)
    await cancel(api, clock, volunteer, new)
    assert (await balances(volunteer))["redeemable"] == 600
    await cancel(api, clock, volunteer, old)
    assert await balances(volunteer) == {"service": 600, "redeemable": 600}


async def test_what_could_be_taken_at_once_is_not_taken_again(api, clock, volunteer, benefit):
    voucher = await taken(api, clock, volunteer, benefit)
    await take_back(volunteer, 480, now=clock.now)
    await take_back(volunteer, 60, now=clock.now, service_class="backfilled")
    await cancel(api, clock, volunteer, voucher)
    assert (await balances(volunteer))["redeemable"] == 120


async def test_what_is_taken_later_is_no_line_without_a_claim(
    api, clock, volunteer, whole, partner
):
    voucher = await taken(api, clock, volunteer, whole)
    await take_back(volunteer, 600, now=clock.now)
    before: list[str] = []
    await proving.follow(before.append)
    await cancel(api, clock, volunteer, voucher)
    after: list[str] = []
    await proving.follow(after.append)
    assert after == before


async def test_a_used_voucher_is_paid(api, clock, whole, partner):
    who = await a_volunteer(api, clock, "13800000078")
    await used(api, clock, partner, await taken(api, clock, who, whole))
    await take_back(who, 600, now=clock.now)
    await serve(who, 60, now=clock.now)
    assert await balances(who) == {"service": 60, "redeemable": 60}
