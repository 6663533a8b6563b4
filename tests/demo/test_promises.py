"""In the demonstration two demands went all the way to "solved", and one promise is overdue."""

from datetime import timedelta

from xiangyi.core.db import run
from xiangyi.demo import promises


async def become(client, person):
    became = (await client.post(f"/api/demo/cast/{person}")).json()
    return {"Authorization": f"Bearer {became['accessToken']}"}


async def test_the_board_has_two_solved_and_one_overdue(client, clock):
    await promises.load(now=clock())
    board = (await client.get("/api/board", params={"division": "nbs:430100000000"})).json()
    told = {one["name"]: one["value"] for one in board["numbers"]}
    assert (told["promised"], told["solved"], told["overdue"]) == (4, 2, 1)


async def test_its_handler_finds_the_overdue_one_at_the_desk(client, clock):
    await promises.load(now=clock())
    headers = await become(client, "handler")
    late, done = (await client.get("/api/desk/commitments", headers=headers)).json()["items"]
    assert (late["overdue"], late["may"]) == (True, ["report"])
    assert (done["state"], done["may"]) == ("done", [])


async def test_its_rider_is_asked_whether_it_is_solved(client, clock):
    await promises.load(now=clock())
    counted = {"count": "kept", "division": "nbs:430104003000"}
    headers = await become(client, "rider")
    page = (await client.get("/api/board/commitments", params=counted, headers=headers)).json()
    assert [one["state"] for one in page["items"] if "judge" in one["may"]] == ["done"]


async def test_told_again_everything_was_promised_once(demo, clock):
    await promises.load(now=clock())
    await promises.load(now=clock() + timedelta(days=1))
    assert len(await run("SELECT id FROM commitment")) == 4
