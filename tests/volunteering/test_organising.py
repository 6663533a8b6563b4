"""A lead writes of an activity, somebody else says yes, and who signed up hears of what changes."""

from datetime import timedelta

import pytest
from tests.notifications.makers import inbox, person
from tests.people import FURONG, ZHUZHOU, ground, signed_in
from tests.volunteering.makers import (
    CONVENER,
    ENDS,
    LEAD,
    STARTS,
    approved,
    ask,
    card,
    drafted,
    later,
    later_on,
    put,
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


async def told(api, clock, who):
    await expanding.expand_due(now=clock.now)
    return [
        (one["kind"], one["replaced"], one["facts"]) for one in (await inbox(api, who))["notices"]
    ]


async def kinds(api, clock, who):
    return [(kind, replaced) for kind, replaced, _ in await told(api, clock, who)]


def changed(desk: dict, **changes: object) -> dict:
    return desk["facts"] | changes


def moved(desk: dict, **changes: object) -> dict:
    """The facts with another first shift."""
    first, *others = desk["facts"]["shifts"]
    return changed(desk, shifts=[first | changes, *others])


async def test_who_wrote_it_waits_for_another_who_answers_for_the_host(api, clock, lead, second):
    desk = await drafted(api, lead)
    assert (desk["state"], desk["revision"], desk["yoursToWrite"]) == ("draft", 1, True)
    assert desk["facts"]["shifts"][0]["lead"] == str(lead.account)
    waits = (await ask(api, "PUT", desk["id"], "submission", lead, basedOn=1)).json()
    assert (waits["state"], waits["yoursToApprove"]) == ("waiting", False)
    assert await kinds(api, clock, second) == [("activity.approval_wanted", False)]
    listed = (await api.get("/api/desk/activities", headers=second.headers)).json()
    assert [(one["id"], one["yoursToApprove"]) for one in listed["activities"]] == [
        (desk["id"], True)
    ]
    another = await signed_in("13800000083", LEAD, now=clock.now)
    for who, code in ((lead, "role_missing"), (another, "role_missing")):
        refused = await ask(api, "PUT", desk["id"], "approval", who, basedOn=2)
        assert refused.json()["code"] == code
    unread = await ask(api, "PUT", desk["id"], "approval", second, basedOn=1)
    assert unread.json()["code"] == "activity_changed_meanwhile"
    yes = (await ask(api, "PUT", desk["id"], "approval", second, basedOn=2)).json()
    assert (yes["state"], yes["card"]["phase"]) == ("approved", "open")
    assert await kinds(api, clock, lead) == [("activity.approved", False)]
    assert await kinds(api, clock, second) == [("activity.approval_wanted", True)]
    assert [line["move"] for line in yes["history"]] == ["approved", "submitted", "drafted"]


async def test_nobody_says_yes_to_what_they_wrote_themselves(api, clock, second):
    desk = await drafted(api, second)
    await ask(api, "PUT", desk["id"], "submission", second, basedOn=1)
    own = await ask(api, "PUT", desk["id"], "approval", second, basedOn=2)
    assert own.json()["code"] == "own_activity"


@pytest.mark.parametrize(
    ("division", "may"), [(FURONG, True), (ZHUZHOU, False)], ids=["around", "elsewhere"]
)
async def test_a_supervisor_says_yes_around_the_hosts_home(api, clock, lead, division, may):
    above = HeldRole("supervisor", Scope("division", division))
    who = await signed_in("13800000084", above, now=clock.now)
    desk = await drafted(api, lead, division=ZHUZHOU)
    await ask(api, "PUT", desk["id"], "submission", lead, basedOn=1)
    answer = await ask(api, "PUT", desk["id"], "approval", who, basedOn=2)
    assert answer.status_code == (200 if may else 403)


async def test_it_goes_back_with_a_reason_or_is_taken_back(api, clock, lead, second):
    desk = await drafted(api, lead)
    id_ = desk["id"]
    await ask(api, "PUT", id_, "submission", lead, basedOn=1)
    assert (await put(api, lead, id_, based_on=2)).json()["code"] == "activity_not_draft"
    back = await ask(api, "PUT", id_, "return", second, why="没写几点集合")
    assert (back.json()["state"], back.json()["history"][0]["why"]) == ("draft", "没写几点集合")
    [(kind, _, said)] = await told(api, clock, lead)
    assert (kind, said["reason"]) == ("activity.sent_back", "没写几点集合")
    await ask(api, "PUT", id_, "submission", lead, basedOn=3)
    others = await ask(api, "DELETE", id_, "submission", second)
    assert others.json()["code"] == "others_activity"
    assert (await ask(api, "DELETE", id_, "submission", lead)).json()["state"] == "draft"
    gone = await api.delete(f"/api/activities/{id_}", headers=lead.headers)
    assert gone.status_code == 204
    kept = await run("SELECT title, place, phone FROM volunteer_activity")
    assert [tuple(row.values()) for row in kept] == [("—", "", "")]


async def test_nothing_is_written_sent_or_approved_after_the_fact(api, clock, lead, second):
    past = shift(startsAt=(clock.now - timedelta(minutes=1)).isoformat())
    late = await put(api, lead, shifts=[past])
    assert (late.json()["code"], late.json()["facts"]["field"]) == (
        "activity_unusable",
        "shifts.startsAt",
    )
    unsent, waiting = await drafted(api, lead), await drafted(api, lead)
    await ask(api, "PUT", waiting["id"], "submission", lead, basedOn=1)
    clock.now = STARTS
    lead, second = later_on(lead, clock), later_on(second, clock)
    sent = await ask(api, "PUT", unsent["id"], "submission", lead, basedOn=1)
    yes = await ask(api, "PUT", waiting["id"], "approval", second, basedOn=2)
    assert [sent.json()["code"], yes.json()["code"]] == ["activity_begun"] * 2


async def test_who_signed_up_hears_of_the_change_and_then_of_the_next_one_instead(
    api, clock, lead, second
):
    desk = await approved(api, lead, second, shifts=[shift(), later(days=1)])
    one, two = [await person(f"1380000000{number}", clock) for number in range(2)]
    await sign_up(api, one, shift_of(desk))
    await sign_up(api, two, shift_of(desk, 1))
    later_start = moved(
        desk,
        startsAt=(STARTS + timedelta(hours=1)).isoformat(),
        endsAt=(ENDS + timedelta(hours=1)).isoformat(),
    )
    answer = await put(api, lead, desk["id"], based_on=3, told=later_start)
    assert answer.status_code == 200, answer.text
    [(kind, _, said)] = await told(api, clock, one)
    assert (kind, [change["what"] for change in said["changes"]]) == ("activity.changed", ["time"])
    assert await told(api, clock, two) == []
    clock.now += timedelta(seconds=1)
    elsewhere = later_start | {"phone": "0731-82219999"}
    await put(api, lead, desk["id"], based_on=4, told=elsewhere)
    assert await kinds(api, clock, one) == [("activity.changed", False), ("activity.changed", True)]
    assert await kinds(api, clock, two) == [("activity.changed", False)]
    assert (await card(api, desk))["changedAt"] is not None


async def test_of_two_changes_before_anybody_is_told_both_are_told_together(
    api, clock, lead, second
):
    desk = await approved(api, lead, second)
    one = await person("13800000000", clock)
    await sign_up(api, one, shift_of(desk))
    away = moved(
        desk,
        startsAt=(STARTS + timedelta(hours=1)).isoformat(),
        endsAt=(ENDS + timedelta(hours=1)).isoformat(),
    )
    await put(api, lead, desk["id"], based_on=3, told=away)
    clock.now += timedelta(seconds=1)
    await put(api, lead, desk["id"], based_on=4, told=away | {"phone": "0731-82219999"})
    [(_, _, said)] = await told(api, clock, one)
    assert [(change["what"], change["was"]) for change in said["changes"]] == [
        ("time", f"{STARTS.isoformat()}/{ENDS.isoformat()}"),
        ("phone", "0731-82212345"),
    ]
    await put(api, lead, desk["id"], based_on=5, told=away)
    await put(api, lead, desk["id"], based_on=6, told=away | {"phone": "0731-82219999"})
    assert len(await told(api, clock, one)) == 1


async def test_what_was_approved_becomes_neither_longer_nor_another(api, lead, second):
    desk = await approved(api, lead, second, shifts=[shift(), later(days=1)])
    longer = (ENDS + timedelta(minutes=1)).isoformat()
    day_after, longest = [(one + timedelta(days=2)).isoformat() for one in (STARTS, ENDS)]
    for told_, field in (
        (changed(desk, title="别的事"), "title"),
        (changed(desk, minimumAge=60), "minimum_age"),
        (moved(desk, endsAt=longer), "shifts.endsAt"),
        (moved(desk, breakMinutes=0), "shifts.breakMinutes"),
        (moved(desk, breakMinutes=16), "shifts.breakMinutes"),
        (moved(desk, capacity=3), "shifts.capacity"),
        (moved(desk, startsAt=day_after, endsAt=longest), "shifts.startsAt"),
        (changed(desk, place={"words": "广场"}), "place"),
        (changed(desk, place=desk["facts"]["place"] | {"lon": 112.98, "lat": 28.19}), "place"),
        (changed(desk, shifts=[*desk["facts"]["shifts"], later(days=2)]), "shifts"),
    ):
        refused = await put(api, lead, desk["id"], based_on=3, told=told_)
        assert (refused.json()["code"], refused.json()["facts"]["field"]) == (
            "approved_stays",
            field,
        )


async def test_the_point_moves_by_some_steps_from_what_was_approved_and_no_further(
    api, lead, second
):
    place = {"words": "识字里社区门口", "lon": 112.98, "lat": 28.19}
    desk = await approved(api, lead, second, place=place)
    # 200 metres north; and as far again, which would be 400 from what somebody said yes to.
    for based_on, north, status in ((3, 0.0018, 200), (4, 0.0036, 409), (4, -0.0018, 200)):
        there = changed(desk, place=place | {"lat": 28.19 + north})
        answer = await put(api, lead, desk["id"], based_on=based_on, told=there)
        assert answer.status_code == status, answer.text
    gone = await put(
        api, lead, desk["id"], based_on=5, told=changed(desk, place={"words": place["words"]})
    )
    assert gone.json()["facts"] == {"field": "place"}


async def test_a_shift_that_is_left_out_is_called_off_and_its_people_hear_of_it(
    api, clock, lead, second
):
    desk = await approved(api, lead, second, shifts=[shift(), later(days=1)])
    one, two = [await person(f"1380000000{number}", clock) for number in range(2)]
    await sign_up(api, one, shift_of(desk))
    await sign_up(api, two, shift_of(desk, 1))
    left = changed(desk, shifts=desk["facts"]["shifts"][1:])
    answer = await put(api, lead, desk["id"], based_on=3, told=left)
    assert answer.status_code == 200, answer.text
    assert await kinds(api, clock, one) == [("activity.cancelled", False)]
    assert await kinds(api, clock, two) == []
    seen = [one["cancelledAt"] is not None for one in (await card(api, desk))["shifts"]]
    assert seen == [True, False]
    back = await put(api, lead, desk["id"], based_on=4, told=desk["facts"])
    assert back.json()["facts"]["field"] == "shifts.id"


async def test_more_seats_go_to_who_waits_and_fewer_than_are_taken_there_cannot_be(
    api, clock, lead, second
):
    desk = await approved(api, lead, second, shifts=[shift(capacity=2)])
    await put(api, lead, desk["id"], based_on=3, told=moved(desk, capacity=1))
    one, two = [await person(f"1380000000{number}", clock) for number in range(2)]
    for who in (one, two):
        await sign_up(api, who, shift_of(desk))
    assert await states(api, desk, one, two) == ["signed", "waiting"]
    await put(api, lead, desk["id"], based_on=4, told=moved(desk, capacity=2))
    assert await states(api, desk, one, two) == ["signed", "signed"]
    assert await kinds(api, clock, two) == [("activity.promoted", False)]
    for told_, field in (
        (moved(desk, capacity=1), "shifts.capacity"),
        (moved(desk, capacity=2, reserved=1), "shifts.capacity"),
    ):
        refused = await put(api, lead, desk["id"], based_on=5, told=told_)
        assert refused.json()["facts"]["field"] == field
    kept = (await api.get(f"/api/desk/activities/{desk['id']}", headers=lead.headers)).json()
    assert kept["revision"] == 5


async def test_another_lead_makes_the_codes_of_the_one_before_worth_nothing(
    api, clock, lead, second
):
    other = await signed_in("13800000083", LEAD, now=clock.now)
    stranger = await person("13800000000", clock)
    desk = await approved(api, lead, second)
    unfit = await put(
        api, lead, desk["id"], based_on=3, told=moved(desk, lead=str(stranger.account))
    )
    assert unfit.json()["code"] == "lead_unfit"
    given = await put(api, lead, desk["id"], based_on=3, told=moved(desk, lead=str(other.account)))
    assert given.status_code == 200, given.text
    assert [row["code_number"] for row in await run("SELECT code_number FROM activity_shift")] == [
        2
    ]


async def test_it_is_closed_once_it_is_over_and_cancelled_only_before(api, clock, lead, second):
    desk = await approved(api, lead, second)
    early = await ask(api, "PUT", desk["id"], "closing", lead)
    assert early.json()["code"] == "activity_not_over"
    clock.now = ENDS
    lead = later_on(lead, clock)
    late = await ask(api, "PUT", desk["id"], "cancellation", lead, reason="下雨")
    assert late.json()["code"] == "activity_begun"
    for _ in range(2):
        closed = await ask(api, "PUT", desk["id"], "closing", lead)
        assert (closed.json()["state"], closed.json()["card"]["phase"]) == ("closed", "closed")
