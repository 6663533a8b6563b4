"""A change of a station stands in its record, and is put back."""

import pytest
from msgspec.structs import replace
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.schemas import StationChanges
from xiangyi.features.stations.service import holding, keeping
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.tables import (
    StationRevision,
)


@pytest.fixture
async def stations(db):
    await make_divisions()
    return await make_stations(facts("1", amenities=("microwave",)), facts("2"))


@pytest.fixture
async def manager(stations):
    role = HeldRole("manager", Scope("station", stations[0]))
    return await signed_in("13800000001", role, now=NOW)


async def shown(station, *, now=NOW):
    return next(row for row in await read_stations(now=now, report_hours=6) if row.id == station)


async def test_a_change_is_a_revision_and_is_put_back(api, stations, manager):
    url = f"/api/stations/{stations[0]}"
    changed = await api.patch(url, json={"gateWords": "去驿站歇脚"}, headers=manager.headers)
    assert changed.status_code == 204, changed.text
    assert (await shown(stations[0])).gate_words == "去驿站歇脚"
    [last, first] = (await api.get(f"{url}/revisions", headers=manager.headers)).json()["items"]
    assert (last["madeBy"], last["by"]["you"]) == ("manager", True)
    assert (last["before"], last["after"]) == ({"gate_words": ""}, {"gate_words": "去驿站歇脚"})
    assert first["before"] is None
    back = await api.post(f"{url}/revisions/{last['number']}/reversal", headers=manager.headers)
    assert back.status_code == 204, back.text
    assert (await shown(stations[0])).gate_words == ""
    assert await StationRevision.count().where(StationRevision.station == stations[0]) == 3
    for number in (first["number"], 99):
        none = await api.post(f"{url}/revisions/{number}/reversal", headers=manager.headers)
        assert (none.status_code, none.json()["code"]) == (404, "revision_not_found")


async def test_what_a_list_changed_is_put_back_whole_with_its_place_and_kind(
    api, stations, manager, clock
):
    [was] = [one.facts for one in await holding.of_ids([stations[0]])]
    moved = replace(
        was, lon=was.lon + 0.01, family="youth_home", amenity_words="躺椅", name="搬了的驿站"
    )
    await keeping.keep_stations([moved], now=clock())
    assert (await shown(stations[0])).family == "youth_home"
    url = f"/api/stations/{stations[0]}/revisions"
    [last, _] = (await api.get(url, headers=manager.headers)).json()["items"]
    assert last["madeBy"] == "source"
    back = await api.post(f"{url}/{last['number']}/reversal", headers=manager.headers)
    assert back.status_code == 204, back.text
    assert [one.facts for one in await holding.of_ids([stations[0]])] == [was]
    [latest, *_] = (await api.get(url, headers=manager.headers)).json()["items"]
    assert (latest["madeBy"], latest["by"]["you"]) == ("manager", True)


async def test_a_long_record_is_read_a_page_at_a_time(api, stations, manager, clock):
    for number in range(55):
        await keeping.revise_station(
            stations[0], StationChanges(phone=f"0731-{number}"), now=clock()
        )
    url = f"/api/stations/{stations[0]}/revisions"
    first = (await api.get(url, headers=manager.headers)).json()
    query = {"after": first["next"]}
    rest = (await api.get(url, params=query, headers=manager.headers)).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (50, 6, None)
    numbers = [one["number"] for one in [*first["items"], *rest["items"]]]
    assert numbers == sorted(set(numbers), reverse=True)
