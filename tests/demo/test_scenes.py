"""The places of the demonstration that a rider has to get into."""

from xiangyi.demo import people, scenes
from xiangyi.features.scenes.tables import SceneRevision


async def test_a_dozen_of_nine_kinds_are_there_and_the_manager_keeps_those_of_the_street(
    client, clock
):
    administrator = await people.member("administrator")
    for _ in range(2):
        await scenes.load(administrator, now=clock())
    assert await SceneRevision.count() == 12
    became = (await client.post("/api/demo/cast/manager")).json()
    headers = {"authorization": f"Bearer {became['accessToken']}"}
    desk = (await client.get("/api/desk/scenes", headers=headers)).json()
    assert "麓山花园" in [one["name"] for one in desk["items"]]
    assert "长沙火车站" not in [one["name"] for one in desk["items"]]
    told = (await client.get("/api/open-data/scenes.geojson")).json()
    assert len({one["properties"]["kind"] for one in told["features"]}) == 9
