"""What is settled late takes nothing unseen, names nobody, and is no second voucher."""

from datetime import timedelta

import pytest
from tests.benefits.makers import (
    a_volunteer,
    agree,
    approved,
    ask,
    balances,
    settled,
    state_of,
    take,
    taken,
    used,
)

from xiangyi.core.db import run

MINUTE = timedelta(minutes=1)


async def cancel(api, clock, who, voucher):
    path = f"vouchers/{voucher['id']}/cancellation"
    assert (await ask(api, clock, who, "PUT", path)).status_code == 200


async def told_of(kind):
    rows = await run("SELECT id FROM campaign WHERE kind = {}", kind)
    return len(rows)


async def missing_of(api, clock, who, benefit):
    refused = (await take(api, clock, who, benefit)).json()
    assert refused["code"] == "not_eligible"
    return [(one["kind"], one.get("on")) for one in refused["facts"]["missing"]]


@pytest.fixture
async def voucher(api, clock, volunteer, benefit):
    return await taken(api, clock, volunteer, benefit)


async def test_what_is_given_back_counts_towards_its_quota_until_it_can_be_settled_no_more(
    api, clock, partner, county, volunteer
):
    free = await approved(api, clock, partner, county, costMinutes=0)
    voucher = await taken(api, clock, volunteer, free)
    await cancel(api, clock, volunteer, voucher)
    clock.now += timedelta(hours=71)
    assert await missing_of(api, clock, volunteer, free) == [("quota", "2026-11-30")]
    clock.now += timedelta(hours=1)
    assert (await take(api, clock, volunteer, free)).status_code == 200


async def test_what_is_given_back_is_nobodys_until_it_can_be_settled_no_more(
    api, clock, partner, county, volunteer
):
    free = await approved(api, clock, partner, county, costMinutes=0, stock=1)
    voucher = await taken(api, clock, volunteer, free)
    clock.now += MINUTE
    await cancel(api, clock, volunteer, voucher)
    other = await a_volunteer(api, clock, "13800000078")
    assert await missing_of(api, clock, other, free) == [("stock", None)]
    told = await settled(api, clock, partner, voucher, clock.now - MINUTE / 2)
    assert told["state"] == "counted"
    clock.now += timedelta(days=9)
    assert await missing_of(api, clock, other, free) == [("stock", None)]
    [left] = await run("SELECT remaining FROM benefit WHERE id = {}", free["id"])
    assert left["remaining"] == 0


async def test_a_second_counter_at_what_stands_unpaid_is_told_that_it_is_the_second(
    api, clock, partner, colleague, county, benefit
):
    who = await a_volunteer(api, clock, "13800000078", minutes=120)
    voucher = await taken(api, clock, who, benefit)
    at = clock.now + MINUTE
    clock.now += 5 * MINUTE
    await cancel(api, clock, who, voucher)
    other = await taken(api, clock, who, await approved(api, clock, partner, county))
    assert (await settled(api, clock, partner, voucher, at))["state"] == "unpaid"
    await cancel(api, clock, who, other)
    second = await settled(api, clock, colleague, voucher, at + MINUTE)
    assert (second["state"], second["firstUsedAt"]) == ("double", "2026-11-26T01:01:00Z")
    assert await balances(who) == {"service": 120, "redeemable": 120}
    assert await told_of("voucher.double") == 1


async def test_a_person_hears_of_what_a_counter_settles(api, clock, partner, volunteer, voucher):
    at = clock.now + MINUTE
    clock.now += 5 * MINUTE
    assert (await settled(api, clock, partner, voucher, at))["state"] == "counted"
    assert await told_of("voucher.settled") == 1


async def test_no_clock_is_set_back_behind_a_refusal(api, clock, partner, volunteer, voucher):
    clock.now += timedelta(hours=2)
    await cancel(api, clock, volunteer, voucher)
    clock.now += timedelta(hours=40)
    for at in (clock.now, clock.now - timedelta(hours=41)):
        told = await settled(api, clock, partner, voucher, at)
        assert (told["state"], told["because"]) == ("refused", "cancelled")
    assert await state_of(api, clock, volunteer, voucher) == "cancelled"


async def test_no_clock_is_set_back_behind_what_two_have_taken_back(
    api, clock, partner, colleague, volunteer, voucher
):
    clock.now += 5 * MINUTE
    line = await used(api, clock, partner, voucher)
    await ask(api, clock, partner, "PUT", f"counter/uses/{line['id']}/undo", why="扫错")
    await ask(api, clock, colleague, "PUT", f"counter/uses/{line['id']}/undo/confirmation")
    before = await settled(api, clock, partner, voucher, clock.now - 4 * MINUTE)
    assert (before["state"], before["because"]) == ("refused", "undone")
    clock.now += 5 * MINUTE
    assert (await settled(api, clock, partner, voucher, clock.now))["state"] == "counted"


async def test_who_has_taken_their_consent_back_is_neither_settled_nor_named(
    api, clock, partner, benefit
):
    who = await a_volunteer(api, clock, "13800000078", consent=None)
    consent = await agree(api, clock, who)
    voucher = await taken(api, clock, who, benefit)
    clock.now += timedelta(hours=1)
    path = f"me/consents/{consent}/withdrawal"
    assert (await ask(api, clock, who, "POST", path)).status_code == 200
    clock.now += timedelta(hours=1)
    told = await settled(api, clock, partner, voucher, clock.now)
    assert (told["state"], told["because"]) == ("refused", "no_consent")
    assert (told["title"], told["category"], told["name"]) == (None, None, None)
    day = (await ask(api, clock, partner, "GET", "counter/uses")).json()
    assert [(one["state"], one["name"]) for one in day["uses"]] == [("refused", "")]


async def test_what_was_used_before_a_consent_was_taken_back_counts(api, clock, partner, benefit):
    who = await a_volunteer(api, clock, "13800000078", consent=None)
    consent = await agree(api, clock, who)
    voucher = await taken(api, clock, who, benefit)
    clock.now += timedelta(hours=1)
    await ask(api, clock, who, "POST", f"me/consents/{consent}/withdrawal")
    told = await settled(api, clock, partner, voucher, clock.now - MINUTE)
    assert (told["state"], told["name"]) == ("counted", "王**")
