"""A use whose minutes were spent elsewhere: honoured by two without them, or paid by the next."""

from datetime import timedelta

import pytest
from tests.benefits.makers import a_volunteer, approved, left_unpaid, serve, settled, take
from tests.reconciliation.makers import (
    answer_to,
    answered,
    at,
    disputed,
    spent_in_ledger,
    statement,
    told,
)

from xiangyi.features.benefits.jobs import pay_owed
from xiangyi.settings import Settings


@pytest.fixture
async def who(api, clock):
    return await a_volunteer(api, clock, "13800000078", minutes=120)


@pytest.fixture
async def unpaid(api, clock, partner, county, who, benefit):
    other = await approved(api, clock, partner, county)
    return await left_unpaid(api, clock, partner, who, benefit, other)


async def paid(clock, who) -> None:
    await serve(who, 120, now=clock.now)
    await pay_owed(Settings(), clock.now)


async def test_one_that_is_honoured_is_owed_no_more_and_honoured_once(
    api, clock, partner, county, province, who, unpaid
):
    free = await approved(api, clock, partner, county, costMinutes=0)
    assert (await take(api, clock, who, free)).json()["code"] == "voucher_unpaid"
    id_ = await disputed(api, clock, partner, unpaid["id"])
    for one in (county, province):
        await answered(api, clock, one, id_, "honoured")
    assert (await take(api, clock, who, free)).status_code == 200
    clock.now += timedelta(minutes=1)
    await paid(clock, who)
    then = clock.now - timedelta(minutes=2)
    assert (await settled(api, clock, partner, unpaid["voucher"], then))["state"] == "double"
    figures = (await statement(api, clock, partner))["figures"]
    assert (figures["uses"], figures["minutes"]) == (1, 0)


async def test_one_that_is_paid_later_counts_in_the_month_of_then_and_the_closed_one_stays(
    api, clock, partner, who, unpaid
):
    clock.now = at(2026, 12, 6, 9, 0)
    november = await statement(api, clock, partner)
    assert told(november) == [("unpaid", 0, 0)]
    await paid(clock, who)
    assert await statement(api, clock, partner) == november
    december = await statement(api, clock, partner, "2026-12")
    assert told(december) == [("paid", 1, 120)]
    assert await spent_in_ledger(used=True) == december["figures"]["minutes"] == 120


async def test_one_that_is_paid_while_two_think_of_honouring_it_is_not_counted_twice(
    api, clock, partner, county, province, who, unpaid
):
    id_ = await disputed(api, clock, partner, unpaid["id"])
    await answered(api, clock, county, id_, "honoured")
    clock.now += timedelta(minutes=1)
    await paid(clock, who)
    refused = await answer_to(api, clock, province, id_, "honoured")
    assert refused.json()["code"] == "statement_answer_unfit"
    for one in (county, province):
        await answered(api, clock, one, id_, "kept")
    figures = (await statement(api, clock, partner))["figures"]
    assert (figures["uses"], figures["minutes"], figures["paid"]) == (1, 120, 1)
