"""What waits for the manager of the demonstration."""

from xiangyi.demo import desk, people


async def test_the_manager_has_something_due_something_broken_and_somebody_to_answer(client, clock):
    await desk.load(await people.member("manager"), now=clock())
    became = (await client.post("/api/demo/cast/manager")).json()
    headers = {"authorization": f"Bearer {became['accessToken']}"}
    answer = await client.get("/api/desk/stations", headers=headers)
    stations = {one["name"]: one for one in answer.json()["items"]}
    due, fresh = stations["溁湾镇社区党群服务中心"], stations["溁湾镇工会驿站"]
    assert due["confirmedAt"] < fresh["confirmedAt"]
    assert [one["id"] for one in due["amenities"] if one["outSince"]] == ["shower"]
    assert (due["waiting"], fresh["waiting"]) == (3, 1)


async def test_told_again_on_the_same_day_nothing_is_said_twice(client, clock):
    manager = await people.member("manager")
    await desk.load(manager, now=clock())
    await desk.load(manager, now=clock())
    became = (await client.post("/api/demo/cast/manager")).json()
    headers = {"authorization": f"Bearer {became['accessToken']}"}
    answer = await client.get("/api/desk/stations", headers=headers)
    assert sum(one["waiting"] for one in answer.json()["items"]) == 4
