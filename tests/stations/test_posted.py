"""与公示一致 is said of what was posted then: once that changes, nobody has confirmed it."""

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace
from tests.people import signed_in
from tests.stations.makers import (
    CHANGSHA,
    NIGHTS_ONLY,
    NOW,
    SERVICE,
    facts,
    make_divisions,
    make_stations,
)
from tests.stations.test_reporting import PHONES, say

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.schemas import AmenityOffered, StationChanges
from xiangyi.features.stations.service import keeping
from xiangyi.features.stations.service.importing.undoing import undo_import
from xiangyi.features.stations.service.publishing import Publisher
from xiangyi.features.stations.tables import Report, Station, StationBatch, StationRevision
from xiangyi.migrations import m0046_posted_before as step
from xiangyi.migrations import m0084b_posted_before_was_told as each

FIRST = facts("1", amenities=("microwave",))
AFTER = StationChanges(hours=NIGHTS_ONLY)
A_WHILE = timedelta(minutes=2)


@pytest.fixture
async def station(db):
    await make_divisions()
    [id_] = await make_stations(FIRST)
    return id_


@pytest.fixture
async def manager(station):
    return await signed_in(
        "13800000001",
        HeldRole("manager", Scope("station", station)),
        HeldRole("supervisor", Scope("division", CHANGSHA)),
        now=NOW,
    )


@pytest.fixture
def confirm(api, station, manager, clock):
    async def one(*, ago=timedelta(0)):
        url = f"/api/stations/{station}/confirmations/{uuid4()}"
        body = {"at": (clock.now - ago).isoformat()}
        done = await api.put(url, json=body, headers=manager.headers)
        assert done.status_code == 200, done.text

    return one


@pytest.fixture
def shown(api, station, manager, clock, settings):
    """When it was confirmed, wherever that is shown: they all say the same."""

    async def everywhere():
        clock.now += timedelta(minutes=1)
        await Publisher(settings.packs_dir, SERVICE).publish(now=clock.now)
        index = json.loads((settings.packs_dir / "index.json").read_bytes())
        [pack] = index["packs"]
        live = json.loads((settings.packs_dir / pack["live"]["path"]).read_bytes())
        detail = (await api.get(f"/api/stations/{station}")).json()
        found = (await api.get("/api/stations", params={"near": "112.95,28.2"})).json()
        desk = (await api.get("/api/desk/stations", headers=manager.headers)).json()
        seen = (await api.get("/api/oversight", headers=manager.headers)).json()
        said = {
            *(one["confirmedAt"] for one in (*found["items"], *desk["items"], *seen["items"])),
            detail["confirmedAt"],
        }
        [at] = said
        # Below zero it is a confirmation of what has changed since.
        [ago] = live["confirmed"]
        assert (at is None) == (ago is None or ago < 0)
        assert seen["counts"]["due"] == (at is None)
        return at

    return everywhere


async def by_manager(station, now):
    await keeping.revise_station(station, AFTER, now=now)


async def with_another_amenity(station, now):
    told = StationChanges(amenities=(AmenityOffered("microwave", "在二楼"),))
    await keeping.revise_station(station, told, now=now)


async def by_a_list(_station, now):
    await keeping.keep_stations([replace(FIRST, lon=FIRST.lon + 0.001)], now=now)


async def there_and_back(station, now):
    """Said anew rather than taken back: what is the same again has been something else."""
    await by_manager(station, now)
    await keeping.revise_station(station, StationChanges(hours=FIRST.hours), now=now)


@pytest.mark.parametrize("change", [by_manager, with_another_amenity, by_a_list, there_and_back])
async def test_a_change_of_what_is_posted_ends_what_was_confirmed(
    station, confirm, shown, clock, change
):
    await confirm()
    assert await shown() is not None
    clock.now += A_WHILE
    await change(station, clock.now)
    assert await shown() is None
    # Written at the door before the change, and sent after it.
    await confirm(ago=A_WHILE)
    assert await shown() is None
    await confirm()
    assert await shown() is not None


async def by_a_batch(_station, now):
    await StationBatch.insert(StationBatch(id="batch", source="test", imported_at=now))
    moved = replace(FIRST, lon=FIRST.lon + 0.001)
    await keeping.keep_stations([moved], now=now, batch="batch")


async def undone(_api, _station, _manager, now):
    await undo_import("batch", now=now)


async def reversed_at_the_desk(api, station, manager, now):
    """What came after it, and is not posted, stays."""
    await keeping.revise_station(station, StationChanges(phone="0731-82212345"), now=now)
    url = f"/api/stations/{station}/revisions"
    _, revision, *_ = (await api.get(url, headers=manager.headers)).json()["items"]
    done = await api.post(f"{url}/{revision['number']}/reversal", headers=manager.headers)
    assert done.status_code == 204, done.text


TAKEN_BACK = [(by_a_batch, undone), (by_manager, reversed_at_the_desk)]


