"""The people of the demonstration, whom one may become."""

from xiangyi.core.asking import SCOPES
from xiangyi.core.db import run
from xiangyi.demo import people
from xiangyi.demo.cast import CAST
from xiangyi.features.identity.rules.phones import read_phone


async def test_one_may_become_everybody_of_the_cast(client):
    told = (await client.get("/api/demo/cast")).json()["items"]
    assert [one["person"] for one in told] == [one.person for one in CAST]
    became = {}
    for one in CAST:
        answer = await client.post(f"/api/demo/cast/{one.person}")
        assert answer.status_code == 201, answer.text
        me = answer.json()["me"]
        assert me["name"] == one.name
        became[one.person] = sorted((role["role"], role["scopeName"]) for role in me["roles"])
    assert became == {
        "rider": [],
        "volunteer": [],
        "lead": [("lead", "橘洲骑手志愿服务队")],
        "manager": [("manager", "溁湾镇工会驿站"), ("manager", "溁湾镇社区党群服务中心")],
        "convener": [("convener", "长沙市岳麓区桔子洲街道")],
        "clerk": [("clerk", "长沙市岳麓区桔子洲街道")],
        "handler": [("handler", "岳麓区城市管理服务中心")],
        "partner": [("partner", "湘江东岸医院")],
        "supervisor": [("supervisor", "长沙市")],
        "administrator": [("administrator", "长沙市")],
        "second_administrator": [("administrator", "长沙市")],
        "second_partner": [("partner", "星城公交河西公司")],
    }
    assert {role for held in became.values() for role, _ in held} == set(SCOPES)


async def test_the_volunteer_belongs_to_a_team_and_the_organisations_are_there(client):
    me = (await client.post("/api/demo/cast/volunteer")).json()["me"]
    assert [one["name"] for one in me["organisations"]] == ["老街坊互助志愿队"]
    listed = (await client.get("/api/organisations", params={"limit": 200})).json()["items"]
    assert len(listed) == 23
    assert len({one["kind"] for one in listed}) == 13


async def test_loaded_again_nothing_is_there_twice_and_who_lost_a_role_has_it_again(demo, clock):
    async def counted():
        tables = ("account", "organisation", "member", "role_grant", "audit_entry")
        return [(await run(f"SELECT count(*) AS n FROM {one}"))[0]["n"] for one in tables]  # noqa: S608

    before = await counted()
    await people.load(now=clock())
    assert await counted() == before
    await run("UPDATE role_grant SET withdrawn_at = {} WHERE role = 'clerk'", clock())
    await people.load(now=clock())
    held = await run("SELECT id FROM role_grant WHERE role = 'clerk' AND withdrawn_at IS NULL")
    assert len(held) == 1


async def test_nobody_of_the_cast_can_be_called(demo):
    for number in range(len(CAST)):
        phone = people._phone(number)  # noqa: SLF001
        assert read_phone(phone) == (phone, None)
        assert phone.startswith("154")


async def test_nobody_is_to_be_become_where_there_is_no_demonstration(api, db):
    assert await people.cast() == []
    answer = await api.get("/api/demo/cast")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_demonstration")
