"""Minutes that were taken off a line stay off, whatever is confirmed, served or asked later."""

from uuid import uuid4

import pytest
from tests.people import FURONG, ground, signed_in
from tests.records.makers import UNION, put, union
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    at,
    headers,
    minutes_of,
    serve,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.ledger.service.verifying import verify


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()
    await union()


@pytest.fixture
async def lead(clock):
    return await a_lead(clock)


@pytest.fixture
async def stranger(clock):
    """Leads for another organisation of the county."""
    held = HeldRole("lead", Scope("organisation", str(UNION)))
    return await signed_in("13800000072", held, now=clock.now)


@pytest.fixture
async def county(clock):
    held = HeldRole("supervisor", Scope("division", FURONG))
    return await signed_in("13800000074", held, now=clock.now)


@pytest.fixture
async def shift(clock, lead):
    [id_] = await an_activity(lead, now=clock.now, shifts=[(0, 180)])
    return id_


@pytest.fixture
async def volunteer(clock, shift):
    return await a_volunteer(clock, "13812340001", shift)


async def to_do(api, clock, who):
    return (await api.get("/api/desk/hours", headers=headers(who, clock))).json()["items"]


async def said(api, clock, who, lead, shift, line, minutes):
    """The volunteer says how many it were, and the host agrees."""
    id_ = uuid4()
    told = {"shift": str(shift), "line": line, "kind": "hours", "words": "记得不对"}
    asked = await put(api, clock, who, f"record-disputes/{id_}", minutes=minutes, **told)
    assert asked.status_code == 200, asked.text
    path = f"record-disputes/{id_}/answer"
    done = await put(api, clock, lead, path, minutes=minutes, why="他自己说的")
    assert done.status_code == 200, done.text


@pytest.mark.parametrize(("left", "waits"), [(60, [("late", 60)]), (0, [])])
async def test_of_a_late_line_only_what_is_left_of_it_may_be_redeemed(
    api, clock, lead, stranger, shift, volunteer, left, waits
):
    [seat] = await run("SELECT id FROM shift_signup WHERE shift = {}", shift)
    clock.now = at(10)
    await put(api, clock, lead, f"shifts/{shift}/ticks/{seat['id']}", there=True)
    line = (await serve(api, clock, volunteer, shift, 0, 180, late=12))["presence"]["id"]
    clock.now = at(300)
    await said(api, clock, volunteer, lead, shift, line, left)
    found = await to_do(api, clock, stranger)
    assert [(one["kind"], one["minutes"]) for one in found] == waits
    due = (await api.get("/api/desk/records", headers=headers(lead, clock))).json()["due"]
    assert [one["kind"] for one in due] == [kind for kind, _ in waits]
    done = await put(api, clock, stranger, f"presences/{line}/confirmation")
    assert (left > 0) == done.is_success, done.text
    assert left or done.json()["code"] == "nothing_to_decide"
    held = await minutes_of(api, clock, volunteer)
    assert (held["service"], held.get("redeemable", 0)) == (left, left)
    wrong: list[str] = []
    await verify([], [], wrong.append)
    assert wrong == []
