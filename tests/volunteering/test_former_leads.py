"""Another lead is set: what the former one showed and ticked while they led still counts."""

import pytest
from tests.people import ground
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    at,
    headers,
    minutes_of,
    put_scan,
    token,
)

from xiangyi.core import codes
from xiangyi.core.db import run
from xiangyi.features.volunteering.errors import ActivityUnusable


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def next_lead(clock):
    return await a_lead(clock, "13800000073")


@pytest.fixture
async def shifts(clock, lead):
    """Nine to twelve, and the same the day after."""
    return await an_activity(lead, now=clock.now, shifts=[(0, 180), (1_440, 1_620)])


async def hand_over(api, clock, lead, shifts, next_lead, minutes, *, but=()):
    """Somebody else leads all of it `but` some, from so many minutes after nine on."""
    clock.now = at(minutes)
    [row] = await run("SELECT activity FROM activity_shift WHERE id = {}", shifts[0])
    path = f"activities/{row['activity']}"
    held = headers(lead, clock)
    desk = (await api.get(f"/api/desk/{path}", headers=held)).json()
    for one in desk["facts"]["shifts"]:
        if one["id"] not in but:
            one["lead"] = str(next_lead.account)
    said = {"facts": desk["facts"], "basedOn": desk["revision"]}
    return await api.put(f"/api/{path}", json=said, headers=held)


async def tick(api, clock, who, shift, signup, **said):
    path = f"/api/shifts/{shift}/ticks/{signup}"
    return await api.put(path, json={"there": True} | said, headers=headers(who, clock))


async def seat_of(person) -> str:
    [row] = await run("SELECT id FROM shift_signup WHERE account = {}", person.account)
    return str(row["id"])


async def test_scans_of_a_shift_that_is_over_count_whoever_leads_by_now(
    api, clock, lead, shifts, next_lead
):
    volunteer = await a_volunteer(clock, "13812340001", shifts[0])
    await hand_over(api, clock, lead, shifts, next_lead, 179)
    clock.now = at(200)
    for phase, minutes in (("in", 0), ("out", 178)):
        done = await put_scan(api, clock, volunteer, token=token(shifts[0], phase, minutes))
        assert done.status_code == 200, done.text
    assert (done.json()["presence"]["serviceClass"], done.json()["onTime"]) == ("late", False)
    assert await minutes_of(api, clock, volunteer) == {"service": 178}


async def test_digits_and_tickets_of_the_former_lead_count_too(api, clock, lead, shifts, next_lead):
    volunteer = await a_volunteer(clock, "13812340001", shifts[0])
    clock.now = at(60)
    said = {"token": token(shifts[0], "in", 60)}
    ticket = (await api.post("/api/code-tickets", json=said)).json()["id"]
    await hand_over(api, clock, lead, shifts, next_lead, 65)
    came = await put_scan(api, clock, volunteer, ticket=ticket)
    assert (came.status_code, came.json()["onTime"]) == (200, True)
    typed = codes.digits(codes.secret(shifts[0], 1, "out"), codes.step_at(at(62)))
    here = {"shift": str(shifts[0]), "phase": "out", "typedAt": at(62).isoformat()}
    gone = await put_scan(api, clock, volunteer, digits=typed, **here)
    assert gone.status_code == 200, gone.text


async def test_what_is_of_a_time_when_its_maker_did_not_lead_is_no_code(
    api, clock, lead, shifts, next_lead
):
    """Neither the former lead's after it, nor the next one's before: both hold their secrets."""
    volunteer = await a_volunteer(clock, "13812340001", shifts[0])
    await hand_over(api, clock, lead, shifts, next_lead, 60)
    clock.now = at(70)
    after = await put_scan(api, clock, volunteer, token=token(shifts[0], "in", 61))
    before = await put_scan(api, clock, volunteer, token=token(shifts[0], "in", 59, number=2))
    assert [one.json()["code"] for one in (after, before)] == ["code_unknown"] * 2
    now = await put_scan(api, clock, volunteer, token=token(shifts[0], "in", 61, number=2))
    assert now.status_code == 200


async def test_nobody_reads_a_code_of_the_time_when_they_showed_it(
    api, clock, lead, shifts, next_lead
):
    for who in (lead, next_lead):
        held = headers(who, clock)
        assert (await api.put(f"/api/shifts/{shifts[0]}/signup", headers=held)).status_code == 200
    await hand_over(api, clock, lead, shifts, next_lead, 60)
    clock.now = at(70)
    own = await put_scan(api, clock, lead, token=token(shifts[0], "in", 30))
    assert own.json()["code"] == "own_code"
    other = await put_scan(api, clock, next_lead, token=token(shifts[0], "in", 30))
    assert other.status_code == 200, "that they could not have made"


