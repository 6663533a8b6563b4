"""A rider's photo waits until the manager has looked at it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.media.pictures import door, saved
from tests.people import signed_in
from tests.stations.makers import CHANGSHA, NOW, facts, make_divisions, make_stations
from tests.stations.test_reporting import PHONES, say

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.media.tables import Photo
from xiangyi.features.stations.jobs import let_photos_go
from xiangyi.features.stations.service.packing import slow_pack
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.tables import Report, StationPhoto


@pytest.fixture
async def stations(db):
    await make_divisions()
    return await make_stations(facts("1"), facts("2"))


@pytest.fixture
async def station(stations):
    return stations[0]


@pytest.fixture
async def manager(stations):
    roles = [HeldRole("manager", Scope("station", one)) for one in stations]
    return await signed_in("13800000001", *roles, now=NOW)


async def sent(api, station, photo=None, *, phone=PHONES[0]):
    """A report with a photo; returns the photo's id and its picture's address."""
    id_ = photo or uuid4()
    kept = await api.put(f"/api/photos/{id_}", content=saved(door(), "JPEG"))
    assert kept.status_code == 200, kept.text
    assert (await say(api, station, photo=str(id_), phone=phone)).status_code == 200
    return id_, f"/media/{kept.json()['digest']}.1280.webp"


async def everybody_sees(api, picture):
    """Whether somebody without an account gets both pictures, for good, or none of them."""
    answers = [await api.get(picture.replace("1280", size)) for size in ("1280", "320")]
    [status] = {answer.status_code for answer in answers}
    assert status in {200, 404}
    cache = "public, max-age=31536000, immutable" if status == 200 else "no-store"
    assert {answer.headers["cache-control"] for answer in answers} == {cache}
    assert {answer.headers["x-content-type-options"] for answer in answers} == {"nosniff"}
    return status == 200


def files_of(settings):
    return [path for path in settings.media_dir.rglob("*") if path.is_file()]


async def on_the_page(api, station, clock):
    # Older than half a minute, an answer waits for what has changed since.
    clock.now += timedelta(seconds=40)
    return (await api.get(f"/api/stations/{station}")).json()["photos"]


async def test_a_photo_is_seen_by_the_manager_first_and_then_by_all(api, station, manager, clock):
    id_, picture = await sent(api, station)
    assert await on_the_page(api, station, clock) == []
    url = f"/api/stations/{station}/photos"
    [waiting] = (await api.get(url, headers=manager.headers)).json()["items"]
    assert (waiting["id"], waiting["kind"], waiting["shownAt"]) == (str(id_), "locked", None)
    assert "account" not in waiting
    digest = picture.removeprefix("/media/").partition(".")[0]
    assert not await everybody_sees(api, picture)
    desk = (await api.get("/api/desk/stations", headers=manager.headers)).json()["items"]
    assert {one["id"]: one["photosWaiting"] for one in desk}[station] == 1
    for _ in range(2):
        done = await api.put(f"{url}/{id_}", headers=manager.headers)
        assert done.status_code == 204, done.text
    day = NOW.astimezone(SHANGHAI).date().isoformat()
    assert await on_the_page(api, station, clock) == [{"digest": digest, "day": day}]
    assert await everybody_sees(api, picture)
    [row] = [one for one in await read_stations(now=NOW, report_hours=6) if one.id == station]
    pack = slow_pack("nbs:430100000000", [row])
    assert (pack["photos"], pack["photoDays"]) == ({"0": [digest]}, {"0": [day]})
    [entry] = await run("SELECT action, subject_id FROM audit_entry")
    assert dict(entry) == {"action": "photo.shown", "subject_id": str(id_)}


async def test_a_photo_that_was_shown_is_hidden_and_may_be_shown_again(
    api, station, manager, clock
):
    id_, picture = await sent(api, station)
    url = f"/api/stations/{station}/photos"

    async def decide(verb, path):
        for _ in range(2):
            done = await api.request(verb, f"{url}/{path}", headers=manager.headers)
            assert done.status_code == 204, done.text

    early = await api.delete(f"{url}/{id_}/showing", headers=manager.headers)
    assert (early.status_code, early.json()["code"]) == (404, "photo_not_found")
    await decide("PUT", id_)
    await decide("DELETE", f"{id_}/showing")
    assert await on_the_page(api, station, clock) == []
    [hidden] = (await api.get(url, headers=manager.headers)).json()["items"]
    assert hidden["hiddenAt"] is not None
    assert not await everybody_sees(api, picture)
    [desk] = [
        one
        for one in (await api.get("/api/desk/stations", headers=manager.headers)).json()["items"]
        if one["id"] == station
    ]
    assert desk["photosWaiting"] == 0
    await decide("PUT", id_)
    [shown] = await on_the_page(api, station, clock)
    assert shown["digest"] in picture
    assert await everybody_sees(api, picture)
    actions = await run("SELECT action FROM audit_entry ORDER BY id")
    assert [one["action"] for one in actions] == ["photo.shown", "photo.hidden", "photo.shown"]
    await decide("DELETE", f"{id_}/showing")
    assert (await api.delete(f"{url}/{id_}", headers=manager.headers)).is_success
    assert not await everybody_sees(api, picture)


@pytest.mark.parametrize("shown", [True, False])
async def test_a_photo_that_is_dropped_is_gone_for_good_and_the_report_stays(
    api, station, manager, clock, settings, shown
):
    id_, picture = await sent(api, station)
    url = f"/api/stations/{station}/photos/{id_}"
    if shown:
        await api.put(url, headers=manager.headers)
    assert await everybody_sees(api, picture) == shown
    assert (await api.get(url, headers=manager.headers)).status_code == 200
    assert len(files_of(settings)) == 2
    done = await api.delete(url, headers=manager.headers)
    assert done.status_code == 204, done.text
    assert not await everybody_sees(api, picture)
    assert (await api.get(url, headers=manager.headers)).status_code == 404
    assert files_of(settings) == []
    assert await on_the_page(api, station, clock) == []
    assert await Photo.count() == await StationPhoto.count() == 0
    [report] = await Report.select()
    assert report["photo"] is None
    # A phone that lost the answer says it again; to show it now is another matter.
    assert (await api.delete(url, headers=manager.headers)).status_code == 204
    late = await api.put(url, headers=manager.headers)
    assert (late.status_code, late.json()["code"]) == (404, "photo_not_found")


async def test_what_another_report_still_needs_is_not_erased(
    api, stations, manager, clock, settings
):
    """Of one photo at two stations, and of the same picture sent twice."""
    here, there = stations
    id_, picture = await sent(api, here)
    await sent(api, there, id_, phone=PHONES[1])
    twin, _ = await sent(api, there, phone=PHONES[2])
    twins = f"/api/stations/{there}/photos/{twin}"
    assert (
        await api.put(f"/api/stations/{there}/photos/{id_}", headers=manager.headers)
    ).is_success
    assert (
        await api.delete(f"/api/stations/{here}/photos/{id_}", headers=manager.headers)
    ).is_success
    assert len(await on_the_page(api, there, clock)) == 1
    assert (
        await api.delete(f"/api/stations/{there}/photos/{id_}", headers=manager.headers)
    ).is_success
    assert await on_the_page(api, there, clock) == []
    assert not await everybody_sees(api, picture)
    assert (await api.get(twins, headers=manager.headers)).status_code == 200
    assert (await api.delete(twins, headers=manager.headers)).is_success
    assert files_of(settings) == []


async def test_nobody_else_looks_at_or_decides_over_a_riders_photo(api, station):
    id_, _ = await sent(api, station)
    stranger = await signed_in("13800000002", now=NOW)
    url = f"/api/stations/{station}/photos"
    one = f"{url}/{id_}"
    calls = [
        ("GET", url),
        ("GET", one),
        ("PUT", one),
        ("DELETE", one),
        ("DELETE", f"{one}/showing"),
    ]
    for verb, path in calls:
        answer = await api.request(verb, path, headers=stranger.headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")


async def test_whoever_oversees_the_station_sees_a_waiting_photo_and_that_is_recorded(
    api, station, manager
):
    id_, _ = await sent(api, station)
    roles = [HeldRole("supervisor", Scope("division", CHANGSHA))]
    above = await signed_in("13800000003", *roles, now=NOW)
    for person in (manager, above):
        for small in (True, False):
            seen = await api.get(
                f"/api/stations/{station}/photos/{id_}",
                params={"small": small},
                headers=person.headers,
            )
            assert (seen.status_code, seen.headers["content-type"]) == (200, "image/webp")
            assert seen.headers["cache-control"] == "private, no-store"
    entries = await run("SELECT action, actor, subject_id FROM audit_entry")
    assert {(one["action"], str(one["actor"]), one["subject_id"]) for one in entries} == {
        ("photo.seen", str(above.account), str(id_))
    }
    assert len(entries) == 2


async def test_a_photo_of_a_station_that_has_closed_is_seen_no_more(api, station, manager):
    id_, picture = await sent(api, station)
    await api.put(f"/api/stations/{station}/photos/{id_}", headers=manager.headers)
    assert await everybody_sees(api, picture)
    await run("UPDATE station SET closed_at = {} WHERE id = {}", NOW, station)
    assert not await everybody_sees(api, picture)


async def answered(api, station, manager):
    """修好了, in one tap without a word, to every report that waits at a station."""
    url = f"/api/stations/{station}/reports"
    for one in (await api.get(url, headers=manager.headers)).json()["items"]:
        path = f"/api/reports/{one['key']}/answer"
        done = await api.put(path, json={"kind": "fixed"}, headers=manager.headers)
        assert done.status_code == 204, done.text


async def waiting_at(api, station, manager):
    desk = (await api.get("/api/desk/stations", headers=manager.headers)).json()["items"]
    return {one["id"]: one["photosWaiting"] for one in desk}[station]


async def test_a_photo_goes_two_days_after_the_answer_unless_it_was_shown(
    api, station, manager, settings
):
    shown, _ = await sent(api, station)
    hidden, _ = await sent(api, station, phone=PHONES[1])
    url = f"/api/stations/{station}/photos"
    for id_ in (shown, hidden):
        await api.put(f"{url}/{id_}", headers=manager.headers)
    await api.delete(f"{url}/{hidden}/showing", headers=manager.headers)
    waits, _ = await sent(api, station, phone=PHONES[2])
    # Nobody answers: it waits for as long as that takes.
    await let_photos_go(settings, NOW + timedelta(days=30))
    assert await waiting_at(api, station, manager) == 1
    await answered(api, station, manager)
    for days, left in ((2, {shown, hidden, waits}), (3, {shown, hidden})):
        await let_photos_go(settings, NOW + timedelta(days=days))
        assert {row["id"] for row in await Photo.select(Photo.id)} == left, days
    assert await waiting_at(api, station, manager) == 0
    assert await Report.count() == 3


async def test_a_photo_stays_while_one_of_its_reports_waits_and_its_file_goes_with_it(
    api, stations, manager, settings
):
    here, there = stations
    id_, _ = await sent(api, here)
    await sent(api, there, id_, phone=PHONES[1])
    await answered(api, here, manager)
    await let_photos_go(settings, NOW + timedelta(days=3))
    assert await waiting_at(api, there, manager) == 1
    await answered(api, there, manager)
    await let_photos_go(settings, NOW + timedelta(days=3))
    assert await waiting_at(api, there, manager) == 0
    assert files_of(settings) == []


async def test_a_photo_that_waits_goes_two_days_after_its_station_has_closed(
    api, station, settings
):
    await sent(api, station)
    await run("UPDATE station SET closed_at = {} WHERE id = {}", NOW, station)
    for days, left in ((2, 1), (3, 0)):
        await let_photos_go(settings, NOW + timedelta(days=days))
        assert await Photo.count() == left, days
