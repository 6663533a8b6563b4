"""One change of a station taken back: neither what came after it goes, nor what was said of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.service.reading import read_stations


@pytest.fixture
async def stations(db):
    await make_divisions()
    return await make_stations(facts("1", amenities=("microwave",)))


@pytest.fixture
async def manager(stations):
    role = HeldRole("manager", Scope("station", stations[0]))
    return await signed_in("13800000001", role, now=NOW)


async def shown(station, *, now=NOW):
    return next(row for row in await read_stations(now=now, report_hours=6) if row.id == station)


async def test_one_change_is_put_back_and_not_those_that_came_after_it(api, stations, manager):
    url = f"/api/stations/{stations[0]}"
    for changes in ({"gateWords": "去驿站歇脚", "phone": "0731-1"}, {"parking": "门口右边"}):
        await api.patch(url, json=changes, headers=manager.headers)
    back = await api.post(f"{url}/revisions/2/reversal", headers=manager.headers)
    assert back.status_code == 204, back.text
    here = await shown(stations[0])
    assert (here.gate_words, here.parking) == ("", "门口右边")
    await api.patch(url, json={"parking": "后门"}, headers=manager.headers)
    refused = await api.post(f"{url}/revisions/3/reversal", headers=manager.headers)
    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "changed_since")
    assert told["facts"] == {"fields": ["parking"]}
    assert (await shown(stations[0])).parking == "后门"


async def test_a_broken_amenity_that_comes_back_is_still_broken(api, stations, manager, clock):
    url = f"/api/stations/{stations[0]}"
    broken = {"at": clock.now.isoformat(), "works": False, "note": "等师傅"}
    path = f"{url}/amenities/microwave/states/{uuid4()}"
    assert (await api.put(path, json=broken, headers=manager.headers)).status_code == 204
    clock.now += timedelta(minutes=1)
    none = await api.patch(url, json={"amenities": []}, headers=manager.headers)
    assert none.status_code == 204, none.text
    assert (await shown(stations[0])).amenities == ()
    assert (
        await api.post(f"{url}/revisions/2/reversal", headers=manager.headers)
    ).status_code == 204
    [microwave] = (await shown(stations[0], now=clock.now)).amenities
    assert (microwave.out_since, microwave.out_note) == (NOW, "等师傅")
