"""Somebody asks for something, and has a receipt with a day at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases.makers import CITY, STREET, WORDS, hunan, raised, raising, rider
from tests.workdays.makers import take_in, whole

from xiangyi.core.db import run


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
