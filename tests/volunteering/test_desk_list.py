"""By what an activity stands at the desk: its next shift, and the last one once all is over."""

from datetime import datetime, timedelta

import pytest
from tests.people import ground, signed_in
from tests.volunteering.makers import (
    CONVENER,
    ENDS,
    LEAD,
    STARTS,
    approved,
    later,
    later_on,
    shift,
)


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await signed_in("13800000081", LEAD, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000082", CONVENER, now=clock.now)


async def test_a_weekly_activity_stands_at_the_desk_by_its_next_shift(api, clock, lead, second):
    weekly = await approved(api, lead, second, shifts=[shift(), later(days=7), later(days=42)])
    once = await approved(api, lead, second, shifts=[later(days=10)])

    async def starts() -> list[tuple[str, timedelta]]:
        answer = await api.get("/api/desk/activities", headers=later_on(lead, clock).headers)
        return [
            (one["id"], datetime.fromisoformat(one["startsAt"]) - STARTS)
            for one in answer.json()["activities"]
        ]

    ten_days = (once["id"], timedelta(days=10))
    assert await starts() == [ten_days, (weekly["id"], timedelta())]
    clock.now = ENDS + timedelta(hours=2)
    assert await starts() == [ten_days, (weekly["id"], timedelta())], "people still go"
    clock.now = ENDS + timedelta(hours=3)
    assert await starts() == [ten_days, (weekly["id"], timedelta(days=7))]
    clock.now = ENDS + timedelta(days=20)
    assert await starts() == [(weekly["id"], timedelta(days=42)), ten_days]
    clock.now = ENDS + timedelta(days=60)
    assert await starts() == [(weekly["id"], timedelta(days=42)), ten_days], "all is over"