@pytest.mark.parametrize(("change", "take_back"), TAKEN_BACK)
async def test_what_is_taken_back_gives_back_what_was_confirmed_before_it(
    api, station, manager, confirm, shown, clock, change, take_back
):
    await confirm(ago=A_WHILE)
    await there_and_back(station, clock.now)
    clock.now += A_WHILE
    assert await shown() is None
    await confirm()
    was = await shown()
    clock.now += A_WHILE
    await change(station, clock.now)
    assert await shown() is None
    clock.now += A_WHILE
    await take_back(api, station, manager, clock.now)
    assert await shown() == was


@pytest.mark.parametrize(("change", "take_back"), TAKEN_BACK)
async def test_taking_a_change_back_ends_what_was_confirmed_of_it(
    api, station, manager, confirm, shown, clock, change, take_back
):
    await change(station, clock.now)
    clock.now += A_WHILE
    await confirm()
    assert await shown() is not None
    await take_back(api, station, manager, clock.now)
    assert await shown() is None


async def test_a_change_of_before_is_taken_back_as_its_history_has_it(
    api, station, manager, confirm, shown, clock
):
    await there_and_back(station, clock.now)
    clock.now += A_WHILE
    await confirm()
    was = await shown()
    clock.now += A_WHILE
    await by_manager(station, clock.now)
    written = await StationRevision.select().order_by(StationRevision.number)
    await StationRevision.update({StationRevision.posted_before: None}, force=True)
    await each.tell_revisions()
    assert await StationRevision.select().order_by(StationRevision.number) == written
    await reversed_at_the_desk(api, station, manager, clock.now)
    assert await shown() == was


async def test_other_changes_end_nothing(station, confirm, shown, clock):
    await confirm()
    was = await shown()
    clock.now += A_WHILE
    told = StationChanges(phone="0731-82212345", responsible="望月湖街道总工会")
    await keeping.revise_station(station, told, now=clock.now)
    await keeping.keep_stations([replace(FIRST, responsible="区总工会")], now=clock.now)
    assert await shown() == was


async def test_whoever_was_confirmed_to_be_open_is_not_doubted_again_by_an_edit(
    api, station, manager, confirm, clock, settings
):
    async def live():
        await Publisher(settings.packs_dir, SERVICE).publish(now=clock.now)
        [pack] = json.loads((settings.packs_dir / "index.json").read_bytes())["packs"]
        return json.loads((settings.packs_dir / pack["live"]["path"]).read_bytes())

    async def doubted():
        [kept] = (await api.get("/api/desk/stations", headers=manager.headers)).json()["items"]
        seen = (await api.get("/api/oversight", headers=manager.headers)).json()
        assert kept["doubted"] == (seen["counts"]["unconfirmed"] == 1)
        return kept["doubted"]

    async def locked():
        for phone, rider in zip(PHONES, riders, strict=False):
            said = await say(api, station, phone=phone, by=rider, at=clock.now.isoformat())
            assert said.status_code == 200, said.text

    riders = [await signed_in(f"1380000001{number}", now=NOW) for number in (1, 2)]
    await locked()
    assert await doubted()
    clock.now += A_WHILE
    await confirm()
    confirmed_at = clock.now
    assert not await doubted()
    clock.now += A_WHILE
    told = {"entry": "ask", "entryNote": "找前台"}
    url = f"/api/stations/{station}"
    assert (await api.patch(url, json=told, headers=manager.headers)).status_code == 204
    assert not await doubted()
    detail = (await api.get(url)).json()
    cleared_at = datetime.fromisoformat(detail["clearedAt"])
    assert (detail["confirmedAt"], cleared_at) == (None, confirmed_at)
    # On phones: of something else, two minutes ago, which is after the riders.
    assert (await live())["confirmed"] == [-2 - 2]
    clock.now += A_WHILE
    await locked()
    assert await doubted()


async def test_a_database_of_before_learns_it_from_its_history(station, confirm, shown, clock):
    await confirm()
    clock.now += A_WHILE
    await by_manager(station, clock.now)
    changed_at = clock.now
    clock.now += A_WHILE
    await keeping.revise_station(station, StationChanges(phone="0731-82212345"), now=clock.now)
    await Station.update({Station.posted_at: None}).where(Station.id == station)
    assert await shown() is not None
    await step.tell_stations()
    assert (await Station.select().first())["posted_at"] == changed_at
    assert await shown() is None


async def test_every_report_of_before_gets_a_key(station, api, manager):
    await Report.insert(Report(station=station, kind="locked", reported_at=NOW))
    await step.key_reports()
    url = f"/api/stations/{station}/reports"
    [waiting] = (await api.get(url, headers=manager.headers)).json()["items"]
    assert waiting["key"] == str((await Report.select().first())["key"])
    assert UUID(waiting["key"]).version == 4
