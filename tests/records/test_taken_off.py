"""Minutes that were taken off a line stay off, whatever is confirmed, served or asked later."""

from uuid import UUID, uuid4

import pytest
from tests.people import FURONG, ground, signed_in
from tests.records.makers import UNION, put, union
from tests.volunteering.hours import (
    a_lead,
    a_volunteer,
    an_activity,
    as_asker,
    at,
    headers,
    minutes_of,
    scan,
    serve,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import atomic, run
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.volunteering.service import correcting, grounds, lines, proving


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
    await verify([], [], wrong.append, proving.follow)
    assert wrong == []


async def taken(api, clock, county, stranger, line, minutes):
    """The county says that they were not there, and another organisation agrees."""
    id_ = uuid4()
    said = {"line": line, "minutes": minutes, "why": "人不在场", "falsePresence": True}
    asked = await put(api, clock, county, f"record-takings/{id_}", **said)
    assert asked.status_code == 200, asked.text
    done = await put(api, clock, stranger, f"service-claims/{id_}/decision", yes=True)
    assert done.status_code == 200, done.text


async def test_what_was_taken_comes_back_neither_by_a_later_stay_nor_by_a_claim(
    api, clock, stranger, county, shift, volunteer
):
    line = (await serve(api, clock, volunteer, shift, 0, 120))["presence"]["id"]
    assert (await scan(api, clock, volunteer, shift, "in", 125)).status_code == 200
    clock.now = at(181)
    await taken(api, clock, county, stranger, line, 120)
    gone = (await scan(api, clock, volunteer, shift, "out", 185)).json()["presence"]
    assert (gone["minutes"], gone["serviceClass"]) == (55, "verified")
    assert await minutes_of(api, clock, volunteer) == {"service": 55, "redeemable": 55}
    told = {"shift": str(shift), "evidence": "有合影"}
    again = await put(api, clock, volunteer, f"service-claims/{uuid4()}", minutes=6, **told)
    assert again.json()["facts"] == {"most": 5}


@pytest.fixture
async def paused(clock, lead):
    """A shift with half an hour of break, and somebody with a seat in it."""
    [id_] = await an_activity(lead, now=clock.now, title="清河道", shifts=[(0, 180)], pause=30)
    return id_, await a_volunteer(clock, "13812340002", id_)


async def test_more_asked_of_a_line_twice_is_proved_once(api, clock, lead, stranger, paused):
    shift, one = paused
    line = (await serve(api, clock, one, shift, 0, 120))["presence"]["id"]
    clock.now = at(200)
    await said(api, clock, one, lead, shift, line, 120)
    more = {"shift": str(shift), "line": line, "kind": "hours", "words": "没有休息"}
    early = await put(api, clock, one, f"record-disputes/{uuid4()}", minutes=150, **more)
    assert early.json()["code"] == "dispute_open", "another organisation has yet to say yes"
    was = await lines.standing(UUID(line))
    assert was is not None
    async with atomic():
        ground_ = await grounds.of_shift(shift)
        told = (as_asker(lead), uuid4(), ground_, one.account, 30, "没有休息")
        await correcting.add(*told, was=was, now=clock.now)
    for todo in await to_do(api, clock, stranger):
        done = await put(api, clock, stranger, f"service-claims/{todo['id']}/decision", yes=True)
        assert done.status_code == 200, done.text
    assert await minutes_of(api, clock, one) == {"service": 150, "redeemable": 120}
    kept = await run("SELECT service_class FROM service_claim")
    assert sorted(str(row["service_class"]) for row in kept) == ["None", "verified"]


async def test_a_second_stay_makes_no_late_minutes_verified(api, clock, paused):
    shift, one = paused
    late = (await serve(api, clock, one, shift, 0, 120, late=12))["presence"]
    assert (late["minutes"], late["serviceClass"]) == (90, "late")
    # Half an hour away shows that the first stay was without a break: its minutes, not these.
    on_time = (await serve(api, clock, one, shift, 150, 180))["presence"]
    assert (on_time["minutes"], on_time["serviceClass"]) == (60, "late")
    assert await minutes_of(api, clock, one) == {"service": 150}
