"""Who closes their account leaves their seat to whoever waits, and nothing that names them."""

import pytest
from tests.notifications.makers import inbox, person
from tests.people import ground, signed_in
from tests.volunteering.makers import (
    CONVENER,
    LEAD,
    approved,
    card,
    later,
    put,
    shift,
    shift_of,
    sign_up,
    states,
)

from xiangyi.core.db import atomic, run
from xiangyi.features.notifications.service import expanding
from xiangyi.features.volunteering.service import forgetting


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await signed_in("13800000081", LEAD, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000082", CONVENER, now=clock.now)


async def test_their_seat_goes_to_whoever_waits(api, clock, lead, second):
    desk = await approved(api, lead, second, shifts=[shift(capacity=1), later(days=1)])
    one, two = [await person(f"1380000000{number}", clock) for number in range(2)]
    await sign_up(api, one, shift_of(desk, 1))
    for who in (one, two):
        await sign_up(api, who, shift_of(desk))
    async with atomic():
        await forgetting.forget_of(one.account, now=clock.now)
    assert await states(api, desk, two) == ["signed"]
    await expanding.expand_due(now=clock.now)
    [notice] = (await inbox(api, two))["notices"]
    assert notice["kind"] == "activity.promoted"
    left = await run("SELECT account FROM shift_signup WHERE account = {}", one.account)
    assert left == []
    assert (await card(api, desk))["shifts"][1]["free"] == 2


async def test_a_number_goes_out_of_what_no_longer_stands_and_stays_where_it_does(
    api, clock, lead, second
):
    here, gone = "0731-8221 2345", "13812340126"
    desk = await approved(api, lead, second, phone=gone)
    told = desk["facts"] | {"phone": here}
    assert (await put(api, lead, desk["id"], based_on=3, told=told)).status_code == 200
    stands = await approved(api, lead, second, phone=gone, shifts=[later(days=2)])
    async with atomic():
        await forgetting.forget_number(gone, clock.now)
    rows = await run('SELECT "before", "after" FROM activity_revision ORDER BY id')
    texts = [f"{row['before']}{row['after']}" for row in rows]
    assert [gone in text for text in texts] == [False] * 4 + [True] * 3
    assert (await card(api, stands))["phone"] == gone
