"""When somebody last looked at a scene, and what of it still holds."""

from datetime import timedelta
from uuid import uuid4

from tests.scenes.makers import facts, gate, made, published, put
from tests.stations.makers import NOW, SERVICE

from xiangyi.features.scenes.tables import Scene, SceneVerification
from xiangyi.features.stations.service.publishing import Publisher
from xiangyi.migrations import m0087b_as_it_looked as step


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
