"""A use whose minutes had come back and been spent: the next that come pay for it, once."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from tests.benefits.makers import (
    a_volunteer,
    approved,
    ask,
    balances,
    left_unpaid,
    serve,
    settled,
    take,
    taken,
    the_ledger_is_whole,
    wallet,
)

from xiangyi.core.db import run
from xiangyi.features.benefits.jobs import pay_owed
from xiangyi.features.benefits.service.unpaid import honour
from xiangyi.settings import Settings


@pytest.fixture
async def other(api, clock, partner, county):
    """Something else for as many minutes."""
    return await approved(api, clock, partner, county)


@pytest.fixture
async def who(api, clock):
    return await a_volunteer(api, clock, "13800000078", minutes=120)


@pytest.fixture
async def unpaid(api, clock, partner, who, benefit, other):
    """Of two hours; they have none left."""
    return await left_unpaid(api, clock, partner, who, benefit, other)


async def work(clock) -> None:
    clock.now += timedelta(minutes=1)
    await pay_owed(Settings(), clock.now)


async def cancel(api, clock, who, voucher: dict) -> None:
    answer = await ask(api, clock, who, "PUT", f"vouchers/{voucher['id']}/cancellation")
    assert answer.status_code == 200, answer.text


async def told_of(prefix: str) -> list[str]:
    rows = await run("SELECT kind FROM campaign WHERE kind LIKE {} ORDER BY kind", f"{prefix}%")
    return [str(row["kind"]) for row in rows]


async def state(use: dict) -> str:
    [row] = await run("SELECT state FROM voucher_use WHERE id = {}", use["id"])
    return str(row["state"])


async def owed(api, clock, who) -> list[int]:
    return [
        one["minutes"] for one in (await ask(api, clock, who, "GET", "me/benefits")).json()["owed"]
    ]


async def left_of(api, benefit: dict) -> int:
    return int((await api.get(f"/api/benefits/{benefit['id']}")).json()["remaining"])


async def test_the_next_minutes_pay_and_both_sides_are_told(api, clock, who, benefit, unpaid):
    assert await told_of("voucher.") == ["voucher.owed", "voucher.unpaid"]
    await work(clock)
    assert (await state(unpaid), await owed(api, clock, who)) == ("unpaid", [120])
    assert await left_of(api, benefit) == 3
    await serve(who, 300, now=clock.now)
    await work(clock)
    await work(clock)
    assert (await state(unpaid), await owed(api, clock, who)) == ("counted", [])
    assert await balances(who) == {"service": 420, "redeemable": 180}
    assert await left_of(api, benefit) == 2
    both = ["voucher.counted", "voucher.owed", "voucher.paid", "voucher.unpaid"]
    assert await told_of("voucher.") == both
    assert await the_ledger_is_whole()


async def test_too_few_minutes_pay_nothing_and_stay_whose_they_are(clock, who, unpaid):
    await serve(who, 119, now=clock.now)
    await work(clock)
    assert (await state(unpaid), (await balances(who))["redeemable"]) == ("unpaid", 119)


async def test_what_comes_back_from_a_voucher_pays_too(api, clock, who, other, unpaid):
    [held] = [one for one in await wallet(api, clock, who) if one["state"] == "issued"]
    await cancel(api, clock, who, held)
    await work(clock)
    assert (await state(unpaid), (await balances(who))["redeemable"]) == ("counted", 0)


async def test_until_then_the_offers_say_what_comes_first(api, clock, partner, county, who, unpaid):
    free = await approved(api, clock, partner, county, costMinutes=0)
    refused = (await take(api, clock, who, free)).json()
    assert (refused["code"], refused["facts"]) == ("voucher_unpaid", {"title": "免费体检一次"})
    offers = (await ask(api, clock, who, "GET", "me/benefits")).json()["offers"]
    [mine] = [one for one in offers if one["benefit"]["id"] == free["id"]]
    assert [one["kind"] for one in mine["missing"]] == ["owed"]
    await serve(who, 120, now=clock.now)
    await work(clock)
    await taken(api, clock, who, free)


async def test_the_oldest_pays_first_and_a_smaller_one_does_not_pass_it(
    api, clock, partner, county, benefit, other
):
    who = await a_volunteer(api, clock, "13800000079", minutes=130)
    small, another = [await approved(api, clock, partner, county, costMinutes=10) for _ in range(2)]
    used = [await taken(api, clock, who, one) for one in (benefit, small)]
    at = clock.now + timedelta(minutes=1)
    clock.now += timedelta(minutes=2)
    for one in used:
        await cancel(api, clock, who, one)
    for one in (other, another):
        await taken(api, clock, who, one)
    for one in used:
        clock.now += timedelta(minutes=1)
        assert (await settled(api, clock, partner, one, at))["state"] == "unpaid"
    assert await owed(api, clock, who) == [120, 10]
    await serve(who, 60, now=clock.now)
    await work(clock)
    assert await owed(api, clock, who) == [120, 10]
    await serve(who, 65, now=clock.now)
    await work(clock)
    assert (await owed(api, clock, who), (await balances(who))["redeemable"]) == ([10], 5)


async def test_two_workers_at_once_take_it_once(clock, who, unpaid):
    await serve(who, 300, now=clock.now)
    clock.now += timedelta(minutes=1)
    await asyncio.gather(*(pay_owed(Settings(), clock.now) for _ in range(3)))
    assert (await balances(who))["redeemable"] == 180
    assert await told_of("voucher.paid") == ["voucher.paid"]
    assert await the_ledger_is_whole()


async def test_what_was_paid_a_moment_ago_is_not_honoured_as_well(clock, who, unpaid):
    await serve(who, 120, now=clock.now)
    await work(clock)
    assert not await honour(UUID(unpaid["id"]), now=clock.now)


async def test_nothing_is_owed_longer_than_minutes_last(api, clock, partner, county, who, unpaid):
    free = await approved(api, clock, partner, county, costMinutes=0)
    clock.now += timedelta(days=729)
    assert await owed(api, clock, who) == [120]
    clock.now += timedelta(days=3)
    assert await owed(api, clock, who) == []
    await serve(who, 300, now=clock.now)
    await work(clock)
    assert (await state(unpaid), (await balances(who))["redeemable"]) == ("unpaid", 300)
    await taken(api, clock, who, free)


async def test_what_was_paid_can_be_taken_back_by_two_and_its_minutes_return(
    api, clock, partner, colleague, who, unpaid
):
    await serve(who, 120, now=clock.now)
    await work(clock)
    path = f"counter/uses/{unpaid['id']}/undo"
    assert (await ask(api, clock, partner, "PUT", path, why="扫错了人")).status_code == 200
    done = await ask(api, clock, colleague, "PUT", f"{path}/confirmation")
    assert done.json()["state"] == "undone"
    await cancel(api, clock, who, unpaid["voucher"])
    assert (await balances(who))["redeemable"] == 120
    assert await the_ledger_is_whole()