async def test_nobody_is_counted_for_a_shift_that_they_led_meanwhile(
    api, clock, lead, shifts, next_lead
):
    """They hand over for the minute in which they come, and for the one in which they go."""
    held = headers(lead, clock)
    assert (await api.put(f"/api/shifts/{shifts[0]}/signup", headers=held)).status_code == 200
    await hand_over(api, clock, lead, shifts, next_lead, -2)
    clock.now = at(1)
    came = await put_scan(api, clock, lead, token=token(shifts[0], "in", 1, number=2))
    assert came.status_code == 200
    await hand_over(api, clock, lead, shifts, lead, 2)
    await hand_over(api, clock, lead, shifts, next_lead, 178)
    clock.now = at(180)
    gone = await put_scan(api, clock, lead, token=token(shifts[0], "out", 180, number=4))
    assert (gone.status_code, gone.json()["code"]) == (403, "own_code")
    assert await minutes_of(api, clock, lead) == {}


async def test_who_is_made_lead_was_there_until_then(api, clock, lead, shifts, next_lead):
    helper = next_lead
    held = headers(helper, clock)
    assert (await api.put(f"/api/shifts/{shifts[0]}/signup", headers=held)).status_code == 200
    for phase, minutes in (("in", 0), ("out", 120)):
        clock.now = at(minutes)
        code = token(shifts[0], phase, minutes)
        assert (await put_scan(api, clock, helper, token=code)).status_code == 200
    await hand_over(api, clock, lead, shifts, helper, 121)
    assert await minutes_of(api, clock, helper) == {"service": 120, "redeemable": 120}


async def test_nobody_serves_elsewhere_while_they_lead(api, clock, lead, shifts, next_lead):
    """Neither do they get a seat then, nor is one that they had before any good."""
    before, after, beside = await an_activity(
        next_lead, now=clock.now, title="送水", shifts=[(-60, 0), (180, 240), (10, 170)]
    )
    held = headers(lead, clock)
    for shift in (before, after):
        assert (await api.put(f"/api/shifts/{shift}/signup", headers=held)).status_code == 200
    refused = await api.put(f"/api/shifts/{beside}/signup", headers=held)
    assert (refused.json()["code"], refused.json()["facts"]["title"]) == (
        "sign_up_overlaps",
        "扫楼道",
    )
    other = await a_lead(clock, "13800000074")
    seat = await api.put(f"/api/shifts/{beside}/signup", headers=headers(other, clock))
    assert seat.status_code == 200
    await an_activity(other, now=clock.now, title="巡河", shifts=[(60, 120)])
    clock.now = at(10)
    came = await put_scan(api, clock, other, token=token(beside, "in", 10))
    assert came.status_code == 200, "their own has not begun"
    for minutes, code in ((61, "scan_overlaps"), (59, None)):
        clock.now = at(62)
        gone = await put_scan(api, clock, other, token=token(beside, "out", minutes))
        assert gone.json().get("code") == code, gone.text


async def test_nobody_leads_two_activities_at_the_same_hours(clock, lead, shifts):
    with pytest.raises(ActivityUnusable) as refused:
        await an_activity(lead, now=clock.now, title="送水", shifts=[(179, 240)])
    assert refused.value.facts["field"] == "shifts.lead"
    await an_activity(lead, now=clock.now, title="送水", shifts=[(180, 240)])


async def test_ticks_that_the_former_lead_made_without_a_network_count(
    api, clock, lead, shifts, next_lead
):
    volunteer = await a_volunteer(clock, "13812340001", shifts[0])
    seat = await seat_of(volunteer)
    await hand_over(api, clock, lead, shifts, next_lead, 175)
    clock.now = at(185)
    late = await tick(api, clock, lead, shifts[0], seat, at=at(176).isoformat())
    assert late.json()["code"] == "shift_not_yours"
    done = await tick(api, clock, lead, shifts[0], seat, at=at(30).isoformat())
    assert (done.status_code, done.json()) == (200, {"kept": "listed"})
    [row] = await run("SELECT ticked_by FROM shift_tick")
    assert str(row["ticked_by"]) == str(lead.account)


async def test_whoever_leads_next_ticks_nobody_of_the_time_before(
    api, clock, lead, shifts, next_lead
):
    volunteer = await a_volunteer(clock, "13812340001", shifts[0])
    seat = await seat_of(volunteer)
    await hand_over(api, clock, lead, shifts, next_lead, 60)
    for minutes in (70, 300):
        clock.now = at(minutes)
        refused = await tick(api, clock, next_lead, shifts[0], seat, at=at(59).isoformat())
        assert refused.json()["code"] == "shift_not_yours", "they saw nobody then"
    done = await tick(api, clock, next_lead, shifts[0], seat, at=at(61).isoformat())
    assert done.json() == {"kept": "late"}
    path = f"/api/desk/shifts/{shifts[0]}/hours"
    told = (await api.get(path, headers=headers(next_lead, clock))).json()
    [late] = told["volunteers"][0]["lateTicks"]
    assert late["ledSince"] == f"{at(60):%Y-%m-%dT%H:%M:%SZ}"
    assert late["by"].endswith("0073"), "masked"


async def test_nobody_leads_a_shift_that_is_over_in_place_of_whoever_did(
    api, clock, lead, shifts, next_lead
):
    refused = await hand_over(api, clock, lead, shifts, next_lead, 180)
    assert refused.json()["code"] == "approved_stays"
    assert refused.json()["facts"] == {"field": "shifts.lead", "shift": str(shifts[0])}
    given = await hand_over(api, clock, lead, shifts, next_lead, 181, but=[str(shifts[0])])
    assert given.status_code == 200, "of the one that is still to come"
