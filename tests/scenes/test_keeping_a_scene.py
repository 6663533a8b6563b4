"""Who keeps a scene says how one gets in; each change can be traced and put back."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.scenes.makers import COMMUNITY, MOBILE, STREET, facts, gate, made, published, put
from tests.stations.makers import CHANGSHA, NOW, SERVICE, XIANGTAN

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.audit.tables import AuditEntry
from xiangyi.features.scenes.tables import SceneRevision
from xiangyi.features.stations.service.publishing import Publisher
from xiangyi.features.stations.tables import Station

LATER = NOW + timedelta(seconds=3)


async def test_a_manager_makes_a_scene_in_the_street_and_anybody_reads_it(api, manager):
    id_ = await made(api, manager, entrances=[gate("北门", passBy="register")])
    card = (await api.get(f"/api/scenes/{id_}")).json()
    assert card["facts"]["entrances"][0]["passBy"] == "register"
    assert (card["revision"], card["street"]) == (1, "望月湖街道")
    assert (card["verifiedAt"], card["verifiedBy"]) == ("2026-11-23T08:00:00Z", "manager")
    desk = (await api.get("/api/desk/scenes", headers=manager.headers)).json()
    assert [one["id"] for one in desk["items"]] == [id_]
    assert [one["key"] for one in desk["grounds"]] == [STREET]
    assert len(desk["kinds"]) == 10


async def test_a_prefecture_without_a_station_publishes_its_scenes(api, stations, settings):
    keeper = await signed_in(
        "13800000009", HeldRole("administrator", Scope("division", XIANGTAN)), now=NOW
    )
    id_ = await made(api, keeper, division="nbs:430304001000", lon=112.9, lat=27.8)
    await Station.update({Station.closed_at: NOW}).where(Station.id == stations[1])
    await Publisher(settings.packs_dir, SERVICE).publish(now=LATER)
    packs, _ = published(settings.packs_dir)
    pack = packs[XIANGTAN]
    assert (pack["count"], pack["box"]) == (0, [112.9, 27.8, 112.9, 27.8])
    [scene] = json.loads((settings.packs_dir / pack["scenes"]["path"]).read_bytes())["scenes"]
    assert scene["id"] == id_
    slow = json.loads((settings.packs_dir / pack["slow"]["path"]).read_bytes())
    assert (slow["n"], slow["id"]) == (0, [])


async def test_nobody_speaks_for_a_scene_of_another_place(api, manager, administrator, stations):
    id_ = await made(api, administrator)
    other = await signed_in(
        "13800000003", HeldRole("manager", Scope("station", stations[1])), now=NOW
    )
    refused = await put(api, other, id_, facts(address="改了"), based_on=1)
    assert (refused.status_code, refused.json()["code"]) == (403, "role_missing")
    away = await put(api, manager, str(uuid4()), facts(division="nbs:430304001000"))
    assert (away.status_code, away.json()["code"]) == (403, "role_missing")
    assert (await api.get("/api/desk/scenes", headers=other.headers)).json()["items"] == []


async def test_each_change_is_a_revision_that_can_be_put_back(api, manager, administrator):
    id_ = await made(api, manager, gatePhone="0731-8221 2345")
    assert (await put(api, manager, id_, facts(gatePhone="110"), based_on=1)).status_code == 200
    # The same again, as a phone repeats what it is not sure of.
    assert (await put(api, manager, id_, facts(gatePhone="110"), based_on=1)).status_code == 200
    url = f"/api/scenes/{id_}/revisions"
    latest, first = (await api.get(url, headers=manager.headers)).json()["items"]
    assert (latest["before"], latest["after"]) == (
        {"gatePhone": "0731-8221 2345"},
        {"gatePhone": "110"},
    )
    assert (first["number"], first["before"]) == (1, None)
    assert latest["by"] == {"you": True, "name": None, "organisation": None}
    assert "account" not in latest
    back = await api.post(f"{url}/2/reversal", headers=manager.headers)
    assert back.status_code == 204
    card = (await api.get(f"/api/scenes/{id_}")).json()
    assert (card["facts"]["gatePhone"], card["revision"]) == ("0731-8221 2345", 3)
    actions = await AuditEntry.select(AuditEntry.action).output(as_list=True)
    assert actions == ["scene.changed"] * 3
    assert (await api.get(url, headers=administrator.headers)).status_code == 200
    entry = await AuditEntry.select().order_by(AuditEntry.id, ascending=False).first()
    told = (entry["action"], entry["subject_id"], entry["actor"])
    assert told == ("scene.read", id_, administrator.account)


async def test_one_change_of_a_scene_is_put_back_and_not_those_that_came_after_it(api, manager):
    id_ = await made(api, manager, gatePhone="0731-8221 2345")
    url = f"/api/scenes/{id_}/revisions"
    changed = {"gatePhone": "110", "lift": "货梯"}
    assert (await put(api, manager, id_, facts(gatePhone="110"), based_on=1)).status_code == 200
    assert (await put(api, manager, id_, facts(**changed), based_on=2)).status_code == 200
    assert (await api.post(f"{url}/2/reversal", headers=manager.headers)).status_code == 204
    told = (await api.get(f"/api/scenes/{id_}")).json()["facts"]
    assert (told["gatePhone"], told["lift"]) == ("0731-8221 2345", "货梯")
    now = facts(gatePhone="0731-8221 2345", lift="客梯")
    assert (await put(api, manager, id_, now, based_on=4)).status_code == 200
    refused = await api.post(f"{url}/3/reversal", headers=manager.headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "changed_since")
    assert refused.json()["facts"] == {"fields": ["lift"]}


async def test_two_who_change_it_at_once_do_not_overwrite_each_other(api, manager, administrator):
    id_ = await made(api, manager)
    assert (await put(api, manager, id_, facts(lift="货梯"), based_on=1)).status_code == 200
    refused = await put(api, administrator, id_, facts(lift="客梯"), based_on=1)
    assert (refused.status_code, refused.json()["code"]) == (409, "scene_changed_meanwhile")
    assert refused.json()["facts"] == {"revision": 2}
    assert await SceneRevision.count() == 2


async def test_a_scene_that_closes_is_gone_until_it_is_put_back(api, manager):
    id_ = await made(api, manager)
    url = f"/api/scenes/{id_}"
    closed = await api.post(f"{url}/closing", json={"why": "拆了"}, headers=manager.headers)
    assert closed.status_code == 204
    assert (await api.get(url)).status_code == 404
    other = await made(api, manager, name="阿里山小区")
    desk = (await api.get("/api/desk/scenes", headers=manager.headers)).json()["items"]
    assert [(one["id"], one["closedAt"] is None) for one in desk] == [(other, True), (id_, False)]
    latest = desk[-1]["revision"]
    await api.post(f"{url}/revisions/{latest}/reversal", headers=manager.headers)
    assert (await api.get(url)).json()["revision"] == 3
    record = (await api.get(f"{url}/revisions", headers=manager.headers)).json()["items"]
    assert [(one["number"], one["why"]) for one in record] == [(3, ""), (2, "拆了"), (1, "")]
    desk = (await api.get("/api/desk/scenes", headers=manager.headers)).json()["items"]
    assert [one["closedAt"] for one in desk] == [None, None]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": "   "}, "name"),
        ({"gateWords": "说\u202e送外卖"}, "gateWords"),
        ({"gatePhone": "找老王"}, "gatePhone"),
        ({"entrances": [gate("南门\u200b")]}, "entrances.0.name"),
        ({"entrances": [gate("南门", spot={"lon": 28.2, "lat": 112.9})]}, None),
        ({"entrances": [gate("南门", spot={"lon": 113.3, "lat": 28.2})]}, "entrances.0.spot"),
        ({"kind": "castle"}, "kind"),
        ({"division": CHANGSHA}, "division"),
        ({"organisation": str(uuid4())}, "organisation"),
        ({"lon": 28.2, "lat": 12.9}, "lon"),
        ({"lift": "电" * 301}, None),
        ({"entrances": [gate(f"{number}门") for number in range(13)]}, None),
        (
            {
                "entrances": [gate("门", note="长" * 120)] * 12,
                "meals": [{"name": "面", "note": "长" * 120, "proof": "长" * 120}] * 12,
                "toilets": [{"name": "厕" * 60, "note": "长" * 120}] * 12,
                "power": [{"name": "厕" * 60, "note": "长" * 120}] * 12,
                "lodging": [{"name": "厕" * 60, "note": "长" * 120}] * 12,
                "pickup": [{"name": "厕" * 60, "note": "长" * 120}] * 12,
            },
            "size",
        ),
    ],
)
async def test_hostile_or_impossible_facts_are_refused(api, administrator, told, field):
    refused = await put(api, administrator, str(uuid4()), facts(**told))
    assert refused.status_code in {400, 422}
    if field:
        assert (refused.json()["code"], refused.json()["facts"]) == (
            "scene_unusable",
            {"field": field},
        )


async def test_scenes_are_published_beside_the_stations_and_only_where_there_are_some(
    api, manager, settings
):
    folder = settings.packs_dir
    publisher = Publisher(folder, SERVICE)
    await publisher.publish(now=LATER)
    before, _ = published(folder)
    assert not any("scenes" in pack for pack in before.values())
    await made(
        api, manager, gatePhone=MOBILE, entrances=[gate("北门")], guide={"words": "正对喷泉"}
    )
    done = await publisher.publish(now=LATER + timedelta(seconds=3))
    assert done.prefectures == [CHANGSHA]
    after, scenes = published(folder)
    assert after[XIANGTAN] == before[XIANGTAN]
    assert after[CHANGSHA]["slow"] == before[CHANGSHA]["slow"]
    [scene] = scenes["scenes"]
    assert scenes["kinds"] == [{"id": "community", "zh": "小区", "en": "Residential compound"}]
    assert (scene["gatePhone"], scene["guide"]) == (MOBILE, {"words": "正对喷泉", "picture": None})
    assert scene["entrances"] == [gate("北门")]


async def test_no_mobile_number_is_in_the_open_data(api, manager):
    await made(
        api,
        manager,
        gatePhone=MOBILE,
        gateWords=f"打不通找王师傅，{MOBILE}",
        lodging=[{"name": "骑手公寓", "contact": MOBILE, "priceYuan": 25}],
        division=COMMUNITY,
    )
    told = (await api.get("/api/open-data/scenes.geojson")).text
    assert MOBILE not in told
    assert "王师傅" not in told
    [feature] = json.loads(told)["features"]
    assert feature["properties"]["lodging"][0]["priceYuan"] == 25
