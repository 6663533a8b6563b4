"""The demonstration's volunteers have months behind them, and something to come to."""

from collections import Counter
from datetime import timedelta

from xiangyi.core.db import run
from xiangyi.demo import recorded, volunteering
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.volunteering.service import proving


async def asks(client, person, path):
    """What the API answers to one of the cast."""
    became = (await client.post(f"/api/demo/cast/{person}")).json()
    headers = {"Authorization": f"Bearer {became['accessToken']}"}
    answer = await client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_each_finds_something_to_come_to_and_what_has_become_of_it(client, clock):
    await volunteering.load(now=clock())
    listed = (await client.get("/api/activities")).json()["items"]
    kinds = {one["kind"] for one in listed}
    assert kinds == {"hazard", "care", "comfort", "cleaning", "teaching", "guidance"}
    assert {one["phase"] for one in listed} == {"open"}
    [moved] = [one for one in listed if one["changedAt"]]
    assert moved["stationName"] == "溁湾镇社区党群服务中心"
    meals = next(one for one in listed if one["kind"] == "care")["shifts"][0]
    assert (meals["free"], meals["waiting"]) == (0, 2)

    mine = (await asks(client, "volunteer", "/api/me/signups"))["items"]
    assert len(mine) > 10
    assert min(one["startsAt"] for one in mine) < (clock() - timedelta(days=70)).isoformat()
    desk = (await asks(client, "convener", "/api/desk/activities"))["activities"]
    [waiting] = [one for one in desk if one["yoursToApprove"]]
    assert waiting["title"] == "麓山花园东门，把外卖车停放点清一清"
    led = (await asks(client, "lead", "/api/desk/activities"))["activities"]
    assert Counter(one["state"] for one in led)["closed"] > 20
    told = (await asks(client, "lead", "/api/me/notices"))["notices"]
    assert {one["kind"] for one in told} <= {"activity.approved"}


async def test_they_have_served_since_and_some_of_it_waits_for_a_second_person(client, clock):
    await volunteering.load(now=clock())
    rows = await run(
        "SELECT state, service_class, count(*) AS stays FROM shift_presence"
        " GROUP BY state, service_class"
    )
    stays = {(row["state"], row["service_class"]): row["stays"] for row in rows}
    assert stays["counted", "verified"] > 100
    assert stays["counted", "late"] > 1
    assert stays["open", None] > 1
    became = (await client.post("/api/demo/cast/volunteer")).json()
    headers = {"Authorization": f"Bearer {became['accessToken']}"}
    told = (await client.get("/api/me/ledger", headers=headers)).json()
    held = {one["accountKind"]: one["minutes"] for one in told["balances"]}
    assert held["service"] >= held["redeemable"] > 600
    for _ in range(2):
        await recorded.load(now=clock())
    mine = await asks(client, "volunteer", "/api/me/record")
    assert [one["state"] for one in mine["disputes"]] == ["kept"]
    assert {one["kind"] for one in mine["entries"]} == {"training", "award"}
    [paper] = (await asks(client, "volunteer", "/api/me/documents"))["documents"]
    assert paper["revokedBy"] == "own"
    waiting = (await asks(client, "lead", "/api/desk/records"))["disputes"]
    assert [one["yoursToAnswer"] for one in waiting] == [True]
    todo = (await asks(client, "lead", "/api/desk/hours"))["items"]
    assert ("taking", -20) in {(one["kind"], one["minutes"]) for one in todo}
    odd = (await asks(client, "supervisor", "/api/desk/watch"))["signs"]
    assert {one["sign"] for one in odd} >= {"ticked_at_once"}
    [there] = await run("SELECT count(*) AS n FROM record_dispute")
    assert there["n"] == 2
    wrong: list[str] = []
    await verify([], [], wrong.append, proving.follow)
    assert wrong == []


async def test_told_again_nothing_is_there_twice_and_a_week_later_there_is_more(demo, clock):
    async def count():
        [row] = await run("SELECT count(*) AS there FROM volunteer_activity")
        return row["there"]

    await volunteering.load(now=clock())
    first = await count()
    await volunteering.load(now=clock())
    assert await count() == first
    await volunteering.load(now=clock() + timedelta(days=7))
    assert first < await count() <= first + 7
