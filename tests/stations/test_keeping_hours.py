"""The hours of a station, as its manager sets them at the desk."""

import json
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from tests.people import signed_in
from tests.stations.makers import (
    EVERY_DAY_8_TO_22,
    NOW,
    SERVICE,
    facts,
    make_divisions,
    make_stations,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.schemas import StationChanges
from xiangyi.features.stations.service import keeping
from xiangyi.features.stations.service.publishing import Publisher
from xiangyi.features.stations.tables import Station
from xiangyi.migrations import m0056_hours_before as step

WEEKDAYS, OFF = [[540, 720], [840, 1320]], []
HEAT = {"from": "2026-11-23", "to": "2026-11-30", "spans": [[420, 1500]], "reason": "heat"}
HOURS = {
    "week": [WEEKDAYS] * 5 + [OFF] * 2,
    "holiday": [],
    "makeup": 0,
    "exceptions": [HEAT],
    "seasons": [{"from": "05-01", "to": "09-30", "week": [[[0, 1440]]] * 7}],
    "note": "夜里按铃",
}


@pytest.fixture
async def station(db):
    await make_divisions()
    return (await make_stations(facts("1")))[0]


@pytest.fixture
async def manager(station):
    role = HeldRole("manager", Scope("station", station))
    return await signed_in("13800000001", role, now=NOW)


async def test_hours_go_to_the_desk_the_record_and_the_next_pack_whole(
    api, station, manager, settings
):
    publisher = Publisher(settings.packs_dir, SERVICE)
    await publisher.publish(now=NOW)
    url = f"/api/stations/{station}"
    done = await api.patch(url, json={"hours": HOURS}, headers=manager.headers)
    assert done.status_code == 204, done.text
    desk = (await api.get("/api/desk/stations", headers=manager.headers)).json()
    assert desk["items"][0]["hours"] == HOURS

    await publisher.publish(now=NOW + timedelta(seconds=3))
    index = json.loads((settings.packs_dir / "index.json").read_bytes())
    slow = json.loads((settings.packs_dir / index["packs"][0]["slow"]["path"]).read_bytes())
    assert slow["schedules"] == [HOURS]

    opening = (await api.get(url)).json()["opening"]
    assert (opening["state"], opening["then"]) == ("open", "closed")
    assert datetime.fromisoformat(opening["until"]) == datetime(2026, 11, 23, 17, tzinfo=UTC)

    [last, _] = (await api.get(f"{url}/revisions", headers=manager.headers)).json()["items"]
    was = json.loads(msgspec.json.encode(EVERY_DAY_8_TO_22))
    assert (last["before"], last["after"]) == ({"hours": was}, {"hours": HOURS})
    assert last["by"]["you"] is True
    back = await api.post(f"{url}/revisions/{last['number']}/reversal", headers=manager.headers)
    assert back.status_code == 204, back.text
    desk = (await api.get("/api/desk/stations", headers=manager.headers)).json()
    assert desk["items"][0]["hours"] == was


async def test_hours_are_as_old_as_their_last_change(api, station, settings, clock):
    async def change(**told):
        clock.now += timedelta(days=1)
        await keeping.revise_station(station, StationChanges(**told), now=clock.now)
        return await shown()

    async def shown():
        clock.now += timedelta(seconds=5)
        await Publisher(settings.packs_dir, SERVICE).publish(now=clock.now)
        index = json.loads((settings.packs_dir / "index.json").read_bytes())
        slow = json.loads((settings.packs_dir / index["packs"][0]["slow"]["path"]).read_bytes())
        card = (await api.get(f"/api/stations/{station}")).json()
        return card["hoursSince"], slow["hoursDay"], slow["hoursDays"]

    assert await change(address="岳麓大道 9 号") == ("2026-11-23", "2026-11-23", {})
    await make_stations(facts("2"), facts("3"))
    changed = await change(hours=msgspec.convert(HOURS, OpeningHours))
    assert changed == ("2026-11-25", "2026-11-23", {"0": "2026-11-25"})
    await Station.update({Station.hours_at: None}, force=True)
    await step.tell_hours()
    assert await shown() == changed


async def test_who_did_not_see_what_another_has_set_meanwhile_does_not_overwrite_it(
    api, station, manager
):
    url = f"/api/stations/{station}"
    listed = json.loads(msgspec.json.encode(EVERY_DAY_8_TO_22))
    first = {"hours": HOURS, "seen": {"hours": listed}}
    # Sent twice, as by a phone that lost the answer.
    for _ in range(2):
        done = await api.patch(url, json=first, headers=manager.headers)
        assert done.status_code == 204, done.text
    late = {"hours": but(note="按门铃"), "seen": {"hours": listed}}
    refused = await api.patch(url, json=late, headers=manager.headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "changed_meanwhile")
    assert refused.json()["facts"] == {"field": "hours"}
    late["seen"]["hours"] = HOURS
    assert (await api.patch(url, json=late, headers=manager.headers)).status_code == 204
    revisions = (await api.get(f"{url}/revisions", headers=manager.headers)).json()["items"]
    assert [one["after"]["hours"]["note"] for one in revisions[:-1]] == ["按门铃", "夜里按铃"]


def but(**changes):
    return HOURS | changes


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        (but(week=[[[540, 540]]] + [OFF] * 6), "span"),
        (but(week=[[[540, 720], [700, 900]]] + [OFF] * 6), "overlap"),
        (but(week=[[[840, 900], [540, 720]]] + [OFF] * 6), "order"),
        (but(week=[OFF] * 6), "week"),
        (but(makeup=7), "weekday"),
        (but(exceptions=[HEAT | {"to": "2026-11-22"}]), "dates"),
        (but(seasons=[{"from": "02-30", "to": "09-30", "week": [OFF] * 7}]), "season"),
        (but(exceptions=[HEAT] * 61), "too_many_exceptions"),
    ],
)
async def test_hours_that_cannot_be_are_refused_by_what_is_wrong_and_nothing_changes(
    api, station, manager, hours, reason
):
    url = f"/api/stations/{station}"
    refused = await api.patch(url, json={"hours": hours}, headers=manager.headers)
    assert (refused.status_code, refused.json()["code"]) == (422, "hours_unusable")
    assert refused.json()["facts"] == {"reason": reason}
    assert len((await api.get(f"{url}/revisions", headers=manager.headers)).json()["items"]) == 1


@pytest.mark.parametrize(
    "changes", [{"hours": but(note="夜里\u202e按铃")}, {"gateWords": "a\u0000"}]
)
async def test_words_that_hide_something_are_refused(api, station, manager, changes):
    url = f"/api/stations/{station}"
    refused = await api.patch(url, json=changes, headers=manager.headers)
    assert (refused.status_code, refused.json()["code"]) == (422, "note_unusable")


async def test_json_that_is_no_schedule_stays_a_bad_request(api, station, manager):
    wrong = but(exceptions=[HEAT | {"from": "2026-02-30"}])
    url = f"/api/stations/{station}"
    refused = await api.patch(url, json={"hours": wrong}, headers=manager.headers)
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_request")
    assert refused.json()["facts"]["fields"][0]["name"] == "hours.exceptions[0].from"
