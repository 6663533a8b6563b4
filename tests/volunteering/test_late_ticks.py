"""Ticks made while the list was open, and sent once it was sealed, are kept beside it."""

import sqlite3
from uuid import UUID

import asyncpg
import pytest
from tests.people import FURONG, ground, signed_in
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    at,
    headers,
    minutes_of,
    serve,
)
from tests.volunteering.test_former_leads import seat_of, tick

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import atomic, run
from xiangyi.features.identity.service import erasing
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.volunteering import jobs, personal

UNION = UUID("0f1ce000-0000-4000-8000-000000000002")
REFUSED = (sqlite3.IntegrityError, asyncpg.RaiseError)
#: What a thief would like.
WISHES = [
    "DELETE FROM late_tick",
    "UPDATE late_tick SET there = FALSE",
    "UPDATE late_tick SET received_at = '2020-01-01 00:00:00+00:00'",
    "DELETE FROM former_lead",
    "UPDATE former_lead SET until_at = '2030-01-01 00:00:00+00:00'",
]


@pytest.fixture(autouse=True)
async def _ground(db, clock):
    await ground()
    await Organisation.insert(
        Organisation(id=UNION, kind="union", name="总工会", home=FURONG, changed_at=clock.now)
    )


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def stranger(clock):
    """Leads for another organisation of the county."""
    held = HeldRole("lead", Scope("organisation", str(UNION)))
    return await signed_in("13800000072", held, now=clock.now)


@pytest.fixture
async def shift(clock, lead):
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


async def seats(api, clock, who, shift):
    told = await api.get(f"/api/desk/shifts/{shift}/hours", headers=headers(who, clock))
    assert told.status_code == 200, told.text
    return told.json()["volunteers"]


async def test_a_tick_that_comes_once_the_list_is_sealed_stands_beside_it(
    api, clock, settings, lead, shift, volunteer
):
    seat = await seat_of(volunteer)
    clock.now = at(300)
    await jobs.seal_lists(settings, clock.now)
    for _ in range(2):
        done = await tick(api, clock, lead, shift, seat, at=at(20).isoformat())
        assert (done.status_code, done.json()) == (200, {"kept": "late"})
    assert await run("SELECT * FROM shift_tick") == []
    [one] = await seats(api, clock, lead, shift)
    assert one["tickedAt"] is None
    told = f"{at(20):%Y-%m-%dT%H:%M:%SZ}", f"{at(300):%Y-%m-%dT%H:%M:%SZ}"
    assert one["lateTicks"] == [
        {
            "there": True,
            "tickedAt": told[0],
            "receivedAt": told[1],
            "by": "138****0071",
            "ledSince": None,
        }
    ]
    taken_back = await tick(api, clock, lead, shift, seat, there=False, at=at(21).isoformat())
    assert taken_back.json() == {"kept": "late"}
    [one] = await seats(api, clock, lead, shift)
    assert [told["there"] for told in one["lateTicks"]] == [True, False]
    [made, _] = await run("SELECT action FROM audit_entry WHERE action LIKE '%ticked_late'")
    assert made["action"] == "shift.ticked_late"


async def test_what_was_made_after_the_seal_or_comes_a_week_later_is_not_taken(
    api, clock, lead, shift, volunteer
):
    seat = await seat_of(volunteer)
    clock.now = at(300)
    for said in ({}, {"at": at(211).isoformat()}, {"at": at(-40).isoformat()}):
        refused = await tick(api, clock, lead, shift, seat, **said)
        assert refused.json()["code"] == "ticks_sealed"
    clock.now = at(181 + 7 * 24 * 60)
    refused = await tick(api, clock, lead, shift, seat, at=at(20).isoformat())
    assert refused.json()["code"] == "ticks_sealed"


async def test_a_tick_whose_answer_was_lost_is_the_listed_one_still(
    api, clock, lead, shift, volunteer
):
    seat = await seat_of(volunteer)
    for minutes in (20, 300):
        clock.now = at(minutes)
        done = await tick(api, clock, lead, shift, seat, at=at(20).isoformat())
        assert done.json() == {"kept": "listed"}
    assert await run("SELECT * FROM late_tick") == []


async def test_a_second_person_may_confirm_by_a_tick_that_came_late(
    api, clock, lead, stranger, shift, volunteer
):
    done = await serve(api, clock, volunteer, shift, 0, 180, late=60)
    path = f"/api/presences/{done['presence']['id']}/confirmation"
    clock.now = at(300)
    refused = await api.put(path, headers=headers(stranger, clock))
    assert refused.json()["code"] == "not_ticked"
    seat = await seat_of(volunteer)
    await tick(api, clock, lead, shift, seat, at=at(20).isoformat())
    [todo] = (await api.get("/api/desk/hours", headers=headers(stranger, clock))).json()["items"]
    assert (todo["kind"], todo["id"]) == ("late", done["presence"]["id"])
    [one] = await seats(api, clock, stranger, shift)
    assert (one["tickedAt"], len(one["lateTicks"])) == (None, 1), "it is marked as what it is"
    await tick(api, clock, lead, shift, seat, there=False, at=at(30).isoformat())
    refused = await api.put(path, headers=headers(stranger, clock))
    assert refused.json()["code"] == "not_ticked", "the lead took it back, as late"
    await tick(api, clock, lead, shift, seat, at=at(40).isoformat())
    assert (await api.put(path, headers=headers(stranger, clock))).status_code == 200
    assert await minutes_of(api, clock, volunteer) == {"service": 180, "redeemable": 180}


async def test_nobody_changes_a_late_tick_and_it_goes_with_its_person(
    api, clock, lead, shift, volunteer
):
    clock.now = at(300)
    await tick(api, clock, lead, shift, await seat_of(volunteer), at=at(20).isoformat())
    former = "INSERT INTO former_lead (shift, number, lead, until_at) VALUES ({}, 1, {}, {})"
    await run(former, shift, lead.account, at(0))
    for wish in WISHES:
        with pytest.raises(REFUSED, match="stays as it is"):
            await run(wish)
    async with atomic():
        await erasing.erase(volunteer.account, at(500))
        await personal.erase(volunteer.account, at(500))
    assert await run("SELECT * FROM late_tick") == []
