"""A station that is gone for good: off every list, with a reason, and back if that was wrong."""

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest
from tests.people import signed_in
from tests.stations.desk import make_furong, row, take
from tests.stations.makers import CHANGSHA, NOW, XIANGTAN, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.audit.tables import AuditReason
from xiangyi.features.notifications.service import expanding
from xiangyi.features.stations.service import keeping
from xiangyi.features.stations.service.importing.undoing import undo_import
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.tables import Confirmation, Station, StationRevision

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


async def said_of(api, station, number, kind, by=None, **more):
    key = uuid4()
    body = {"station": station, "kind": kind, "at": NOW.isoformat()} | more
    headers = {"X-Device-Key": f"{number}" * 22, **(by.headers if by else {})}
    made = await api.put(f"/api/reports/{key}", json=body, headers=headers)
    assert made.status_code == 200, made.text
    return str(key)


async def test_whoever_waited_for_an_answer_hears_that_it_is_closed_and_that_it_is_open_again(
    api, clock, station, manager
):
    rider = await signed_in("13800000003", now=NOW)
    waiting = [await said_of(api, station, 1, kind, rider) for kind in ("gone", "locked")]
    broken = {"kind": "amenity_broken", "amenity": "microwave"}
    waiting += [await said_of(api, station, 2, **broken, by=rider)]
    nameless = await said_of(api, station, 3, "crowded")
    answered = await said_of(api, station, 4, "locked", rider)
    said = f"/api/reports/{answered}/answer"
    await api.put(said, json={"kind": "seen"}, headers=manager.headers)
    person = await administrator()

    async def came_of():
        receipts = [(await api.get(f"/api/reports/{key}")).json() for key in (*waiting, nameless)]
        own = (await api.get("/api/me/reports", headers=rider.headers)).json()["items"]
        known = {one["key"]: one["answer"] for one in own}
        assert known.pop(answered)["kind"] == "seen"
        assert known == {one["key"]: one["answer"] for one in receipts[:3]}
        return [one["answer"] for one in receipts]

    async def heard(what):
        rows = await run("SELECT thread, facts FROM campaign WHERE kind = 'report.answered'")
        told = [(row["thread"], msgspec.json.decode(row["facts"])["answer"]) for row in rows]
        return {thread for thread, answer in told if answer == what}

    threads = {f"report/{one}" for one in waiting}
    clock.now += timedelta(minutes=1)
    assert (await close(api, person, station)).status_code == 204
    over = {"kind": "closed", "words": "", "at": "2026-11-23T08:01:00Z"}
    assert await came_of() == [over] * 4
    assert await heard("closed") == threads
    back = f"/api/stations/{station}/revisions/2/reversal"
    assert (await api.post(back, headers=person.headers)).status_code == 204
    assert await came_of() == [None] * 4
    assert await heard("reopened") == threads
    url = f"/api/stations/{station}/reports"
    open_ = (await api.get(url, headers=manager.headers)).json()["items"]
    assert {one["key"] for one in open_} == {*waiting, nameless}


async def test_what_was_said_of_a_station_that_came_by_mistake_ends_with_the_list(api, db):
    """A list that is taken back closes what it brought, and the next may bring it again."""
    await make_furong()
    taken = await take(row("A1"))
    [id_] = await Station.select(Station.id).output(as_list=True)
    key = await said_of(api, id_, 1, "locked")

    async def answer():
        return (await api.get(f"/api/reports/{key}")).json()["answer"]

    await undo_import(taken.batch, now=NOW + timedelta(minutes=1))
    assert (await answer())["kind"] == "closed"
    await take(row("A1"), minutes=2)
    assert await answer() is None
