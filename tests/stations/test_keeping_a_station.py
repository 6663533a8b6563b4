"""The desk: what a manager says, each said once and shown at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.people import signed_in
from tests.stations.makers import CHANGSHA, NOW, XIANGTAN, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.tables import (
    AmenityState,
    Confirmation,
    Report,
    ReportAnswer,
)

AT = NOW.isoformat()


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


async def test_the_desk_shows_the_stations_one_keeps(api, stations, manager):
    desk = (await api.get("/api/desk/stations", headers=manager.headers)).json()
    assert [one["id"] for one in desk["items"]] == stations[:1]
    assert (desk["items"][0]["waiting"], desk["items"][0]["confirmedAt"]) == (0, None)
    assert desk["items"][0]["confirmedBy"] is None


async def test_whoever_keeps_many_reads_their_desk_a_page_at_a_time(api, stations):
    more = await make_stations(*(facts(f"m{number}") for number in range(201)))
    held = (HeldRole("manager", Scope("station", one)) for one in more)
    manager = await signed_in("13800000002", *held, now=NOW)
    first = (await api.get("/api/desk/stations", headers=manager.headers)).json()
    query = {"after": first["next"]}
    rest = (await api.get("/api/desk/stations", params=query, headers=manager.headers)).json()
    assert (len(first["items"]), rest["next"]) == (200, None)
    assert sorted(one["id"] for one in [*first["items"], *rest["items"]]) == sorted(more)


async def test_a_station_without_a_manager_has_the_desk_of_whoever_looks_after_its_place(
    api, stations
):
    role = HeldRole("administrator", Scope("division", CHANGSHA))
    above = await signed_in("13800000002", role, now=NOW)
    supervisor = HeldRole("supervisor", Scope("division", CHANGSHA))
    looker = await signed_in("13800000003", supervisor, now=NOW)
    url = f"/api/desk/stations/{stations[1]}"
    for who, keeps in ((above, True), (looker, False)):
        seen = (await api.get(url, headers=who.headers)).json()
        assert (seen["id"], seen["keeps"]) == (stations[1], keeps)
        assert (await api.get("/api/desk/stations", headers=who.headers)).json()["items"] == []
    confirmation = f"/api/stations/{stations[1]}/confirmations/{uuid4()}"
    said = [
        (await api.put(confirmation, json={"at": AT}, headers=who.headers)).status_code
        for who in (looker, above)
    ]
    assert said == [403, 200]


async def test_a_confirmation_is_made_once_and_holds_no_place(api, stations, manager):
    url = f"/api/stations/{stations[0]}/confirmations/{uuid4()}"
    for _ in range(2):
        done = await api.put(url, json={"at": AT, "inRadius": True}, headers=manager.headers)
        assert done.status_code == 200, done.text
    [row] = await Confirmation.select()
    assert (row["in_radius"], row["account"], row["confirmed_at"]) == (True, manager.account, NOW)
    assert (await shown(stations[0])).confirmed_at == NOW
    placed = {"at": AT, "inRadius": True, "lon": 112.9}
    assert (await api.put(url, json=placed, headers=manager.headers)).status_code == 400


async def test_the_desk_says_who_confirmed_last(api, stations, manager):
    roles = [HeldRole("manager", Scope("station", one)) for one in stations]
    colleague = await signed_in("13800000002", *roles, now=NOW)

    async def said(by, at, station=stations[0]):
        url = f"/api/stations/{station}/confirmations/{uuid4()}"
        await api.put(url, json={"at": at.isoformat()}, headers=by.headers)
        desks = [
            (await api.get("/api/desk/stations", headers=one.headers)).json()["items"][0]
            for one in (manager, colleague)
        ]
        return [desk["confirmedBy"] for desk in desks]

    await said(colleague, NOW - timedelta(hours=5), stations[1])
    assert await said(manager, NOW - timedelta(hours=2)) == ["you", "another"]
    assert await said(colleague, NOW - timedelta(hours=1)) == ["another", "you"]
    # An older word that was late does not take its place.
    assert await said(manager, NOW - timedelta(hours=3)) == ["another", "you"]


async def test_a_confirmation_from_an_outbox_holds_from_when_it_was_made(api, stations, manager):
    url = f"/api/stations/{stations[0]}/confirmations"
    early, late = (NOW - timedelta(hours=hours) for hours in (3, 25))
    done = await api.put(
        f"{url}/{uuid4()}", json={"at": early.isoformat()}, headers=manager.headers
    )
    assert done.status_code == 200
    assert (await shown(stations[0])).confirmed_at == early
    refused = await api.put(
        f"{url}/{uuid4()}", json={"at": late.isoformat()}, headers=manager.headers
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "said_too_long_ago")


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (None, False),
        (HeldRole("administrator", Scope("division", CHANGSHA)), True),
        (HeldRole("administrator", Scope("division", XIANGTAN)), False),
        (HeldRole("supervisor", Scope("division", CHANGSHA)), False),
        (HeldRole("manager", Scope("station", "another1")), False),
    ],
)
async def test_only_who_keeps_a_station_speaks_for_it(api, stations, role, allowed):
    person = await signed_in("13800000003", *([role] if role else []), now=NOW)
    told = [
        (f"confirmations/{uuid4()}", {"at": AT}),
        (f"states/{uuid4()}", {"kind": "none", "at": AT}),
        (f"amenities/microwave/states/{uuid4()}", {"works": False, "at": AT}),
    ]
    for path, body in told:
        url = f"/api/stations/{stations[0]}/{path}"
        answer = await api.put(url, json=body, headers=person.headers)
        assert answer.is_success is allowed, answer.text
        assert allowed or answer.status_code == 403


async def test_an_amenity_is_out_until_it_works_again(api, stations, manager, clock):
    url = f"/api/stations/{stations[0]}/amenities/microwave/states"

    async def say(works, hours_ago, note=""):
        at = (clock.now - timedelta(hours=hours_ago)).isoformat()
        body = {"works": works, "at": at, "note": note}
        done = await api.put(f"{url}/{uuid4()}", json=body, headers=manager.headers)
        assert done.status_code == 204, done.text
        return (await shown(stations[0])).amenities[0].out_since

    assert await say(works=False, hours_ago=3, note="门坏了") == NOW - timedelta(hours=3)
    assert await say(works=False, hours_ago=2) == NOW - timedelta(hours=3)
    assert await say(works=True, hours_ago=1) is None
    # Written before, sent after: what was said last holds.
    assert await say(works=False, hours_ago=2) is None
    assert await AmenityState.count() == 4


async def test_a_word_from_an_outbox_that_it_worked_meanwhile_ends_the_fault_before_it(
    api, stations, manager, clock
):
    url = f"/api/stations/{stations[0]}/amenities/microwave/states"
    for works, minutes in ((False, 180), (False, 10), (True, 60)):
        at = (clock.now - timedelta(minutes=minutes)).isoformat()
        done = await api.put(
            f"{url}/{uuid4()}", json={"works": works, "at": at}, headers=manager.headers
        )
        assert done.status_code == 204, done.text
    [amenity] = (await shown(stations[0])).amenities
    assert amenity.out_since == NOW - timedelta(minutes=10)


async def test_riders_read_what_a_manager_notes_for_as_long_as_it_holds(
    api, stations, manager, clock
):
    async def say(path, body):
        said = {"at": clock.now.isoformat(), **body}
        url = f"/api/stations/{stations[0]}/{path}/{uuid4()}"
        done = await api.put(url, json=said, headers=manager.headers)
        assert done.status_code == 204, done.text
        card = (await api.get(f"/api/stations/{stations[0]}")).json()
        state = card["liveState"]
        return card["amenities"][0]["outNote"], state and state["note"]

    until = (clock.now + timedelta(hours=1)).isoformat()
    full = {"kind": "full", "until": until, "note": " 三点后有空 "}
    assert await say("amenities/microwave/states", {"works": False, "note": "周五来修"}) == (
        "周五来修",
        None,
    )
    clock.now += timedelta(minutes=1)
    assert await say("states", full) == ("周五来修", "三点后有空")
    clock.now += timedelta(minutes=1)
    assert await say("amenities/microwave/states", {"works": True}) == ("", "三点后有空")
    clock.now += timedelta(minutes=1)
    assert await say("states", {"kind": "none"}) == ("", None)


async def test_a_state_ends_by_itself_or_when_it_is_ended(api, stations, manager, clock):
    url = f"/api/stations/{stations[0]}/states"

    async def say(kind, minutes=None):
        until = minutes and (clock.now + timedelta(minutes=minutes)).isoformat()
        body = {"kind": kind, "at": clock.now.isoformat(), "until": until}
        return await api.put(f"{url}/{uuid4()}", json=body, headers=manager.headers)

    async def kind():
        state = (await shown(stations[0], now=clock.now)).live_state
        return state and state.kind

    assert (await say("closed", 60)).status_code == 204
    assert await kind() == "closed"
    clock.now += timedelta(minutes=1)
    assert (await say("full", 2)).status_code == 204
    assert await kind() == "full"
    clock.now += timedelta(minutes=3)
    # What lasts longer comes back, as it was last said to be.
    assert await kind() == "closed"
    assert (await say("closed", 1)).status_code == 204
    clock.now += timedelta(minutes=2)
    assert await kind() is None
    assert (await say("power_cut", 60)).status_code == 204
    assert (await say("full", 30)).status_code == 204
    clock.now += timedelta(minutes=1)
    assert (await say("none")).status_code == 204
    assert await kind() is None
    for minutes in (None, -1, 60 * 24 * 40):
        assert (await say("full", minutes)).json()["code"] == "end_unusable"


async def test_reports_that_wait_are_not_hidden_behind_answered_ones(api, stations, manager, clock):
    async def reported(hours: int) -> int:
        one = Report(
            station=stations[0],
            kind="crowded",
            reported_at=clock() - timedelta(hours=hours),
            key=uuid4(),
        )
        await one.save()
        return one.id

    await reported(9)
    for _ in range(200):
        await ReportAnswer.insert(
            ReportAnswer(
                report=await reported(1),
                kind="seen",
                answer=None,
                answered_at=clock(),
                account=manager.account,
            )
        )
    url = f"/api/stations/{stations[0]}/reports"
    assert len((await api.get(url, headers=manager.headers)).json()["items"]) == 1
