"""Who keeps a scene says how one gets in; each change can be traced and put back."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.scenes.makers import COMMUNITY, MOBILE, STREET, facts, gate, made, put
from tests.stations.makers import CHANGSHA, NOW, SERVICE, XIANGTAN

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.audit.tables import AuditEntry
from xiangyi.features.scenes.tables import Scene, SceneRevision, SceneVerification
from xiangyi.features.stations.service.publishing import Publisher
from xiangyi.features.stations.tables import Station
from xiangyi.migrations import m0087b_as_it_looked as step

LATER = NOW + timedelta(seconds=3)


def published(folder):
    index = json.loads((folder / "index.json").read_bytes())
    packs = {pack["division"]: pack for pack in index["packs"]}
    scenes = packs[CHANGSHA].get("scenes")
    return packs, scenes and json.loads((folder / scenes["path"]).read_bytes())


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


async def test_a_word_put_right_at_a_desk_claims_no_visit(api, manager, clock):
    id_ = await made(api, manager, gateWords="送外买")
    url = f"/api/scenes/{id_}"
    for revision, looked in enumerate((False, True), start=1):
        clock.now += timedelta(minutes=1)
        body = {
            "basedOn": revision,
            "facts": facts(gateWords="送外卖" * revision),
            "looked": looked,
        }
        card = (await api.put(url, json=body, headers=manager.headers)).json()
        assert card["facts"]["gateWords"] == "送外卖" * revision
        # What nobody has looked at is not verified, whoever put it right.
        assert card["verifiedAt"] == ("2026-11-23T08:02:00Z" if looked else None)


async def test_what_is_taken_back_to_what_was_looked_at_was_looked_at_then(api, manager, clock):
    """Five days ago; what was looked at meanwhile was another rule."""
    id_ = await made(api, manager, entrances=[gate("北门", passBy="register")])
    url = f"/api/scenes/{id_}"
    was = (await api.get(url)).json()["verifiedAt"]
    clock.now += timedelta(minutes=5)
    closed = facts(entrances=[gate("北门", passBy="no_entry")])
    body = {"basedOn": 1, "facts": closed, "looked": False}
    card = (await api.put(url, json=body, headers=manager.headers)).json()
    assert (card["verifiedAt"], card["verifiedBy"]) == (None, None)
    changed = {"basedOn": 2, "facts": facts(lift="货梯"), "looked": True}
    card = (await api.put(url, json=changed, headers=manager.headers)).json()
    assert card["verifiedAt"] == "2026-11-23T08:05:00Z"
    clock.now += timedelta(minutes=1)
    for number in (3, 2):
        back = await api.post(f"{url}/revisions/{number}/reversal", headers=manager.headers)
        assert back.status_code == 204, back.text
    card = (await api.get(url)).json()
    assert card["facts"]["entrances"][0]["passBy"] == "register"
    assert (card["verifiedAt"], card["verifiedBy"]) == (was, "manager")
    # Those of before it was written down come by it when the database is brought up to date.
    known = await _seen_as()
    await Scene.update({"looks_as": 0}, force=True)
    await SceneVerification.update({"looks_as": 0}, force=True)
    await step.fill()
    assert await _seen_as() == known == ([1], [1, 3])


async def _seen_as():
    looks = SceneVerification.select(SceneVerification.looks_as)
    return (
        await Scene.select(Scene.looks_as).output(as_list=True),
        await looks.order_by(SceneVerification.verified_at).output(as_list=True),
    )


async def test_a_verification_given_by_mistake_gives_way_to_the_one_before(
    api, manager, administrator, clock
):
    id_ = await made(api, manager)
    was = (await api.get(f"/api/scenes/{id_}")).json()["verifiedAt"]
    clock.now += timedelta(minutes=10)
    url = f"/api/scenes/{id_}/verifications/{uuid4()}"
    await api.put(url, json={"at": clock.now.isoformat()}, headers=manager.headers)
    desk = (await api.get("/api/desk/scenes", headers=manager.headers)).json()
    assert url.endswith(desk["items"][0]["ownVerification"])
    other = await api.delete(url, headers=administrator.headers)
    assert (other.status_code, other.json()["code"]) == (404, "said_not_found")
    for _ in range(2):
        assert (await api.delete(url, headers=manager.headers)).status_code == 204
    assert (await api.get(f"/api/scenes/{id_}")).json()["verifiedAt"] == was
    await SceneVerification.update({"received_at": NOW - timedelta(hours=25)}, force=True)
    desk = (await api.get("/api/desk/scenes", headers=manager.headers)).json()
    assert desk["items"][0]["ownVerification"] is None
    [first] = await SceneVerification.select().where(SceneVerification.withdrawn_at.is_null())
    late = f"/api/scenes/{id_}/verifications/{first['key']}"
    refused = await api.delete(late, headers=manager.headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "said_stays")


async def test_it_is_verified_once_under_a_key(api, manager, clock):
    id_ = await made(api, manager)
    clock.now = NOW + timedelta(minutes=10)
    url = f"/api/scenes/{id_}/verifications/{uuid4()}"
    for _ in range(2):
        said = await api.put(url, json={"at": clock.now.isoformat()}, headers=manager.headers)
        assert said.status_code == 204
    assert (await api.get(f"/api/scenes/{id_}")).json()["verifiedAt"] == "2026-11-23T08:10:00Z"
    assert await SceneVerification.count() == 2


async def test_a_look_counts_for_what_was_there_then_and_for_nothing_else(
    api, manager, clock, settings
):
    """Putting a revision back is done at a desk, and not at the gate."""
    id_ = await made(api, manager, gateWords="说送外卖")
    url = f"/api/scenes/{id_}"

    async def back(number):
        done = await api.post(f"{url}/revisions/{number}/reversal", headers=manager.headers)
        assert done.status_code == 204

    async def verified():
        clock.now += timedelta(minutes=1)
        await Publisher(settings.packs_dir, SERVICE).publish(now=clock.now)
        _, scenes = published(settings.packs_dir)
        desk = (await api.get("/api/desk/scenes", headers=manager.headers)).json()
        card = (await api.get(url)).json()
        [at] = {one["verifiedAt"] for one in (card, *desk["items"], *scenes["scenes"])}
        assert (at is None) == (card["verifiedBy"] is None)
        return at

    clock.now += timedelta(minutes=1)
    assert (await put(api, manager, id_, facts(), based_on=1)).status_code == 200
    assert await verified() == "2026-11-23T08:01:00Z"
    await back(2)
    assert await verified() == "2026-11-23T08:00:00Z"
    # Written at the gate before that, and sent after it.
    for at in ("2026-11-23T08:01:30Z", "2026-11-23T08:03:00Z"):
        body = {"at": at}
        said = await api.put(f"{url}/verifications/{uuid4()}", json=body, headers=manager.headers)
        assert said.status_code == 204
        assert await verified() == (at if at.endswith("03:00Z") else "2026-11-23T08:00:00Z")
    assert (
        await put(api, manager, id_, facts(gateWords="说送外卖", responsible="物业"), based_on=3)
    ).status_code == 200
    was = await verified()
    await back(4)
    assert await verified() == was, "who answers for it is not to be seen at the gate"
    closed = await api.post(f"{url}/closing", json={"why": "修路"}, headers=manager.headers)
    assert closed.status_code == 204
    await back(6)
    assert await verified() == was, "what was closed meanwhile is as it was"


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
