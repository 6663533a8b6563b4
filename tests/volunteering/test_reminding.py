"""Who has a seat is reminded of it, and told where a shift was moved into another of theirs."""

from datetime import timedelta

import pytest
from tests.notifications.makers import inbox
from tests.people import ground, signed_in
from tests.volunteering.makers import (
    CONVENER,
    ENDS,
    LEAD,
    STARTS,
    another_lead,
    approved,
    ask,
    later,
    later_on,
    put,
    shift,
    shift_of,
    sign_up,
)

from xiangyi.features.notifications.service import expanding
from xiangyi.features.volunteering import jobs

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await signed_in("13800000081", LEAD, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000082", CONVENER, now=clock.now)


@pytest.fixture
def told(api, clock, settings):
    """What somebody has been told by a moment, the latest first; what is not so any more apart."""

    async def ask_them(who, at=None):
        clock.now = at or clock.now
        await jobs.remind_of_shifts(settings, clock.now)
        await expanding.expand_due(now=clock.now)
        notices = (await inbox(api, later_on(who, clock)))["notices"]
        return [one["kind"] + " no more" * one["replaced"] for one in notices]

    return ask_them


REMINDED = "activity.reminder"


async def test_who_has_a_seat_is_reminded_a_day_and_an_hour_before(api, clock, lead, second, told):
    desk = await approved(api, lead, second, shifts=[shift(capacity=1)])
    comes, waits, left = [await signed_in(f"1381234000{n}", now=clock.now) for n in range(3)]
    for who in (left, comes, waits):
        await sign_up(api, who, shift_of(desk))
    path = f"/api/shifts/{shift_of(desk)}/signup"
    assert (await api.delete(path, headers=left.headers)).status_code == 200
    assert await told(comes, STARTS - 24 * HOUR - timedelta(minutes=1)) == ["activity.promoted"]
    for at in (STARTS - 24 * HOUR, STARTS - 23 * HOUR, STARTS - 2 * HOUR):
        assert await told(comes, at) == [REMINDED, "activity.promoted"], at
    assert await told(comes, STARTS - HOUR) == [REMINDED, REMINDED, "activity.promoted"]
    assert await told(waits) == []
    assert await told(left) == []


async def test_of_a_shift_at_six_in_the_morning_they_hear_in_the_evening(
    api, clock, lead, second, told
):
    begins = STARTS + timedelta(days=1) - 3 * HOUR
    early = shift(startsAt=begins.isoformat(), endsAt=(begins + HOUR).isoformat())
    desk = await approved(api, lead, second, shifts=[early])
    comes = await signed_in("13812340001", now=clock.now)
    await sign_up(api, comes, shift_of(desk))
    #: 21:59 the evening before, and the one before that.
    evening = begins - 8 * HOUR - timedelta(minutes=1)
    heard = [
        len(await told(comes, at))
        for at in (
            evening - 24 * HOUR - timedelta(minutes=1),
            evening - 24 * HOUR,
            evening - timedelta(minutes=1),
            evening,
        )
    ]
    assert heard == [0, 1, 1, 2]


async def test_of_a_shift_that_was_moved_they_are_reminded_anew_and_of_one_that_is_off_no_more(
    api, clock, lead, second, told
):
    desk = await approved(api, lead, second)
    comes = await signed_in("13812340001", now=clock.now)
    await sign_up(api, comes, shift_of(desk))
    assert await told(comes, STARTS - 20 * HOUR) == [REMINDED]
    by = 10 * HOUR
    first = desk["facts"]["shifts"][0]
    times = {"startsAt": (STARTS + by).isoformat(), "endsAt": (ENDS + by).isoformat()}
    facts = desk["facts"] | {"shifts": [first | times]}
    moved = await put(api, later_on(lead, clock), desk["id"], based_on=3, told=facts)
    assert moved.status_code == 200, moved.text
    assert await told(comes) == ["activity.changed", f"{REMINDED} no more"]
    assert (await told(comes, STARTS + by - 24 * HOUR))[0] == REMINDED
    off = await ask(*(api, "PUT", desk["id"], "cancellation", later_on(lead, clock)), reason="下雨")
    assert off.status_code == 200, off.text
    now = await told(comes, STARTS + by - HOUR)
    assert now[:2] == ["activity.cancelled", f"{REMINDED} no more"]


async def test_whose_shift_is_moved_into_another_of_theirs_is_told_of_both(
    api, clock, lead, second, told
):
    desk = await approved(api, lead, second)
    others = await another_lead(clock)
    other = await approved(api, others, second, title="给独居老人送餐", shifts=[later(hours=5)])
    both, one = [await signed_in(f"1381234000{n}", now=clock.now) for n in range(2)]
    for who in (both, one):
        await sign_up(api, who, shift_of(desk))
    await sign_up(api, both, shift_of(other))
    first = desk["facts"]["shifts"][0]
    by = 3 * HOUR
    for based_on, hours in ((3, 1), (4, 7)):
        times = {
            "startsAt": (STARTS + by + hours * HOUR).isoformat(),
            "endsAt": (ENDS + by + hours * HOUR).isoformat(),
        }
        facts = desk["facts"] | {"shifts": [first | times]}
        moved = await put(api, lead, desk["id"], based_on=based_on, told=facts)
        assert moved.status_code == 200, moved.text
        heard = await told(both)
        if hours == 1:
            assert heard[:2] == ["activity.changed", "activity.overlaps"] or heard[:2] == [
                "activity.overlaps",
                "activity.changed",
            ]
            notices = (await inbox(api, both))["notices"]
            [facts] = [it["facts"] for it in notices if it["kind"] == "activity.overlaps"]
            assert (facts["title"], facts["otherTitle"]) == (
                desk["facts"]["title"],
                "给独居老人送餐",
            )
            assert facts["otherStartsAt"].startswith("2026-11-28T06:00")
            assert await told(one) == ["activity.changed"]
    assert "activity.overlaps no more" in heard, "it does not overlap any more"
