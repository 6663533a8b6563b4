"""In the demonstration two demands went all the way to "solved", and one promise is overdue."""

from datetime import timedelta
from hashlib import sha256

from xiangyi.core.db import run
from xiangyi.demo import promises


async def become(client, person):
    became = (await client.post(f"/api/demo/cast/{person}")).json()
    return {"Authorization": f"Bearer {became['accessToken']}"}


async def test_the_board_has_two_solved_and_one_overdue(client, clock, tmp_path):
    await promises.load(tmp_path, now=clock())
    board = (await client.get("/api/board", params={"division": "nbs:430100000000"})).json()
    told = {one["name"]: one["value"] for one in board["numbers"]}
    assert (told["promised"], told["solved"], told["overdue"]) == (4, 2, 1)


async def test_its_handler_finds_the_overdue_one_at_the_desk(client, clock, tmp_path):
    await promises.load(tmp_path, now=clock())
    headers = await become(client, "handler")
    late, done = (await client.get("/api/desk/commitments", headers=headers)).json()["items"]
    assert (late["overdue"], late["may"]) == (True, ["report"])
    assert (done["state"], done["may"]) == ("done", [])


async def test_its_rider_is_asked_whether_it_is_solved(client, clock, tmp_path):
    await promises.load(tmp_path, now=clock())
    counted = {"count": "kept", "division": "nbs:430104003000"}
    headers = await become(client, "rider")
    page = (await client.get("/api/board/commitments", params=counted, headers=headers)).json()
    assert [one["state"] for one in page["items"] if "judge" in one["may"]] == ["done"]


async def test_its_rider_finds_the_whole_thread_of_what_they_asked_for(client, clock, settings):
    """From 我的诉求 to the concern, its meeting, its paper, the sealed record and the photo."""
    await promises.load(settings.media_dir, now=clock())
    headers = await become(client, "rider")
    mine = (await client.get("/api/me/cases", headers=headers)).json()["items"]
    [asked] = [one for one in mine if one["concern"]["title"] == "溁湾镇夜里接不到热水"]
    at = f"/api/concerns/{asked['concern']['id']}"
    concern = (await client.get(at, headers=headers)).json()
    moves = [one["move"] for one in concern["steps"]]
    assert moves == ["propose", "accept", "put_on_agenda", "decide"]
    [meeting] = [one["meeting"] for one in concern["steps"] if one["move"] == "put_on_agenda"]
    record = (await client.get(f"/api/consultations/{meeting}/record", headers=headers)).json()
    assert (record["state"], record["present"]) == ("sealed", 2)
    there = {one["kind"]: one["people"] for one in record["words"]["attended"]}
    assert sum(there.values()) == record["present"] + record["onPaper"]
    [paper] = record["papers"]
    assert paper["sha256"] in record["sealed"]
    read = await client.get(f"/api/consultations/{meeting}/papers/{paper['id']}", headers=headers)
    assert sha256(read.content).hexdigest() == paper["sha256"]
    board = {"count": "solved", "division": "nbs:430104003000"}
    solved = (await client.get("/api/board/commitments", params=board, headers=headers)).json()
    [kept] = [one for one in solved["items"] if one["concern"] == asked["concern"]["id"]]
    [proof] = [one["picture"] for one in kept["steps"] if one["move"] == "report"]
    assert list(settings.media_dir.rglob(f"{proof}*"))


async def test_told_again_everything_was_promised_once(demo, clock, tmp_path):
    await promises.load(tmp_path, now=clock())
    await promises.load(tmp_path, now=clock() + timedelta(days=1))
    assert len(await run("SELECT id FROM commitment")) == 4
