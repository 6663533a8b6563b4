"""People sign up for a shift, wait for a seat, get it, and leave."""

import asyncio
from datetime import timedelta

import icalendar
import pytest
from tests.identity.makers import acting, kept
from tests.notifications.makers import inbox, person
from tests.people import FURONG, ground, signed_in
from tests.volunteering.makers import (
    CONVENER,
    ENDS,
    LEAD,
    STARTS,
    another_lead,
    approved,
    ask,
    card,
    drafted,
    later,
    later_on,
    leave,
    shift,
    shift_of,
    sign_up,
    states,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def lead(clock):
    return await signed_in("13800000081", LEAD, now=clock.now)


@pytest.fixture
async def second(clock):
    return await signed_in("13800000082", CONVENER, now=clock.now)


@pytest.fixture
async def people(clock):
    return [await person(f"1380000000{number}", clock) for number in range(6)]


async def told(api, clock, who):
    await expanding.expand_due(now=clock.now)
    return [(one["kind"], one["replaced"]) for one in (await inbox(api, who))["notices"]]


async def test_who_comes_too_late_waits_and_hears_of_the_seat_that_somebody_leaves(
    api, clock, lead, second, people
):
    desk = await approved(api, lead, second)
    id_ = shift_of(desk)
    one, two, three, four = people[:4]
    for who in (one, two, three):
        assert (await sign_up(api, who, id_)).status_code == 200
    fourth = (await sign_up(api, four, id_)).json()
    assert (fourth["state"], fourth["ahead"]) == ("waiting", 1)
    assert await states(api, desk, one, two, three) == ["signed", "signed", "waiting"]
    seen = (await card(api, desk))["shifts"][0]
    assert (seen["free"], seen["waiting"], seen["mine"]) == (0, 2, None)
    assert (await leave(api, one, id_)).status_code == 200
    assert await states(api, desk, one, two, three, four) == [
        *("cancelled", "signed", "signed", "waiting")
    ]
    assert await told(api, clock, three) == [("activity.promoted", False)]
    assert await told(api, clock, four) == []
    again = (await sign_up(api, one, id_)).json()
    assert (again["state"], again["ahead"]) == ("waiting", 1)


async def test_saying_it_twice_is_saying_it_once(api, lead, second, people):
    desk = await approved(api, lead, second)
    one, two = people[:2]
    first = (await sign_up(api, one, shift_of(desk))).json()
    assert (await sign_up(api, one, shift_of(desk))).json() == first
    await sign_up(api, two, shift_of(desk))
    for _ in range(2):
        assert (await leave(api, one, shift_of(desk))).status_code == 200
    seen = (await card(api, desk))["shifts"][0]
    assert (seen["free"], seen["waiting"]) == (1, 0)


async def test_of_many_who_come_at_once_as_many_get_a_seat_as_there_are(api, lead, second, people):
    desk = await approved(api, lead, second)
    answers = await asyncio.gather(*(sign_up(api, who, shift_of(desk)) for who in people))
    said = sorted(one.json()["state"] for one in answers)
    assert said == ["signed"] * 2 + ["waiting"] * 4
    seen = (await card(api, desk))["shifts"][0]
    assert (seen["free"], seen["waiting"]) == (0, 4)
    await asyncio.gather(*(leave(api, who, shift_of(desk)) for who in people[:3]))
    seen = (await card(api, desk))["shifts"][0]
    assert (seen["free"], seen["waiting"]) == (0, 1)


async def test_nobody_is_in_two_places_at_once_even_if_they_ask_at_once(api, clock, second, people):
    desks = [
        await approved(
            *(api, await another_lead(clock, number), second),
            title=f"第{number}件事",
            shifts=[later(minutes=number)],
        )
        for number in range(4)
    ]
    one = people[0]
    answers = await asyncio.gather(*(sign_up(api, one, shift_of(desk)) for desk in desks))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    taken = next(
        desk for desk, answer in zip(desks, answers, strict=True) if answer.status_code == 200
    )
    for answer in answers:
        if answer.status_code == 409:
            problem = answer.json()
            facts = problem["facts"]
            assert problem["code"] == "sign_up_overlaps"
            assert (facts["activity"], facts["title"]) == (taken["id"], taken["facts"]["title"])
            assert facts["startsAt"][:16] == taken["facts"]["shifts"][0]["startsAt"][:16]
    await leave(api, one, shift_of(taken))
    other = next(desk for desk in desks if desk is not taken)
    assert (await sign_up(api, one, shift_of(other))).status_code == 200


async def test_one_shift_may_begin_as_another_ends(api, lead, second, people):
    first = await approved(api, lead, second)
    next_ = await approved(api, lead, second, shifts=[later(hours=3)])
    for desk in (first, next_):
        assert (await sign_up(api, people[0], shift_of(desk))).status_code == 200


async def test_waiting_elsewhere_counts_too_until_that_is_called_off(
    api, clock, lead, second, people
):
    full = await approved(api, lead, second, shifts=[shift(capacity=1)])
    beside = await approved(api, await another_lead(clock), second)
    await sign_up(api, people[0], shift_of(full))
    await sign_up(api, people[1], shift_of(full))
    refused = await sign_up(api, people[1], shift_of(beside))
    assert refused.json()["code"] == "sign_up_overlaps"
    cancelled = await ask(api, "PUT", full["id"], "cancellation", lead, reason="下雨")
    assert cancelled.status_code == 200
    assert (await sign_up(api, people[1], shift_of(beside))).json()["state"] == "signed"
    assert await told(api, clock, people[1]) == [("activity.cancelled", False)]
    assert (await sign_up(api, people[2], shift_of(full))).json()["code"] == "shift_cancelled"
    await leave(api, people[0], shift_of(full))
    assert await states(api, full, people[1]) == ["waiting"]


async def test_a_reserved_seat_is_the_hosts_to_give(api, clock, lead, second, people):
    desk = await approved(api, lead, second, shifts=[shift(capacity=2, reserved=1)])
    id_, (one, two, three) = shift_of(desk), people[:3]
    for who in (one, two, three):
        await sign_up(api, who, id_)
    assert await states(api, desk, one, two, three) == ["signed", "waiting", "waiting"]
    listed = await api.get(f"/api/shifts/{id_}/signups", headers=lead.headers)
    names = [(one["name"], one["state"]) for one in listed.json()["volunteers"]]
    assert names == [
        ("138****0000", "signed"),
        ("138****0001", "waiting"),
        ("138****0002", "waiting"),
    ]
    signup = listed.json()["volunteers"][2]["id"]
    theirs = f"/api/signups/{signup}/seat"
    assert (await api.put(theirs, headers=one.headers)).json()["code"] == "role_missing"
    for _ in range(2):
        given = await api.put(theirs, headers=lead.headers)
        assert given.status_code == 200, given.text
    assert await states(api, desk, one, two, three) == ["signed", "waiting", "signed"]
    assert await told(api, clock, three) == [("activity.promoted", False)]
    other = listed.json()["volunteers"][1]["id"]
    gone = await api.put(f"/api/signups/{other}/seat", headers=lead.headers)
    assert gone.json()["code"] == "seats_gone"


async def test_a_reserved_seat_for_who_has_one_frees_theirs(api, clock, lead, second, people):
    desk = await approved(api, lead, second, shifts=[shift(capacity=2, reserved=1)])
    id_, (one, two) = shift_of(desk), people[:2]
    for who in (one, two):
        await sign_up(api, who, id_)
    listed = await api.get(f"/api/shifts/{id_}/signups", headers=lead.headers)
    signup = listed.json()["volunteers"][0]["id"]
    await api.put(f"/api/signups/{signup}/seat", headers=lead.headers)
    assert await states(api, desk, one, two) == ["signed", "signed"]
    assert await told(api, clock, two) == [("activity.promoted", False)]


async def test_only_who_is_old_enough_comes_and_who_has_not_said_is_told_so(
    api, clock, lead, second, people
):
    desk = await approved(api, lead, second, minimumAge=18)
    one, id_ = people[0], shift_of(desk)
    unsaid = await sign_up(api, one, id_)
    assert (unsaid.json()["code"], unsaid.json()["facts"]) == (
        "birth_date_needed",
        {"minimumAge": 18},
    )
    # Eighteen the day after.
    for born, answer in (("2008-11-29", "too_young"), ("2008-11-28", None)):
        await api.patch("/api/me", json={"bornOn": born}, headers=one.headers)
        assert (await sign_up(api, one, id_)).json().get("code") == answer


async def test_a_child_needs_somebody_who_answers_for_them(api, lead, second, people):
    desk = await approved(api, lead, second)
    child = people[0]
    said = await api.patch("/api/me", json={"bornOn": "2014-05-01"}, headers=child.headers)
    assert said.status_code == 200
    assert (await sign_up(api, child, shift_of(desk))).json()["code"] == "guardian_needed"


async def test_nobody_signs_up_before_it_opens_nor_once_it_has_begun(
    api, clock, lead, second, people
):
    opens = clock.now + timedelta(days=1)
    desk = await approved(api, lead, second, opensAt=opens.isoformat())
    one, two, id_ = *people[:2], shift_of(desk)
    early = (await sign_up(api, one, id_)).json()
    assert early["code"] == "sign_up_not_open"
    assert (await card(api, desk))["phase"] == "announced"
    clock.now = opens
    assert (await card(api, desk))["phase"] == "open"
    assert (await sign_up(api, later_on(one, clock), id_)).status_code == 200
    clock.now = STARTS
    assert (await card(api, desk))["phase"] == "running"
    assert (await sign_up(api, later_on(two, clock), id_)).json()["code"] == "shift_begun"
    assert (await leave(api, later_on(one, clock), id_)).json()["code"] == "shift_begun"
    clock.now = ENDS
    assert (await card(api, desk))["phase"] == "over"


async def test_what_is_not_approved_is_nobodys_to_sign_up_for(api, lead, people):
    desk = await drafted(api, lead)
    assert (await sign_up(api, people[0], shift_of(desk))).json()["code"] == "shift_not_found"
    assert (await api.get(f"/api/activities/{desk['id']}")).json()["code"] == "activity_not_found"


async def test_a_clerk_signs_up_somebody_without_a_phone_and_it_is_written_down(
    api, clock, lead, second
):
    clerk = await signed_in(
        "13800000085", HeldRole("clerk", Scope("division", FURONG)), now=clock.now
    )
    desk, account = await approved(api, lead, second), await kept(api, clerk)
    path = f"/api/shifts/{shift_of(desk)}/signup"
    for method in ("PUT", "DELETE", "PUT"):
        answer = await api.request(method, path, headers=acting(clerk, account))
        assert answer.is_success, answer.text
    listed = await api.get(f"/api/shifts/{shift_of(desk)}/signups", headers=lead.headers)
    assert [one["name"] for one in listed.json()["volunteers"]] == ["王**"]
    deeds = await run("SELECT action FROM audit_entry WHERE action LIKE 'activity.signed%'")
    assert sorted(str(row["action"]) for row in deeds) == [
        *("activity.signed_off", "activity.signed_up", "activity.signed_up")
    ]


async def test_one_finds_what_one_has_signed_up_for_and_has_it_in_the_calendar(
    api, lead, second, people
):
    first = await approved(api, lead, second)
    spot = {"words": "识字里社区活动室", "lon": 112.98, "lat": 28.19}
    told = {"title": "教老人用手机", "place": spot, "shifts": [later(days=1)]}
    next_ = await approved(api, lead, second, **told)
    left = await approved(api, lead, second, shifts=[later(days=2)])
    one = people[0]
    for desk in (first, next_, left):
        await sign_up(api, one, shift_of(desk))
    await leave(api, one, shift_of(left))
    page = (await api.get("/api/me/signups", headers=one.headers)).json()
    assert [item["title"] for item in page["items"]] == ["教老人用手机", "把楼道里的杂物清一清"]
    assert [item["at"] for item in page["items"]] == [{"lon": 112.98, "lat": 28.19}, None]
    assert page["next"] is None
    file = await api.get(f"/api/shifts/{shift_of(first)}/calendar.ics")
    [event] = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    assert (event["SUMMARY"], event.start, event.end) == (
        "清扫整治：把楼道里的杂物清一清",
        STARTS,
        ENDS,
    )
    assert event["LOCATION"] == "识字里社区门口"
