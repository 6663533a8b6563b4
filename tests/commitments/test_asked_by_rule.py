"""What people were asked by stays, whatever is ruled between the report and the count."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.cases.makers import COUNTY, moved, raised, rider
from tests.commitments.makers import Street, work
from tests.commitments.test_reopening import Asked

from xiangyi.features.cases.service.ruling import RULES as CASES
from xiangyi.features.commitments.service.ruling import RULES
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.errors import RuleUnusable
from xiangyi.features.ruling.service import Rule


async def set_tomorrow(clock, name: str, value: int, book=RULES) -> None:
    since = clock.now.date() + timedelta(days=1)
    rule = Rule(name, COUNTY, value, since_on=since, basis="办法第 5 条")
    await ruling.set_as_operator(book, rule, now=clock.now)


async def test_what_is_ruled_after_the_report_changes_no_count(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    for person, solved in zip(street.people, (False, True, True), strict=True):
        await street.judge(id_, person, solved=solved)
    for name, value in (("not_solved_percent", 20), ("late_days", 2), ("again_days", 9)):
        await set_tomorrow(clock, name, value)
    await street.later(days=8)
    # One of three is less than half, and late voices are heard for thirty days.
    shown = await street.shown(id_)
    assert (shown["state"], shown["lateUntil"]) == ("solved", "2026-12-31")
    # What is promised and reported from now on goes by it.
    anew = await street.promised()
    await street.reported(anew)
    for person, solved in zip(street.people, (False, True, True), strict=True):
        await street.judge(anew, person, solved=solved)
    await street.later(days=8)
    shown = await street.shown(anew)
    # Counted on Wednesday, 9 December.
    assert (shown["state"], shown["turn"], shown["dueOn"]) == ("promised", 2, "2026-12-22")


async def test_a_late_voice_is_counted_by_what_held_at_the_report(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=True)
    await street.judge(id_, street.people[1], solved=True)
    await street.later(days=8)
    await set_tomorrow(clock, "not_solved_percent", 20)
    await street.later(days=2)
    said = await street.judge(id_, street.people[2], solved=False)
    assert (said.json()["state"], said.json()["notSolved"]) == ("solved", 1)


@pytest.mark.parametrize("book", [RULES, CASES], ids=["commitments", "cases"])
async def test_nothing_is_ruled_for_a_day_that_has_begun(api, clock, book):
    await Street(api, clock).begin(gather=False)
    rule = Rule("climbing_days", COUNTY, 9, since_on=date(2026, 11, 23), basis="办法第 5 条")
    with pytest.raises(RuleUnusable):
        await ruling.set_as_operator(book, rule, now=clock.now)


async def test_a_demand_is_done_again_by_what_held_when_it_was_answered(api, clock):
    asked = await Asked(api, clock).begin()
    await set_tomorrow(clock, "parking_days", 1, CASES)
    clock.now += timedelta(days=2)
    asked.rider = await rider(clock)
    # Five working days from Wednesday, as when it was answered.
    again = (await asked.say(step=uuid4())).json()
    assert (again["state"], again["dueOn"]) == ("reopened", "2026-12-02")
    asked.works, asked.officer = [
        Street(api, clock).back(one) for one in (asked.works, asked.officer)
    ]
    await moved(api, asked.works, asked.id, "answer", words="好了。")
    clock.now += timedelta(days=14)
    asked.rider = await rider(clock)
    watched = (await asked.say(step=uuid4())).json()
    assert (watched["state"], watched["dueOn"]) == ("supervised", "2026-12-10")


async def test_whoever_does_it_again_has_no_less_time_than_before(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised(days=60)
    due = (await street.shown(id_))["dueOn"]
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=False)
    await street.later(days=8)
    shown = await street.shown(id_)
    assert (shown["turn"], shown["days"], shown["dueOn"]) == (2, 60, due)
    assert [step["dueOn"] for step in shown["steps"]] == [None, None, None]
    # Of a demand likewise, of which the rule has fewer days by now.
    await set_tomorrow(clock, "parking_days", 30, CASES)
    clock.now += timedelta(days=1)
    asked = street.people[0] = await rider(clock, "13812340190")
    case = await raised(api, asked)
    await set_tomorrow(clock, "parking_days", 1, CASES)
    clock.now += timedelta(days=1)
    officer, asked = street.back(street.convener), street.back(asked)
    await moved(api, officer, case["id"], "accept")
    await moved(api, officer, case["id"], "answer", words="好了。")
    path = f"/api/cases/{case['id']}/unsolved/{uuid4()}"
    again = (await api.put(path, json={}, headers=asked.headers)).json()
    assert (again["state"], again["dueOn"]) == ("reopened", case["dueOn"])


async def test_for_how_long_nobody_said_anything_is_counted_by_what_held_at_the_answer(api, clock):
    asked = await Asked(api, clock).begin()
    await set_tomorrow(clock, "silent_days", 1, CASES)
    clock.now += timedelta(days=8)
    await work(clock)
    back = Street(api, clock).back
    asked.rider, asked.works = back(asked.rider), back(asked.works)
    assert (await asked.seen())["state"] == "answered"
    await asked.say()
    await asked.answered()
    # From a Tuesday to the Thursday.
    clock.now += timedelta(days=2)
    await work(clock)
    assert (await asked.seen(back(asked.rider)))["state"] == "closed"
