"""Riders say what is not as listed, and everybody sees it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.stations.personal import PERSONAL
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


def say(api, station, *, phone=PHONES[0], network="10.0.0.1", key=None, by=None, met="", **told):
    body = {"station": station, "kind": "locked", "at": NOW.isoformat()} | told
    headers = {"X-Device-Key": phone, "X-Device-Met": met, **(by.headers if by else {})}
    api._transport.client = (network, 1)  # noqa: SLF001  # where the request comes from
    return api.put(f"/api/reports/{key or uuid4()}", json=body, headers=headers)


async def meet(api, phone, network):
    api._transport.client = (network, 1)  # noqa: SLF001  # where the request comes from
    return await api.post("/api/devices", headers={"X-Device-Key": phone})


async def known(api, clock, *phones, ago=timedelta(days=1)):
    """What phones can show that opened the app so long ago, each at home."""
    clock.now -= ago
    answers = [await meet(api, one, f"10.1.0.{number}") for number, one in enumerate(phones)]
    clock.now += ago
    return [one.json()["met"] for one in answers]


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


async def test_other_words_under_the_same_key_are_refused_and_not_dropped(api, station):
    key = uuid4()
    told = {"key": key, "note": "门锁着", "at": (NOW - timedelta(minutes=5)).isoformat()}
    first = await say(api, station, **told)
    assert (await say(api, station, **told)).json() == first.json()
    for other in (
        {"kind": "gone"},
        {"note": "门锁着，灯也没亮"},
        {"note": ""},
        {"photo": str(uuid4())},
        {"at": NOW.isoformat()},
    ):
        for phone in PHONES[:2]:
            refused = await say(api, station, phone=phone, **told | other)
            assert (refused.status_code, refused.json()["code"]) == (409, "report_differs")
    assert await Report.count() == 1


async def test_a_report_is_known_again_after_its_words_are_erased(api, station):
    rider = await signed_in("13800000002", now=NOW)
    key = uuid4()
    first = await say(api, station, key=key, by=rider, note="门锁着")
    await PERSONAL.erase(rider.account, NOW)
    again = await say(api, station, key=key, note="门锁着")
    assert (again.status_code, again.json()) == (200, first.json())


async def test_phones_that_were_here_yesterday_are_two_on_two_networks(api, station, clock):
    one, other = await known(api, clock, *PHONES[:2])
    await say(api, station, met=one)
    await say(api, station, phone=PHONES[1], network="10.0.0.2", met=other)
    assert await shown(station) == {("locked", 2)}


async def test_one_phone_in_private_mode_is_one(api, station, clock):
    """On Wi-Fi, on mobile data, signed in here or there, and beside what it has had for long."""
    rider = await signed_in("13800000002", now=NOW)
    [own] = await known(api, clock, PHONES[4])
    for phone in PHONES[:3]:
        await say(api, station, phone=phone)
        await say(api, station, phone=phone, network="10.0.0.2")
    assert await shown(station) == {("locked", 1)}
    await say(api, station, phone=PHONES[4], met=own)
    await say(api, station, phone=PHONES[4], network="10.0.0.2", by=rider)
    [window] = await known(api, clock, PHONES[5], ago=timedelta(hours=23))
    await say(api, station, phone=PHONES[5], network="10.0.0.3", met=window)
    assert await shown(station) == {("locked", 1)}


async def test_a_private_window_in_which_the_rider_signs_in_is_not_another(api, station, clock):
    [own] = await known(api, clock, PHONES[0])
    await say(api, station, met=own)
    rider = await signed_in("13800000002", now=NOW)
    for number, network in enumerate(("10.0.0.1", "10.0.0.2"), 1):
        await say(api, station, phone=PHONES[number], network=network, by=rider)
        assert await shown(station) == {("locked", 1)}


async def test_nobody_is_older_than_they_are(api, station, clock):
    """With the token of another phone, or one that they wrote themselves."""
    await say(api, station, met=(await known(api, clock, PHONES[0]))[0])
    [others] = await known(api, clock, PHONES[1])
    long_ago = f"1000000000.{others.partition('.')[2]}"
    for number, met in enumerate((others, long_ago, "1000000000", "x.y", "9" * 5_000, ".")):
        phone = f"forger-of-a-token-{number}"
        said = await say(api, station, phone=phone, network=f"10.0.1.{number}", met=met)
        assert said.status_code == 200, said.text
    assert await shown(station) == {("locked", 1)}


async def test_a_new_riders_report_is_heard_and_shown_all_the_same(api, station, manager):
    key = uuid4()
    await say(api, station, key=key)
    assert await shown(station) == {("locked", 1)}
    url = f"/api/stations/{station}/reports"
    [waiting] = (await api.get(url, headers=manager.headers)).json()["items"]
    assert waiting["key"] == str(key)


async def test_riders_behind_one_carriers_address_are_heard(api, station, clock):
    """One has an account, and the phones of both have been here since the day before."""
    own, old = await known(api, clock, *PHONES[:2])
    rider = await signed_in("13800000002", now=NOW)
    await say(api, station, by=rider, met=own)
    await say(api, station, phone=PHONES[1], met=old)
    assert await shown(station) == {("locked", 2)}


async def test_an_account_is_one_rider_however_many_phones_it_has(api, station):
    """Who says six things of a door in an hour has said them all."""
    rider = await signed_in("13800000002", now=NOW)
    [elsewhere] = await make_stations(facts("2"))
    phones = [f"phone-of-one-account-{number:02}" for number in range(14)]
    there = [(await say(api, station, phone=one, by=rider)).status_code for one in phones[:7]]
    assert there == [200] * 6 + [429]
    then = [(await say(api, elsewhere, phone=one, by=rider)).status_code for one in phones[7:]]
    assert then == [200] * 6 + [429]


async def test_a_confirmation_answers_what_was_said_before_it(api, station, manager, clock):
    await say(api, station)
    await say(api, station, phone=PHONES[1], network="10.0.0.2")
    clock.now += timedelta(minutes=10)
    at = clock.now.isoformat()
    url = f"/api/stations/{station}/confirmations/{uuid4()}"
    done = await api.put(url, json={"at": at, "inRadius": True}, headers=manager.headers)
    assert done.status_code == 200, done.text
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
        ({"kind": "amenity_broken"}, "bad_request"),
        ({"kind": "locked", "amenity": "microwave"}, "bad_request"),
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


@pytest.mark.parametrize("note", ["保安👮🏽\u200d♂️不让进", "🤷\u200d♀️门锁着", "❤️\u200d🔥"])
async def test_a_picture_that_keyboards_make_of_several_hides_nothing(api, station, note):
    said = await say(api, station, note=note)
    assert said.status_code == 200, said.text
    for hides in (f"{note}\u200d", f"\u200d{note}", f"{note}\u200d门"):
        refused = await say(api, station, note=hides)
        assert (refused.status_code, refused.json()["code"]) == (422, "note_unusable")


async def test_one_phone_is_stopped_and_its_neighbours_are_not(api, station):
    """Six times before one door, and at the third before which it says the most."""
    doors = [station, *await make_stations(facts("2"), facts("3"))]
    answers = [(await say(api, door)).status_code for door in doors for _ in range(7)]
    assert answers == [*[200] * 6, 429] * 2 + [429] * 7
    assert (await say(api, station, phone=PHONES[1])).status_code == 200


async def test_what_is_refused_counts_too(api, station):
    for number in range(12):
        assert (await say(api, f"0000000{number % 2}")).status_code == 404
    assert (await say(api, station)).status_code == 429


async def test_what_is_said_too_often_counts_nowhere(api, station):
    for _ in range(7):
        await say(api, station)
    counted = await run("SELECT times FROM tally")
    assert {row["times"] for row in counted} == {6}


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
    [one] = mine.json()["items"]
    assert (one["key"], one["name"], one["answer"]) == (str(key), facts("1").name, heard)
    assert await shown(station) == set()


@pytest.mark.parametrize(
    ("kind", "answer", "stays"),
    [
        ("crowded", "seen", False),
        *((kind, "seen", True) for kind in ("gone", "wrong_place", "unfriendly")),
        *(("gone", answer, False) for answer in ("fixed", "untrue", "out")),
    ],
)
async def test_riders_read_on_what_is_only_being_looked_into(
    api, station, manager, kind, answer, stays
):
    key = uuid4()
    await say(api, station, key=key, kind=kind)
    said = {"kind": answer, "words": "查过"}
    done = await api.put(f"/api/reports/{key}/answer", json=said, headers=manager.headers)
    assert done.status_code == 204, done.text
    assert await shown(station) == ({(kind, 1)} if stays else set())


async def test_from_where_a_report_came_is_forgotten(api, station, clock):
    await say(api, station)
    await reporting.forget(now=clock.now + timedelta(days=29))
    assert (await Report.select().first())["device"] is not None
    await reporting.forget(now=clock.now + timedelta(days=31))
    row = await Report.select().first()
    assert (row["device"], row["network"], row["said"]) == (None, None, None)
