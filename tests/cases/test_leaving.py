"""What was gathered wrongly goes its own way again, as it was, and its people with it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases.makers import (
    COUNTY,
    convener,
    decided,
    hunan,
    move,
    moved,
    office,
    proposed,
    raised,
    rider,
    told_to,
)

from xiangyi.core.db import run

WHY = "说的是另一条路，单独办。"


async def gathered(api, clock, officer):
    """Two cases in a concern; the second has been joined by somebody who wants the first too."""
    people = [await rider(clock, f"1381234012{number}") for number in range(4)]
    cases = [(await raised(api, person))["id"] for person in people[:2]]
    for case, person in ((cases[1], people[2]), (cases[1], people[3]), (cases[0], people[3])):
        await api.put(f"/api/cases/{case}/joined", headers=person.headers)
    return people, cases, (await proposed(api, officer, *cases))["id"]


async def test_a_case_leaves_as_it_was_and_its_people_are_told_why(api, clock):
    await hunan()
    officer, step = await convener(clock), uuid4()
    people, cases, _ = await gathered(api, clock, officer)
    was = (await api.get(f"/api/cases/{cases[1]}", headers=people[1].headers)).json()
    silent = await move(api, officer, cases[1], "leave")
    assert (silent.status_code, silent.json()["facts"]["field"]) == (422, "words")
    answers = [await move(api, officer, cases[1], "leave", step, words=WHY) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200], answers[0].text
    assert answers[0].json() == answers[1].json()
    assert "leave" not in answers[0].json()["may"]
    assert "gather" in answers[0].json()["may"]
    for person in (people[1], people[2]):
        seen = (await api.get(f"/api/cases/{cases[1]}", headers=person.headers)).json()
        assert (seen["state"], seen["concern"]) == ("accepted", None)
        assert seen["dueOn"] == was["dueOn"]
        assert (seen["steps"][-1]["move"], seen["steps"][-1]["words"]) == ("leave", WHY)
        assert await told_to(api, clock, person) == ["case.gathered", "case.left_concern"]
    # Taken once more into the list of those that may be gathered, it can be elsewhere.
    again = await proposed(api, officer, cases[1], title="另一条路")
    assert again["people"] == 3


async def test_in_public_one_left_and_nothing_of_it_is_said(api, clock):
    await hunan()
    officer = await convener(clock)
    _, cases, concern = await gathered(api, clock, officer)
    await moved(api, officer, cases[1], "leave", words=WHY)
    read = await api.get(f"/api/concerns/{concern}")
    shown = read.json()
    assert (shown["cases"], shown["people"], shown["state"]) == (1, 2, "proposed")
    assert [one["move"] for one in shown["steps"]] == ["propose", "leave"]
    assert WHY not in read.text
    assert cases[1] not in read.text


async def test_who_wanted_only_that_hears_no_more_of_the_concern(api, clock):
    await hunan()
    officer = await convener(clock)
    people, cases, concern = await gathered(api, clock, officer)
    await moved(api, officer, cases[1], "leave", words=WHY)
    clock.now += timedelta(minutes=1)
    await decided(api, officer, concern, "accept")
    heard = ["concern.accepted" in await told_to(api, clock, person) for person in people]
    # The last one wants the other case as well.
    assert heard == [True, False, False, True]


async def test_the_last_one_that_leaves_takes_everybody_along(api, clock):
    await hunan()
    officer = await convener(clock)
    _, cases, _ = await gathered(api, clock, officer)
    for case in cases:
        await moved(api, officer, case, "leave", words=WHY)
    assert await run("SELECT 1 FROM follow WHERE subject_kind = 'concern'") == []


@pytest.mark.parametrize("state", ["decided", "declined", "elsewhere", "merged"])
async def test_nothing_leaves_what_has_come_to_its_end(api, clock, state):
    await hunan()
    officer = await convener(clock)
    _, cases, concern = await gathered(api, clock, officer)
    await run("UPDATE concern SET state = {} WHERE id = {}", state, concern)
    answer = await move(api, officer, cases[1], "leave", words=WHY)
    assert (answer.status_code, answer.json()["code"]) == (409, "concern_settled")
    assert answer.json()["facts"] == {"state": state, "rule": "settled_stays"}
    seen = (await api.get(f"/api/desk/cases/{cases[1]}", headers=officer.headers)).json()
    assert "leave" not in seen["may"]
    assert seen["concern"]["id"] == concern


async def test_nothing_leaves_what_was_promised_of_it(api, clock):
    await hunan()
    officer, owner = await convener(clock), await office(clock)
    _, cases, concern = await gathered(api, clock, officer)
    await run("UPDATE concern SET state = 'on_agenda' WHERE id = {}", concern)
    told = {"concern": concern, "organisation": str(owner), "words": "划车位。", "days": 10}
    path = f"/api/commitments/{uuid4()}"
    assert (await api.put(path, json=told, headers=officer.headers)).status_code == 200
    answer = await move(api, officer, cases[1], "leave", words=WHY)
    assert (answer.status_code, answer.json()["code"]) == (409, "concern_settled")


async def test_what_is_in_none_leaves_none(api, clock):
    await hunan()
    officer = await convener(clock)
    case = (await raised(api, await rider(clock)))["id"]
    assert "leave" not in (await moved(api, officer, case, "accept"))["may"]
    answer = await move(api, officer, case, "leave", words=WHY)
    assert (answer.status_code, answer.json()["code"]) == (409, "case_move_unfit")


async def test_whoever_does_not_convene_where_the_concern_is_lets_nothing_go(api, clock):
    await hunan()
    officer, chief = await convener(clock), await convener(clock, COUNTY, "13900000009")
    _, cases, concern = await gathered(api, clock, chief)
    await run("UPDATE concern SET division = {} WHERE id = {}", COUNTY, concern)
    answer = await move(api, officer, cases[1], "leave", words=WHY)
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    seen = (await api.get(f"/api/desk/cases/{cases[1]}", headers=officer.headers)).json()
    assert "leave" not in seen["may"]
    await moved(api, chief, cases[1], "leave", words=WHY)
