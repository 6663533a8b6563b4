"""Riders say what is not as listed, and everybody sees it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.stations.service import reporting
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.tables import Report

PHONES = [f"{letter}" * 22 for letter in "abcdef"]


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(facts("1", amenities=("microwave", "drinking_water")))
    return id_


@pytest.fixture
async def manager(station):
    role = HeldRole("manager", Scope("station", station))
    return await signed_in("13800000001", role, now=NOW)


def say(api, station, *, phone=PHONES[0], network="10.0.0.1", key=None, by=None, **told):
    body = {"station": station, "kind": "locked", "at": NOW.isoformat()} | told
    headers = {"X-Device-Key": phone, **(by.headers if by else {})}
    api._transport.client = (network, 1)  # noqa: SLF001  # where the request comes from
    return api.put(f"/api/reports/{key or uuid4()}", json=body, headers=headers)


async def shown(station, *, now=NOW):
    rows = await read_stations(now=now, report_hours=6)
    return {(one.kind, one.count) for row in rows if row.id == station for one in row.reports}


async def test_a_rider_without_an_account_reports_in_one_call(api, station):
    key = uuid4()
    said = await say(api, station, key=key)
    assert said.status_code == 200, said.text
    assert said.json()["answer"] is None
    assert await shown(station) == {("locked", 1)}
    assert (await say(api, station, key=key)).json() == said.json()
    assert await Report.count() == 1
    other = await say(api, station, key=key, kind="gone")
    assert (other.status_code, other.json()["code"]) == (409, "report_differs")


async def test_two_phones_on_two_networks_are_two(api, station):
    await say(api, station)
    await say(api, station, phone=PHONES[1], network="10.0.0.2")
    assert await shown(station) == {("locked", 2)}


async def test_one_phone_in_private_mode_is_one(api, station):
    rider = await signed_in("13800000002", now=NOW)
    for phone in PHONES[:3]:
        await say(api, station, phone=phone)
    await say(api, station, phone=PHONES[3], by=rider)
    assert await shown(station) == {("locked", 1)}


async def test_riders_behind_one_carriers_address_are_heard(api, station):
    """One has an account, the other's phone has been here since the day before."""
    old = NOW - timedelta(days=2)
    await run(
        "INSERT INTO reporting_device (device, first_at, last_at) VALUES ({}, {}, {})",
        *(reporting.keyed_hash(PHONES[1], field="device"), old, old),
    )
    rider = await signed_in("13800000002", now=NOW)
    await say(api, station, by=rider)
    await say(api, station, phone=PHONES[1])
    assert await shown(station) == {("locked", 2)}


async def test_a_confirmation_answers_what_was_said_before_it(api, station, manager, clock):
    await say(api, station)
    await say(api, station, phone=PHONES[1], network="10.0.0.2")
    clock.now += timedelta(minutes=10)
    at = clock.now.isoformat()
    url = f"/api/stations/{station}/confirmations/{uuid4()}"
    done = await api.put(url, json={"at": at, "inRadius": True}, headers=manager.headers)
    assert done.status_code == 204, done.text
    clock.now += timedelta(minutes=1)
    late = clock.now.isoformat()
    await say(api, station, phone=PHONES[2], network="10.0.0.3", at=late)
    assert await shown(station, now=clock.now) == {("locked", 1)}


async def test_what_was_written_offline_counts_from_when_it_was_written(api, station):
    hours_ago = (NOW - timedelta(hours=5)).isoformat()
    assert (await say(api, station, at=hours_ago)).status_code == 200
    [row] = await Report.select()
    assert (NOW - row["reported_at"], NOW - row["received_at"]) == (
        timedelta(hours=5),
        timedelta(0),
    )
    ahead = await say(api, station, phone=PHONES[1], at=(NOW + timedelta(hours=5)).isoformat())
    assert ahead.json()["reportedAt"] == NOW.isoformat().replace("+00:00", "Z")
    late = await say(api, station, phone=PHONES[2], at=(NOW - timedelta(days=3)).isoformat())
    assert (late.status_code, late.json()["code"]) == (422, "said_too_long_ago")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"station": "00000000"}, "station_not_found"),
        ({"kind": "amenity_broken", "amenity": "shower"}, "amenity_not_here"),
        ({"note": "门\u202e锁"}, "note_unusable"),
        ({"photo": str(uuid4())}, "photo_not_found"),
        ({"phone": "short"}, "device_key_unusable"),
        ({"kind": "haunted"}, "bad_request"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(api, station, told, code):
    refused = await say(api, **{"station": station} | told)
    assert refused.json()["code"] == code
    assert await Report.count() == 0


async def test_one_phone_is_stopped_and_its_neighbours_are_not(api, station):
    answers = [(await say(api, station)).status_code for _ in range(13)]
    assert answers == [200] * 12 + [429]
    assert (await say(api, station, phone=PHONES[1])).status_code == 200


async def test_what_is_refused_counts_too(api, station):
    for _ in range(12):
        assert (await say(api, "00000000")).status_code == 404
    assert (await say(api, station)).status_code == 429


async def test_what_is_said_too_often_counts_nowhere(api, station):
    for _ in range(13):
        await say(api, station)
    counted = await run("SELECT times FROM tally")
    assert {row["times"] for row in counted} == {12}


async def test_the_reporter_hears_what_came_of_it(api, station, manager):
    rider = await signed_in("13800000002", now=NOW)
    key = uuid4()
    await say(api, station, key=key, by=rider, kind="amenity_broken", amenity="microwave")
    url = f"/api/reports/{key}/answer"
    unsaid = await api.put(url, json={"kind": "untrue"}, headers=manager.headers)
    assert (unsaid.status_code, unsaid.json()["code"]) == (422, "reason_missing")
    answer = {"kind": "untrue", "words": "今早试过，能用"}
    for _ in range(2):
        done = await api.put(url, json=answer, headers=manager.headers)
        assert done.status_code == 204, done.text
    changed = await api.put(url, json={"kind": "fixed"}, headers=manager.headers)
    assert (changed.status_code, changed.json()["code"]) == (409, "report_answered_already")
    heard = {"kind": "untrue", "words": "今早试过，能用", "at": "2026-11-23T08:00:00Z"}
    assert (await api.get(f"/api/reports/{key}")).json()["answer"] == heard
    mine = await api.get("/api/me/reports", headers=rider.headers)
    assert [one["answer"] for one in mine.json()["items"]] == [heard]
    assert await shown(station) == set()


async def test_from_where_a_report_came_is_forgotten(api, station, clock):
    await say(api, station)
    await reporting.forget(now=clock.now + timedelta(days=29))
    assert (await Report.select().first())["device"] is not None
    await reporting.forget(now=clock.now + timedelta(days=31))
    row = await Report.select().first()
    assert (row["device"], row["network"]) == (None, None)
    assert await run("SELECT device FROM reporting_device") == []
