"""What a meal would hold back until a meeting has begun is heard at once."""

from datetime import timedelta

import pytest
from tests.consultations.makers import STARTS, announced, put
from tests.notifications.makers import person, subscribed
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding

#: Noon in Shanghai; it is quiet for an hour more.
NOON = STARTS.replace(hour=4, minute=0)
SOON = {
    "startsAt": (NOON + timedelta(minutes=40)).isoformat(),
    "endsAt": (NOON + timedelta(hours=2)).isoformat(),
}
TOMORROW = {
    "startsAt": (NOON + timedelta(days=1)).isoformat(),
    "endsAt": (NOON + timedelta(days=1, hours=2)).isoformat(),
}


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    clock.now = NOON
    held = HeldRole("convener", Scope("division", STREET))
    return await signed_in("13800000091", held, now=clock.now)


async def held_back(clock) -> timedelta:
    """How long the last knock waits."""
    await expanding.expand_due(now=clock.now)
    rows = await run("SELECT due_at FROM attempt ORDER BY id DESC LIMIT 1")
    told_at, clock.now = clock.now, clock.now + timedelta(minutes=1)
    return rows[0]["due_at"] - told_at


async def test_one_that_is_off_or_moved_on_is_heard_of_before_anybody_goes_there(
    api, clock, convener
):
    await subscribed(await person("13800000001", clock), clock)
    off, moved = [await announced(api, convener, **SOON) for _ in range(2)]
    await held_back(clock)
    path = f"/api/consultations/{off}/cancellation"
    answer = await api.put(path, json={"reason": "雨"}, headers=convener.headers)
    assert answer.json()["state"] == "cancelled"
    assert await held_back(clock) == timedelta(0)
    # It will be tomorrow; whoever does not know goes there today.
    await put(api, convener, moved, based_on=2, **TOMORROW)
    assert await held_back(clock) == timedelta(0)
    # What is of tomorrow only can wait until they have eaten.
    answer = await put(api, convener, moved, based_on=3, **TOMORROW, place={"words": "社区活动室"})
    assert answer.status_code == 200, answer.text
    assert await held_back(clock) == timedelta(minutes=57)
