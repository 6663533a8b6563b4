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

from xiangyi.features.volunteering.service import desk as desks


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


async def test_a_desk_that_has_more_than_it_shows_says_so_and_finds_the_others(
    api, clock, lead, second, monkeypatch
):
    monkeypatch.setattr(desks, "_MOST", 2)
    for days, title in enumerate(("扫楼道 100%", "陪老人 Tea", "扫楼道", "看电动车")):
        await approved(api, lead, second, title=title, shifts=[later(days=days)])

    async def found(q: str = "") -> tuple[list[str], bool]:
        answer = await api.get("/api/desk/activities", params={"q": q}, headers=lead.headers)
        assert answer.status_code == 200, answer.text
        said = answer.json()
        return [one["title"] for one in said["activities"]], said["more"]

    assert await found() == (["看电动车", "扫楼道"], True)
    assert await found(" 扫楼道 ") == (["扫楼道", "扫楼道 100%"], False)
    assert await found("tea") == (["陪老人 Tea"], False)
    assert await found("0%") == (["扫楼道 100%"], False)
    assert await found("_") == await found("!") == await found("\u202e") == ([], False)
