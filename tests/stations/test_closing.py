"""A station that is gone for good: off every list, with a reason, and back if that was wrong."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import CHANGSHA, NOW, XIANGTAN, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.audit.tables import AuditReason
from xiangyi.features.notifications.service import expanding
from xiangyi.features.stations.service import keeping
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.tables import Confirmation, StationRevision

GONE = facts("1", amenities=("microwave",))


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_, _] = await make_stations(GONE, facts("2"))
    return id_


@pytest.fixture
async def manager(station):
    return await signed_in("13800000001", HeldRole("manager", Scope("station", station)), now=NOW)


async def administrator(division=CHANGSHA, phone="13800000002"):
    role = HeldRole("administrator", Scope("division", division))
    return await signed_in(phone, role, now=NOW)


async def close(api, person, station, why="整栋楼拆了"):
    url = f"/api/stations/{station}/closing"
    return await api.post(url, json={"why": why}, headers=person.headers)


async def listed(now=NOW):
    return {row.id: row for row in await read_stations(now=now, report_hours=6)}


async def told(clock):
    await expanding.expand_due(now=clock.now)
    rows = await run(
        "SELECT notice.account, campaign.kind FROM notice JOIN campaign"
        " ON campaign.id = notice.campaign ORDER BY campaign.kind"
    )
    return {(str(row["account"]), row["kind"]) for row in rows}


async def test_an_administrator_closes_a_station_and_opens_it_again(api, clock, station, manager):
    person = await administrator()
    rider = await signed_in("13800000003", now=NOW)
    await api.put(f"/api/me/stations/{station}", headers=rider.headers)
    at = {"at": (NOW - timedelta(hours=1)).isoformat()}
    said = f"/api/stations/{station}/confirmations/{uuid4()}"
    await api.put(said, json=at, headers=manager.headers)
    done = await close(api, person, station)
    assert done.status_code == 204, done.text
    assert station not in await listed()
    assert GONE.name not in (await api.get("/api/open-data/stations.csv")).text
    assert (await api.get(f"/api/stations/{station}")).status_code == 404
    assert (await close(api, person, station)).json()["code"] == "station_not_found"
    assert await AuditReason.count() == 1
    heard = {(str(one.account), "station.closed") for one in (manager, rider)}
    assert await told(clock) == heard
    clock.now += timedelta(minutes=1)
    url = f"/api/stations/{station}/revisions"
    record = (await api.get(url, headers=person.headers)).json()["items"]
    assert (record[0]["number"], record[0]["after"]) == (2, None)
    back = f"{url}/2/reversal"
    assert (await api.post(back, headers=manager.headers)).status_code == 403
    assert (await api.post(f"{url}/1/reversal", headers=person.headers)).status_code == 404
    assert (await api.post(back, headers=person.headers)).status_code == 204
    here = (await listed())[station]
    assert ([one.id for one in here.amenities], here.hours) == (["microwave"], GONE.hours)
    # What was confirmed of it before it closed is not what it is now.
    assert here.confirmed_at is None
    assert await Confirmation.count() == 1
    assert {kind for _, kind in await told(clock)} == {"station.closed", "station.reopened"}


async def test_nobody_else_closes_a_station_and_nobody_without_a_reason(api, station, manager):
    elsewhere = await administrator(XIANGTAN, "13800000004")
    for person in (manager, elsewhere):
        assert (await close(api, person, station)).json()["code"] == "role_missing"
    assert (await close(api, await administrator(), station, " ")).json()["code"] == "why_missing"
    assert station in await listed()


async def test_a_list_that_still_names_it_does_not_bring_it_back(api, station):
    await close(api, await administrator(), station)
    kept = await keeping.keep_stations([GONE], now=NOW + timedelta(days=1))
    assert [one.fields for one in kept.edited] == [("closed",)]
    assert station not in await listed()
    assert await StationRevision.count().where(StationRevision.station == station) == 2


async def test_who_said_that_it_is_gone_hears_that_it_is_so(api, clock, station):
    rider = await signed_in("13800000003", now=NOW)
    key = uuid4()
    body = {"station": station, "kind": "gone", "at": NOW.isoformat()}
    headers = {"X-Device-Key": "1" * 22, **rider.headers}
    made = await api.put(f"/api/reports/{key}", json=body, headers=headers)
    assert made.status_code == 200, made.text
    await close(api, await administrator(), station)
    receipt = (await api.get(f"/api/reports/{key}", headers=rider.headers)).json()
    assert receipt["answer"]["kind"] == "out"
    assert (str(rider.account), "report.answered") in await told(clock)
