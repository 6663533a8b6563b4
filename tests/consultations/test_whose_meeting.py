"""Whose a meeting is that is held in one place and calls people of a wider one."""

from datetime import timedelta

import pytest
from tests.consultations.makers import ENDS, STARTS, announce, announced, drafted, put
from tests.notifications.makers import inbox, person
from tests.people import CHANGSHA, COMMUNITY, FURONG, STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.notifications.service import expanding

CITYWIDE = {"division": COMMUNITY, "invited": {"division": CHANGSHA}}


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def city(clock):
    held = HeldRole("convener", Scope("division", CHANGSHA))
    return await signed_in("13800000091", held, now=clock.now)


@pytest.fixture
async def host(clock):
    """Who convenes where people meet, and nowhere else."""
    held = HeldRole("convener", Scope("division", COMMUNITY))
    return await signed_in("13800000092", held, now=clock.now)


async def test_who_comes_though_nobody_called_them_hears_that_it_changes_and_is_off(
    api, clock, city
):
    await person("13800000002", clock)
    guest = await person("13800000001", clock, home=None)
    id_ = await announced(api, city, division=STREET, invited={"division": STREET})
    await expanding.expand_due(now=clock.now)
    path = f"/api/consultations/{id_}"
    await api.put(f"{path}/answer", json={"answer": "coming"}, headers=guest.headers)
    later = {
        "startsAt": (STARTS + timedelta(hours=1)).isoformat(),
        "endsAt": (ENDS + timedelta(hours=1)).isoformat(),
    }
    wanted = {"invited": {"division": STREET}, "consultation": id_}
    reach = await api.post("/api/desk/consultations/reach", json=wanted, headers=city.headers)
    assert reach.json()["people"] == 2
    await put(api, city, id_, based_on=2, **later)
    await expanding.expand_due(now=clock.now)
    clock.now += timedelta(minutes=1)
    await api.put(f"{path}/cancellation", json={"reason": "下雨"}, headers=city.headers)
    await expanding.expand_due(now=clock.now)
    heard = [one["kind"] for one in (await inbox(api, guest))["notices"]]
    assert heard == ["consultation.cancelled", "consultation.changed"]


async def test_who_convenes_where_people_meet_moves_no_meeting_of_people_elsewhere(
    api, clock, city, host
):
    await person("13800000001", clock, home=FURONG)
    draft = await drafted(api, city, **CITYWIDE)
    path = f"/api/consultations/{draft}"
    tried = [await announce(api, host, draft), await api.delete(path, headers=host.headers)]
    later = (STARTS - timedelta(hours=3)).isoformat()
    assert (await announce(api, city, draft, sendAt=later)).json()["state"] == "announced"
    off = {"json": {"reason": "改到别处"}, "headers": host.headers}
    tried += [
        await api.delete(f"{path}/announcement", headers=host.headers),
        await api.put(f"{path}/cancellation", **off),
        await api.post(
            "/api/desk/consultations/reach",
            json={"invited": {"division": COMMUNITY}, "consultation": draft},
            headers=host.headers,
        ),
    ]
    assert [one.json()["code"] for one in tried] == ["audience_not_yours"] * 5


async def test_who_convenes_where_people_meet_rings_up_those_who_live_there_alone(
    api, clock, city, host
):
    await person("13800000001", clock, home=FURONG)
    near = await person("13800000002", clock, home=COMMUNITY)
    id_ = await announced(api, city, **CITYWIDE)
    await expanding.expand_due(now=clock.now)

    async def seen(who):
        desk = (await api.get(f"/api/desk/consultations/{id_}", headers=who.headers)).json()
        [told] = [one for one in desk["told"] if one["kind"] == "announced"]
        rung = await api.get(
            f"/api/desk/consultations/{id_}/not-reached",
            params={"campaign": told["outcome"]["id"]},
            headers=who.headers,
        )
        people = [one["account"] for one in rung.json()["people"]]
        return told["toRing"], people, len(desk["reach"]["sample"])

    assert await seen(host) == (1, [str(near.account)], 0)
    assert [len(one) if isinstance(one, list) else one for one in await seen(city)] == [2, 2, 2]
