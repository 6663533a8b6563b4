"""A station whose point is wrong: its manager moves it a few steps, others within its county."""

from datetime import timedelta
from uuid import uuid4

from tests.people import signed_in
from tests.stations.makers import CHANGSHA, NOW, facts
from tests.stations.test_keeping_a_station import AT, manager, shown, stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.tables import StationRevision

__all__ = ["manager", "stations"]


async def test_a_manager_moves_a_station_a_few_steps_and_an_administrator_within_its_county(
    api, stations, manager, clock
):
    url = f"/api/stations/{stations[0]}"
    told = facts("1")
    confirmed = f"{url}/confirmations/{uuid4()}"
    assert (await api.put(confirmed, json={"at": AT}, headers=manager.headers)).status_code == 200
    clock.now += timedelta(minutes=1)
    above = await signed_in(
        "13800000009", HeldRole("administrator", Scope("division", CHANGSHA)), now=NOW
    )

    async def move(who, lon, lat, **more):
        body = {"lon": lon, "lat": lat, "seen": {"lon": told.lon, "lat": told.lat}, **more}
        moved = await api.patch(url, json=body, headers=who.headers)
        return moved.status_code, moved.json() if moved.content else None

    assert await move(manager, told.lon, told.lat) == (204, None)
    assert await StationRevision.count().where(StationRevision.station == stations[0]) == 1
    status, far = await move(manager, told.lon, told.lat + 0.0046)
    assert (status, far["code"]) == (422, "place_too_far")
    assert far["facts"] == {"metres": 511, "mostM": 500}
    half = await api.patch(url, json={"lon": 112.95}, headers=manager.headers)
    assert (half.status_code, half.json()["facts"]["field"]) == (422, "lat")
    for who, lon, lat in ((above, 112.2, 28.2), (above, 28.2, 112.95 - 30)):
        status, away = await move(who, lon, lat)
        assert (status, away["code"], away["facts"]) == (422, "place_elsewhere", {"here": "岳麓区"})
    assert await move(manager, told.lon, told.lat + 0.004) == (204, None)
    row = await shown(stations[0], now=clock())
    # Where it stands now, nobody has confirmed it yet.
    assert (row.lat, row.confirmed_at) == (told.lat + 0.004, None)
    assert (await move(manager, told.lon, told.lat))[1]["code"] == "changed_meanwhile"
    there = {"seen": {"lon": told.lon, "lat": told.lat + 0.004}}
    assert await move(above, told.lon - 0.01, told.lat + 0.004, **there) == (204, None)
    record = (await api.get(f"{url}/revisions", headers=manager.headers)).json()["items"]
    assert {"lon", "lat"} <= record[1]["before"].keys()
    number = record[0]["number"]
    back = await api.post(f"{url}/revisions/{number}/reversal", headers=manager.headers)
    assert back.status_code == 204
    assert (await shown(stations[0], now=clock())).lon == told.lon
