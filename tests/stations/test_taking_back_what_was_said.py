"""A switch or a state tapped by mistake: what was said before stands again as it was."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.service.reading import read_stations

YESTERDAY = NOW - timedelta(hours=20)
BROKEN = {"works": False, "note": "热水器坏了，配件下周到"}


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(facts("1", amenities=("shower",)))
    return id_


@pytest.fixture
def keeper(station):
    role = HeldRole("manager", Scope("station", station))
    return lambda phone="13800000001": signed_in(phone, role, now=NOW)


@pytest.fixture
def say(api, clock, station):
    async def put(person, path, **said):
        url = f"/api/stations/{station}/{path}/{uuid4()}"
        body = {"at": clock.now.isoformat(), **said}
        done = await api.put(url, json=body, headers=person.headers)
        assert done.status_code == 204, done.text
        return url

    return put


@pytest.fixture
def card(clock, station):
    async def shown():
        [row] = await read_stations(now=clock.now, report_hours=6, ids=[station])
        return row

    return shown


@pytest.fixture
def shower(card):
    async def shown():
        [one] = (await card()).amenities
        return one.out_since, one.out_note

    return shown


@pytest.fixture
def desk(api):
    async def shown(person):
        return (await api.get("/api/desk/stations", headers=person.headers)).json()["items"][0]

    return shown


SHOWER = "amenities/shower/states"


async def test_a_switch_hit_by_mistake_gives_way_to_what_was_said_before(
    api, clock, keeper, say, shower, desk
):
    manager = await keeper()
    await say(manager, SHOWER, **BROKEN, at=YESTERDAY.isoformat())
    was = await shower()
    assert was == (YESTERDAY, BROKEN["note"])
    works = await say(manager, SHOWER, works=True)
    clock.now += timedelta(seconds=5)
    out = await say(manager, SHOWER, works=False)
    assert await shower() == (clock.now, "")
    for said in (out, works):
        assert said.endswith((await desk(manager))["ownAmenities"]["shower"])
        for _ in range(2):
            assert (await api.delete(said, headers=manager.headers)).status_code == 204
    assert await shower() == was
    # A phone that never heard the first answer sends it again.
    again = {"at": NOW.isoformat(), "works": True}
    assert (await api.put(works, json=again, headers=manager.headers)).status_code == 204
    assert await shower() == was


async def test_it_stays_once_something_else_was_said_or_a_day_has_passed(
    api, clock, keeper, say, desk
):
    manager, colleague = await keeper(), await keeper("13800000002")
    first = await say(manager, SHOWER, **BROKEN)
    until = (clock.now + timedelta(days=3)).isoformat()
    full = await say(manager, "states", kind="full", until=until)
    for said in (first, full):
        other = await api.delete(said, headers=colleague.headers)
        assert (other.status_code, other.json()["code"]) == (404, "said_not_found")
    clock.now += timedelta(minutes=5)
    later = [
        await say(colleague, SHOWER, works=True),
        await say(colleague, "states", kind="closed", until=until),
    ]
    shown = await desk(manager)
    assert (shown["ownAmenities"], shown["ownState"]) == ({}, None)
    for said in (first, full):
        refused = await api.delete(said, headers=manager.headers)
        assert (refused.status_code, refused.json()["code"]) == (409, "said_stays")
    clock.now += timedelta(hours=24, minutes=1)
    colleague = await signed_in("13800000002", now=clock.now)
    shown = await desk(colleague)
    assert (shown["ownAmenities"], shown["ownState"]) == ({}, None)
    for said in later:
        refused = await api.delete(said, headers=colleague.headers)
        assert (refused.status_code, refused.json()["facts"]) == (409, {"mostH": 24})


async def test_a_state_ended_by_mistake_holds_again_with_its_time_and_note(
    api, clock, card, keeper, say, desk
):
    manager = await keeper()
    until = (clock.now + timedelta(hours=9)).isoformat()
    await say(manager, "states", kind="closed", until=until, note="停电检修")
    was = (await card()).live_state
    clock.now += timedelta(minutes=5)
    ended = await say(manager, "states", kind="none")
    assert (await card()).live_state is None
    assert ended.endswith((await desk(manager))["ownState"])
    assert (await api.delete(ended, headers=manager.headers)).status_code == 204
    assert (was.note, (await card()).live_state) == ("停电检修", was)


async def test_an_amenity_is_out_since_the_day_that_is_said(
    api, clock, station, keeper, say, shower
):
    manager = await keeper()
    await say(manager, SHOWER, **BROKEN)
    clock.now += timedelta(minutes=1)
    await say(manager, SHOWER, **BROKEN, since="2026-11-20")
    assert await shower() == (datetime(2026, 11, 19, 16, tzinfo=UTC), BROKEN["note"])
    clock.now += timedelta(minutes=1)
    await say(manager, SHOWER, works=False, note="周五好")
    assert await shower() == (datetime(2026, 11, 19, 16, tzinfo=UTC), "周五好")
    clock.now += timedelta(minutes=1)
    await say(manager, SHOWER, works=False, since="2026-11-23")
    assert await shower() == (clock.now, "")
    for works, day in ((False, "2026-11-24"), (False, "2026-09-23"), (True, "2026-11-20")):
        body = {"works": works, "at": clock.now.isoformat(), "since": day}
        url = f"/api/stations/{station}/{SHOWER}/{uuid4()}"
        refused = await api.put(url, json=body, headers=manager.headers)
        assert (refused.status_code, refused.json()["code"]) == (422, "since_unusable")


async def test_the_record_shows_what_was_taken_back_and_goes_on_from_what_stood(
    api, clock, station, keeper, say
):
    manager = await keeper()
    for told in (BROKEN, {"works": True}, {"works": False}):
        said = await say(manager, SHOWER, **told)
        clock.now += timedelta(minutes=1)
        if told == {"works": True}:
            assert (await api.delete(said, headers=manager.headers)).status_code == 204
    url = f"/api/stations/{station}/revisions"
    last, mistake, first = (await api.get(url, headers=manager.headers)).json()["items"][:3]
    assert [one["takenBackAt"] is None for one in (last, mistake, first)] == [True, False, True]
    assert last["before"] == first["after"] == mistake["before"]
