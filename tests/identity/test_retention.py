"""What has served its purpose goes by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.identity.makers import CLERKS, a_counter, kept

from xiangyi.core.db import run
from xiangyi.features.identity.jobs import forget_old
from xiangyi.features.identity.tables import Challenge
from xiangyi.jobs import jobs

#: Each table, and after how many days its rows are gone, and are not yet.
ENDS = {
    "sign_in_code": (timedelta(days=1, seconds=1), timedelta(hours=23)),
    "tally": (timedelta(days=2, seconds=1), timedelta(hours=23)),
    "challenge": (timedelta(days=1, seconds=1), timedelta(hours=23)),
    "claim_slip": (timedelta(days=30, seconds=1), timedelta(days=29)),
    "device": (timedelta(days=90 + 184), timedelta(days=89)),
}


@pytest.fixture
async def used(api, db, clock):
    clerk = await a_counter(clock)
    account = await kept(api, clerk)
    await api.post(f"/api/kept/{account}/slips", headers=clerk.headers)
    await api.post("/api/session/codes", json={"phone": CLERKS})
    await Challenge.insert(Challenge(id=uuid4(), challenge=b"once", made_at=clock()))


@pytest.mark.parametrize("table", ENDS)
async def test_it_is_there_until_its_end_and_then_gone(used, clock, settings, table):
    begun, (over, still) = clock(), ENDS[table]
    for age, there in ((still, True), (over, False), (over + timedelta(days=184), False)):
        clock.now = begun + age
        await forget_old(settings, clock())
        if table != "device" or age != over:
            found = await run(f"SELECT * FROM {table}")  # noqa: S608  # names of ours
            assert bool(found) is there, age


def test_the_worker_erases_and_forgets():
    assert {"erase_due", "forget_old"} <= {job.__name__ for job in jobs()}
