"""Nobody judges their own doing, their own voucher, or a provider of theirs of this year."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.benefits.makers import (
    a_volunteer,
    approved,
    ask,
    of_division,
    partner_of,
    take_for,
    taken,
    used,
)
from tests.identity.makers import keeping
from tests.people import COMMUNITY, HUNAN, OFFICE, granted, signed_in
from tests.reconciliation.makers import answer_to, answered, disputed, get

from xiangyi.core.db import run
from xiangyi.features.identity.tables import Member

#: Somebody who answers for the division, in the day that is asked about.
PHONE = "13800000069"


@pytest.fixture
async def voucher(api, clock, volunteer, benefit):
    return await taken(api, clock, volunteer, benefit)


@pytest.fixture
async def use_id(api, clock, partner, voucher):
    return (await used(api, clock, partner, voucher))["id"]


async def may_answer(api, clock, who, id_) -> bool:
    desk = (await get(api, clock, who, "desk/statements")).json()
    [one] = [one for one in desk["disputes"] if one["id"] == id_]
    return bool(one["mayAnswer"])


async def is_refused(api, clock, who, id_) -> bool:
    """Also in what they are offered."""
    answer = await answer_to(api, clock, who, id_, "struck")
    if answer.status_code == 200:
        return False
    assert (answer.status_code, answer.json()["code"]) == (403, "not_second_person")
    assert not await may_answer(api, clock, who, id_)
    return True


async def leave(who, *, at) -> None:
    await run(
        "UPDATE role_grant SET withdrawn_at = {} WHERE account = {} AND scope_id = {}",
        *(at, who.account, str(OFFICE)),
    )


async def test_whoever_disputes_or_belongs_to_the_provider_does_not_answer(
    api, clock, partner, use_id
):
    id_ = await disputed(api, clock, partner, use_id)
    both = await signed_in(
        "13800000069", partner_of(), of_division("administrator", HUNAN), now=clock.now
    )
    told = [await answer_to(api, clock, who, id_, "struck") for who in (partner, both)]
    assert [(one.status_code, one.json()["code"]) for one in told] == [
        (403, "role_missing"),
        (403, "not_second_person"),
    ]


async def test_who_left_it_within_a_year_does_not_answer_and_later_does(
    api, clock, partner, volunteer, benefit, use_id
):
    left = await signed_in(PHONE, partner_of(), of_division("supervisor"), now=clock.now)
    await leave(left, at=clock.now)
    id_ = await disputed(api, clock, partner, use_id)
    assert await is_refused(api, clock, left, id_)
    clock.now += timedelta(days=366)
    late = (await used(api, clock, partner, await taken(api, clock, volunteer, benefit)))["id"]
    id_ = await disputed(api, clock, partner, late)
    assert await may_answer(api, clock, left, id_)
    assert not await is_refused(api, clock, left, id_)


async def test_nor_does_a_member_of_it(api, clock, partner, county, use_id):
    member = {"id": uuid4(), "organisation": OFFICE, "account": county.account}
    await Member.insert(Member(**member, since_at=clock.now))
    assert await is_refused(api, clock, county, await disputed(api, clock, partner, use_id))


async def test_nor_whose_voucher_it_is(api, clock, partner, county, benefit):
    own = await a_volunteer(api, clock, "13800000073")
    assert own.account == county.account
    line = (await used(api, clock, partner, await taken(api, clock, own, benefit)))["id"]
    assert await is_refused(api, clock, county, await disputed(api, clock, partner, line))


async def test_nor_who_used_it_or_asked_to_take_it_back_and_left_since(
    api, clock, partner, colleague, county, voucher
):
    line = (await used(api, clock, colleague, voucher))["id"]
    both = await signed_in(PHONE, partner_of(), of_division("supervisor"), now=clock.now)
    path = f"counter/uses/{line}/undo"
    assert (await ask(api, clock, both, "PUT", path, why="扫错了人")).status_code == 200
    await granted(colleague.account, [of_division("supervisor")], now=clock.now)
    id_ = await disputed(api, clock, partner, line)
    clock.now += timedelta(days=400)
    for who in (both, colleague):
        await leave(who, at=clock.now)
        assert await is_refused(api, clock, who, id_)
    assert not await is_refused(api, clock, county, id_)


async def test_nor_who_acted_for_its_person_and_neither_makes_a_use_twice_good(
    api, clock, partner, county, province, benefit
):
    roles = of_division("clerk"), of_division("supervisor")
    both = await signed_in(PHONE, *roles, now=clock.now)
    kept = uuid4()
    told = keeping(division=COMMUNITY, purposes=[f"partner:{OFFICE}"])
    await ask(api, clock, both, "PUT", f"kept/{kept}", **told)
    free = await approved(api, clock, partner, county, costMinutes=0)
    line = (await used(api, clock, partner, await take_for(api, both, kept, free)))["id"]
    id_ = await disputed(api, clock, partner, line)
    assert await is_refused(api, clock, both, id_)
    assert not await is_refused(api, clock, county, id_)
    assert (await answered(api, clock, province, id_, "struck"))["outcome"] == "struck"
