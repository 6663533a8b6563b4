"""Somebody asks for something, and has a receipt with a day at once."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.cases.makers import CITY, STREET, WORDS, hunan, raised, raising, rider
from tests.workdays.makers import take_in, whole

from xiangyi.core.db import run
from xiangyi.features.cases.rules.words import number_of
from xiangyi.features.cases.service.ruling import RULES
from xiangyi.features.cases.tables import Case
from xiangyi.features.ruling import service as ruling

#: An id that nothing has, the same in each process, as it is part of a test's name.
NOBODYS = "0b9a4c1e-6f52-4d0e-9a3f-6a1f5b7c2d10"


def minted(at: datetime) -> UUID:
    """As a phone does it (UUIDv7)."""
    return UUID(int=int(at.timestamp() * 1000) << 80 | 7 << 76 | 2 << 62 | uuid4().int & 2**62 - 1)


async def test_a_rider_has_a_number_and_a_day_at_once(api, clock):
    await hunan()
    await take_in(*whole(2026))
    person, id_ = await rider(clock), uuid4()
    receipt = await raised(api, person, id_)
    assert receipt["id"] == str(id_)
    assert receipt["number"].startswith("261123-")
    # Five working days after a Monday.
    assert (receipt["dueOn"], receipt["provisional"], receipt["overdue"]) == (
        "2026-11-30",
        False,
        False,
    )
    assert (receipt["state"], receipt["people"], receipt["mine"]) == ("raised", 1, True)
    assert (receipt["words"], receipt["division"], receipt["place"]) == (
        WORDS,
        STREET,
        "长沙市岳麓区桔子洲街道",
    )
    assert (await api.get(f"/api/cases/{id_}", headers=person.headers)).json() == receipt
    assert (await api.get("/api/me/cases", headers=person.headers)).json()["items"] == [receipt]


async def test_raised_twice_because_an_answer_was_lost_it_is_raised_once(api, clock):
    await hunan()
    person, id_ = await rider(clock), uuid4()
    first = await raised(api, person, id_)
    clock.now += timedelta(minutes=9)
    for _ in range(20):
        assert await raised(api, person, id_) == first
    assert len(await run("SELECT id FROM raised_case")) == 1


@pytest.mark.parametrize(
    "changes",
    [{"words": "别的话"}, {"field": "meals"}, {"kind": "complaint"}, {"division": CITY}],
    ids=str,
)
async def test_something_else_under_the_same_id_is_refused(api, clock, changes):
    await hunan()
    person, id_ = await rider(clock), uuid4()
    await raised(api, person, id_)
    other = await api.put(f"/api/cases/{id_}", json=raising(**changes), headers=person.headers)
    assert (other.status_code, other.json()["code"]) == (409, "case_differs")


async def test_a_number_that_is_taken_is_given_to_nobody_else(api, clock):
    await hunan()
    person, id_ = await rider(clock), uuid4()
    today = clock.now.date()
    first = await raised(api, person)
    await Case.update({Case.number: number_of(id_, today, 0)}).where(Case.id == first["id"])
    assert (await raised(api, person, id_))["number"] == number_of(id_, today, 1)


async def test_what_comes_out_of_a_basement_the_day_after_keeps_the_number_of_its_phone(api, clock):
    await hunan()
    await take_in(*whole(2026))
    written = clock.now
    id_ = minted(written)
    clock.now += timedelta(days=2)
    person = await rider(clock)
    receipt = await raised(api, person, id_)
    assert receipt["number"] == number_of(id_, written.date(), 0)
    # Its day is counted from when it came: nobody could have answered before.
    assert receipt["dueOn"] == "2026-12-02"
    assert receipt["raisedAt"].startswith("2026-11-25")
    again = await raised(api, person, id_)
    assert again["number"] == receipt["number"]


async def test_a_phone_is_told_the_days_of_a_division_before_anybody_signs_in(api, clock):
    await hunan()
    since = clock.now.date() + timedelta(days=1)
    told = ruling.Rule("parking_days", CITY, 2, since_on=since, basis="长沙市办理规程")
    await ruling.set_as_operator(RULES, told, now=clock.now)
    clock.now += timedelta(days=1)
    answer = await api.get("/api/case-days", params={"division": STREET})
    assert (answer.status_code, answer.json()["division"]) == (200, STREET)
    assert {name: answer.json()["days"][name] for name in ("parking", "meals", "safety")} == {
        "parking": 2,
        "meals": 5,
        "safety": 2,
    }
    unknown = await api.get("/api/case-days", params={"division": "nbs:990000000000"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "division_not_found")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"words": " \u200b\n"}, "case_words_missing"),
        ({"division": None}, "case_place_unusable"),
        ({"station": "ZZZZ0000"}, "case_place_unusable"),
        ({"division": None, "station": "ZZZZ0000"}, "case_place_unusable"),
        ({"division": None, "scene": NOBODYS}, "case_place_unusable"),
        ({"division": "nbs:110000000000"}, "case_place_unusable"),
        ({"words": "", "photo": NOBODYS}, "photo_not_found"),
    ],
    ids=str,
)
async def test_what_says_nothing_or_lies_nowhere_is_refused(api, clock, changes, code):
    await hunan()
    person = await rider(clock)
    answer = await api.put(f"/api/cases/{uuid4()}", json=raising(**changes), headers=person.headers)
    assert answer.json()["code"] == code
    assert await run("SELECT id FROM raised_case") == []


async def test_nobody_takes_anothers_id(api, clock):
    await hunan()
    id_ = uuid4()
    await raised(api, await rider(clock), id_)
    other = await rider(clock, "13812340127")
    answer = await api.put(f"/api/cases/{id_}", json=raising(), headers=other.headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "case_differs")
    assert "261123-" not in answer.text


async def test_a_machine_that_writes_all_day_is_stopped(api, clock):
    await hunan()
    person = await rider(clock)
    answers = [
        await api.put(f"/api/cases/{uuid4()}", json=raising(), headers=person.headers)
        for _ in range(13)
    ]
    assert [one.status_code for one in answers] == [200] * 12 + [429]


async def test_a_division_answers_in_its_own_days(api, clock):
    await hunan()
    tomorrow = clock.now.date() + timedelta(days=1)
    told = ruling.Rule("parking_days", CITY, 2, since_on=tomorrow, basis="长沙市办理规程")
    await ruling.set_as_operator(RULES, told, now=clock.now)
    assert (await raised(api, await rider(clock)))["dueOn"] == "2026-11-30"
    clock.now += timedelta(days=1)
    person = await rider(clock)
    assert (await raised(api, person))["dueOn"] == "2026-11-26"
    assert (await raised(api, person, field="meals"))["dueOn"] == "2026-12-01"
