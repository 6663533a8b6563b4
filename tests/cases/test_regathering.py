"""What turns out to be one matter goes on as one, and everybody in it hears that once."""

import asyncio
from uuid import uuid4

import pytest
from tests.cases.makers import (
    COUNTY,
    OTHER,
    convener,
    decided,
    hunan,
    office,
    proposed,
    raised,
    rider,
    told_to,
)

from xiangyi.core.db import run


async def two(api, clock, officer):
    """A concern of two people, and one of two others, of whom one also wants the first."""
    people = [await rider(clock, f"1381234012{number}") for number in range(4)]
    cases = [(await raised(api, person))["id"] for person in people]
    await api.put(f"/api/cases/{cases[0]}/joined", headers=people[3].headers)
    first = (await proposed(api, officer, *cases[:2], title="美食街停车"))["id"]
    second = (await proposed(api, officer, *cases[2:], title="夜里没处停"))["id"]
    return people, cases, first, second


async def test_two_concerns_become_one_and_everybody_hears_it_once(api, clock):
    await hunan()
    officer, chief = await convener(clock), await convener(clock, COUNTY, "13900000009")
    people, cases, first, second = await two(api, clock, officer)
    step = uuid4()
    before = [await told_to(api, clock, person) for person in (*people, officer)]
    answers = [await decided(api, chief, second, "merge", step, target=first) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200], answers[0].text
    assert answers[0].json() == answers[1].json()
    merged = (await api.get(f"/api/concerns/{second}")).json()
    assert (merged["state"], merged["cases"], merged["may"]) == ("merged", 0, [])
    assert merged["steps"][-1] | {"at": ""} == {
        "move": "merge",
        "at": "",
        "words": "",
        "channel": None,
        "meeting": None,
        "target": {"id": first, "title": "美食街停车", "state": "proposed"},
    }
    one = (await api.get(f"/api/concerns/{first}")).json()
    assert (one["state"], one["cases"], one["people"]) == ("proposed", 4, 4)
    heard = [await told_to(api, clock, person) for person in (*people, officer)]
    assert [sorted({*now} - {*was}) for was, now in zip(before, heard, strict=True)] == [
        *([], [], ["concern.merged"], ["concern.merged"], ["concern.yours_merged"])
    ]
    inbox = (await api.get("/api/me/notices", headers=people[2].headers)).json()["notices"]
    [notice] = [one for one in inbox if one["kind"] == "concern.merged"]
    assert (notice["link"], notice["facts"]) == (f"/concerns/{first}", {"title": "美食街停车"})
    seen = (await api.get(f"/api/cases/{cases[2]}", headers=people[2].headers)).json()
    assert (seen["concern"]["id"], seen["state"]) == (first, "accepted")
    assert [one["move"] for one in seen["steps"]] == ["gather", "merge"]


async def test_from_then_on_it_is_one_matter_counted_once(api, clock):
    await hunan()
    officer = await convener(clock)
    people, _, first, second = await two(api, clock, officer)
    await decided(api, officer, second, "merge", target=first)
    listed = (await api.get("/api/concerns", params={"division": COUNTY})).json()["items"]
    assert [one["id"] for one in listed] == [first]
    await decided(api, officer, first, "decline", words="那条路年底整修，先不划。")
    states = await run("SELECT DISTINCT state FROM raised_case")
    assert [row["state"] for row in states] == ["declined"]
    for person in people:
        kinds = await told_to(api, clock, person)
        assert kinds.count("concern.declined") == 1
        # Who proposed it themselves is told nothing more.
        assert "concern.yours_merged" not in await told_to(api, clock, officer)
    late = await raised(api, people[0])
    shut = await api.put(f"/api/concerns/{second}/cases/{late['id']}", headers=officer.headers)
    assert (shut.status_code, shut.json()["code"]) == (409, "case_move_unfit")


async def test_what_is_on_an_agenda_takes_another_in_and_does_not_go_into_one(api, clock):
    await hunan()
    officer = await convener(clock)
    _, _, first, second = await two(api, clock, officer)
    await run("UPDATE concern SET state = 'on_agenda' WHERE id = {}", first)
    away = await decided(api, officer, first, "merge", target=second)
    assert (away.status_code, away.json()["code"]) == (409, "case_move_unfit")
    assert (await decided(api, officer, second, "merge", target=first)).status_code == 200
    assert (await api.get(f"/api/concerns/{first}")).json()["cases"] == 4


@pytest.mark.parametrize("state", ["decided", "declined", "elsewhere", "merged"])
async def test_nothing_goes_into_what_takes_nothing_in(api, clock, state):
    await hunan()
    officer = await convener(clock)
    _, _, first, second = await two(api, clock, officer)
    await run("UPDATE concern SET state = {} WHERE id = {}", state, first)
    answer = await decided(api, officer, second, "merge", target=first)
    assert (answer.status_code, answer.json()["code"]) == (409, "case_move_unfit")
    assert answer.json()["facts"]["state"] == state
    assert (await api.get(f"/api/concerns/{second}")).json()["cases"] == 2
    assert await run("SELECT 1 FROM concern_step") == []


async def test_what_something_was_promised_of_stays(api, clock):
    await hunan()
    officer, owner = await convener(clock), await office(clock)
    _, _, first, second = await two(api, clock, officer)
    await run("UPDATE concern SET state = 'on_agenda' WHERE id = {}", second)
    told = {"concern": second, "organisation": str(owner), "words": "划车位。", "days": 10}
    path = f"/api/commitments/{uuid4()}"
    assert (await api.put(path, json=told, headers=officer.headers)).status_code == 200
    # The meeting was called off.
    await run("UPDATE concern SET state = 'accepted' WHERE id = {}", second)
    assert (
        "merge"
        not in (await api.get(f"/api/concerns/{second}", headers=officer.headers)).json()["may"]
    )
    answer = await decided(api, officer, second, "merge", target=first)
    assert (answer.status_code, answer.json()["code"]) == (409, "concern_settled")
    assert answer.json()["facts"]["rule"] == "settled_stays"


async def test_whoever_does_not_convene_in_both_makes_them_no_one(api, clock):
    await hunan()
    officer, elsewhere = await convener(clock), await convener(clock, OTHER, "13900000007")
    _, _, first, second = await two(api, clock, officer)
    await run("UPDATE concern SET division = {} WHERE id = {}", OTHER, second)
    for person in (officer, elsewhere):
        answer = await decided(api, person, second, "merge", target=first)
        assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    for target in (second, None):
        answer = await decided(api, elsewhere, second, "merge", target=target)
        assert (answer.status_code, answer.json()["facts"]) == (422, {"field": "target"})


async def test_each_into_the_other_at_once_one_stays(api, clock):
    await hunan()
    officer = await convener(clock)
    _, _, first, second = await two(api, clock, officer)
    answers = await asyncio.gather(
        decided(api, officer, second, "merge", target=first),
        decided(api, officer, first, "merge", target=second),
    )
    assert sorted(one.status_code for one in answers) == [200, 409]
    kept = await run("SELECT id FROM concern WHERE state = 'proposed'")
    rows = await run("SELECT DISTINCT concern FROM raised_case")
    assert [str(row["concern"]) for row in rows] == [str(row["id"]) for row in kept]
