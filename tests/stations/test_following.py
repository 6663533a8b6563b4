"""Whoever follows a station is told of what concerns it, until they do not want it any more."""

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.features.notifications.adapters import audience as people
from xiangyi.features.notifications.schemas import Audience, Group, Subject


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(facts("1"))
    return id_


async def test_a_rider_follows_a_station_and_lets_it_go(api, station):
    rider = await signed_in("13800000001", now=NOW)
    audience = Audience(groups=(Group(follows=Subject("station", station)),))
    path = f"/api/me/stations/{station}"

    async def asked(verb):
        answer = await api.request(verb, path, headers=rider.headers)
        return answer.json()["follows"], await people.count(audience)

    assert await asked("GET") == (False, 0)
    assert [await asked("PUT") for _ in range(2)] == [(True, 1)] * 2
    assert await asked("GET") == (True, 1)
    assert [await asked("DELETE") for _ in range(2)] == [(False, 0)] * 2
