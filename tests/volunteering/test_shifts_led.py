"""The shifts whose codes a lead's phone shows: what is on is never behind what is planned."""

from datetime import timedelta

import pytest
from tests.people import ground, signed_in
from tests.volunteering.hours import a_lead, an_activity, at
from tests.volunteering.makers import (
    CONVENER,
    LEAD,
    approved,
    ask,
    later,
    later_on,
    shift,
    shift_of,
)


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


async def led(api, who, clock) -> list[str]:
    answer = await api.get("/api/desk/shifts-led", headers=later_on(who, clock).headers)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["shifts"]]


async def test_what_is_on_comes_before_whatever_is_planned(api, clock):
    lead = await a_lead(clock)
    planned = await an_activity(
        lead, now=clock.now, shifts=[(day * 1440, day * 1440 + 60) for day in range(1, 61)]
    )
    [on] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    clock.now = at(90)
    assert await led(api, lead, clock) == [str(on), *map(str, planned[:49])]
    clock.now = at(180 + 179)
    assert (await led(api, lead, clock))[0] == str(on), "people still go"
    clock.now = at(180 + 180)
    assert (await led(api, lead, clock))[0] == str(planned[0])


async def test_who_leads_sees_theirs_alone_and_nothing_that_does_not_take_place(api, clock):
    lead = await signed_in("13800000081", LEAD, now=clock.now)
    other = await signed_in("13800000083", LEAD, now=clock.now)
    second = await signed_in("13800000082", CONVENER, now=clock.now)
    desk = await approved(api, lead, second, shifts=[shift(), later(days=1)])
    theirs = await approved(api, lead, second, shifts=[shift(lead=str(other.account))])
    off = await approved(api, lead, second, shifts=[later(days=2)])
    gone = await ask(api, "PUT", off["id"], "cancellation", lead, reason="下雨")
    assert gone.status_code == 200, gone.text
    clock.now += timedelta(minutes=1)
    assert await led(api, lead, clock) == [shift_of(desk), shift_of(desk, 1)]
    assert await led(api, other, clock) == [shift_of(theirs)]
    assert await led(api, second, clock) == []
