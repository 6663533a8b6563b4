"""In the demonstration its rider has asked for something, and three cases are one matter."""

from datetime import timedelta

from xiangyi.core.db import run
from xiangyi.demo import cases


async def become(client, person):
    became = (await client.post(f"/api/demo/cast/{person}")).json()
    return {"Authorization": f"Bearer {became['accessToken']}"}


async def test_its_rider_sees_what_came_of_what_they_asked_for(client, clock):
    await cases.load(now=clock())
    mine = (await client.get("/api/me/cases", headers=await become(client, "rider"))).json()
    assert sorted((one["field"], one["state"]) for one in mine["items"]) == [
        ("facilities", "assigned"),
        ("lodging", "raised"),
        ("meals", "answered"),
        ("parking", "accepted"),
    ]
    listed = (await client.get("/api/concerns")).json()["items"]
    [concern] = [one for one in listed if "取餐" in one["title"]]
    assert (concern["state"], concern["cases"], concern["people"]) == ("accepted", 3, 3)


async def test_at_its_desks_the_overdue_one_comes_first(client, clock):
    await cases.load(now=clock())
    for person in ("convener", "handler"):
        headers = await become(client, person)
        first = (await client.get("/api/desk/cases", headers=headers)).json()["items"][0]
        assert (first["field"], first["overdue"]) == ("facilities", True)


async def test_told_again_everything_was_asked_for_once(demo, clock):
    await cases.load(now=clock())
    await cases.load(now=clock() + timedelta(days=1))
    assert len(await run("SELECT id FROM raised_case")) == 6
    assert len(await run("SELECT id FROM concern_step")) == 1
