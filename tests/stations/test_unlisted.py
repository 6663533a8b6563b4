"""What riders said of an amenity ends when the station offers it no more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations
from tests.stations.test_reporting import PHONES, say, shown

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.stations.service.importing.undoing import undo_import
from xiangyi.features.stations.service.keeping import keep_stations
from xiangyi.features.stations.tables import StationBatch

LATER = NOW + timedelta(hours=1)


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(facts("1", amenities=("microwave", "drinking_water")))
    return id_


@pytest.fixture
async def manager(station):
    role = HeldRole("manager", Scope("station", station))
    return await signed_in("13800000001", role, now=NOW)


async def broken(api, station, amenity, phone, by=None):
    key = uuid4()
    told = {"kind": "amenity_broken", "amenity": amenity}
    said = await say(api, station, key=key, phone=phone, by=by, **told)
    assert said.status_code == 200, said.text
    return key


async def waits(api, station, manager):
    """By their keys the reports that wait at the desk, which counts them too."""
    url = f"/api/stations/{station}/reports"
    items = (await api.get(url, headers=manager.headers)).json()["items"]
    [kept] = (await api.get("/api/desk/stations", headers=manager.headers)).json()["items"]
    assert kept["waiting"] == len(items)
    return {one["key"] for one in items}


async def test_what_is_not_listed_any_more_is_broken_no_more_and_its_reporter_hears_so(
    api, station, manager
):
    rider = await signed_in("13800000002", now=NOW)
    gone = await broken(api, station, "microwave", PHONES[0], rider)
    nameless = await broken(api, station, "microwave", PHONES[1])
    stays = await broken(api, station, "drinking_water", PHONES[2])
    await keep_stations([facts("1", amenities=("drinking_water",))], now=LATER)
    assert await shown(station) == {("amenity_broken", 1)}
    assert await waits(api, station, manager) == {str(stays)}
    over = {"kind": "unlisted", "words": "", "at": "2026-11-23T09:00:00Z"}
    for key in (gone, nameless):
        assert (await api.get(f"/api/reports/{key}")).json()["answer"] == over
    [mine] = (await api.get("/api/me/reports", headers=rider.headers)).json()["items"]
    assert mine["answer"] == over
    told = await run("SELECT kind, thread FROM campaign")
    assert [dict(row) for row in told] == [
        {"kind": "report.answered", "thread": f"report/{gone}"},
    ]
    # A list was wrong, and the next one puts it right.
    await keep_stations([facts("1", amenities=("microwave", "drinking_water"))], now=LATER)
    assert await waits(api, station, manager) == {str(gone), str(nameless), str(stays)}
    assert (await api.get(f"/api/reports/{gone}")).json()["answer"] is None
    told = await run("SELECT facts FROM campaign")
    assert sum("relisted" in str(row["facts"]) for row in told) == 1


async def test_what_was_answered_stays_as_it_was_answered(api, station, manager):
    key = await broken(api, station, "microwave", PHONES[0])
    url = f"/api/reports/{key}/answer"
    done = await api.put(url, json={"kind": "seen"}, headers=manager.headers)
    assert done.status_code == 204, done.text
    await keep_stations([facts("1", amenities=("drinking_water",))], now=LATER)
    assert (await api.get(f"/api/reports/{key}")).json()["answer"]["kind"] == "seen"


async def test_a_list_taken_back_lets_riders_reports_wait_again(api, station, manager):
    rider = await signed_in("13800000002", now=NOW)
    key = await broken(api, station, "microwave", PHONES[0], rider)
    await StationBatch.insert(StationBatch(id="wrong", source="test", imported_at=LATER))
    without = facts("1", amenities=("drinking_water",))
    await keep_stations([without], now=LATER, batch="wrong")
    assert await waits(api, station, manager) == set()
    await undo_import("wrong", now=LATER)
    assert await waits(api, station, manager) == {str(key)}
    assert await shown(station) == {("amenity_broken", 1)}


async def test_what_is_listed_again_after_days_is_not_what_was_broken_then(api, station, manager):
    await broken(api, station, "microwave", PHONES[0])
    await keep_stations([facts("1", amenities=("drinking_water",))], now=LATER)
    later = NOW + timedelta(hours=72, minutes=1)
    await keep_stations([facts("1", amenities=("microwave", "drinking_water"))], now=later)
    assert await waits(api, station, manager) == set()
