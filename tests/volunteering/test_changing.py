"""Who leads a shift and how long its break is: who hears of another, and what stays."""

from datetime import timedelta

import pytest
from tests.notifications.makers import inbox, person
from tests.people import ground, signed_in
from tests.volunteering.makers import (
    CONVENER,
    LEAD,
    STARTS,
    another_lead,
    approved,
    put,
    shift_of,
    sign_up,
)

from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await signed_in("13800000081", LEAD, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000082", CONVENER, now=clock.now)


async def told(clock, api, who):
    await expanding.expand_due(now=clock.now)
    return (await inbox(api, who))["notices"]


async def kinds(clock, api, who):
    return [(one["kind"], one["replaced"]) for one in await told(clock, api, who)]


async def changes(clock, api, who):
    """What the latest notice says is another."""
    newest, *_ = [one for one in await told(clock, api, who) if not one["replaced"]]
    return newest["facts"]["changes"]


def moved(desk: dict, **changes: object) -> dict:
    """The facts with another shift."""
    [shift] = desk["facts"]["shifts"]
    return desk["facts"] | {"shifts": [shift | changes]}


async def test_who_is_to_lead_hears_of_it_and_whoever_signed_up_that_somebody_else_leads(
    api, clock, lead, second
):
    other, third = [await another_lead(clock, number) for number in range(2)]
    desk = await approved(api, lead, second)
    one = await person("13800000000", clock)
    await sign_up(api, one, shift_of(desk))
    given = moved(desk, lead=str(other.account))
    assert (await put(api, lead, desk["id"], based_on=3, told=given)).status_code == 200
    assert await changes(clock, api, one) == [{"what": "lead", "was": "", "now": ""}]
    assert await kinds(clock, api, other) == [("activity.leading", False)]
    clock.now += timedelta(seconds=1)
    taken = moved(desk, lead=str(third.account))
    assert (await put(api, third, desk["id"], based_on=4, told=taken)).status_code == 200
    assert await kinds(clock, api, other) == [("activity.leading", True)]
    assert await kinds(clock, api, third) == [], "they took it themselves"


async def test_a_break_that_had_been_made_longer_goes_back_and_that_is_said(
    api, clock, lead, second
):
    desk = await approved(api, lead, second)
    one = await person("13800000000", clock)
    await sign_up(api, one, shift_of(desk))
    await run("UPDATE activity_shift SET break_minutes = 90")
    refused = await put(api, lead, desk["id"], based_on=3, told=moved(desk, breakMinutes=60))
    assert refused.json()["code"] == "approved_stays"
    long = moved(desk, breakMinutes=90, startsAt=(STARTS + timedelta(minutes=1)).isoformat())
    assert (await put(api, lead, desk["id"], based_on=3, told=long)).status_code == 200
    assert (await changes(clock, api, one))[1] == {"what": "break", "was": "15", "now": "90"}
    clock.now += timedelta(seconds=1)
    assert (await put(api, lead, desk["id"], based_on=4, told=desk["facts"])).status_code == 200
    assert (await changes(clock, api, one))[1] == {"what": "break", "was": "90", "now": "15"}
