"""Whether somebody may have a benefit, at the number, the birthday and the day that decide it."""

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace
from tests.benefits.makers import approved, headers
from tests.benefits.test_taken_back import take_back

from xiangyi.features.benefits.rules.eligible import Known, lacking
from xiangyi.features.benefits.rules.terms import Eligibility
from xiangyi.features.volunteering.service.lines import FALSE_PRESENCE

TODAY = date(2026, 11, 26)
SOMEONE = Known(
    minutes=600,
    steps=[600, 1_200, 1_800, 2_400, 3_000],
    recent_minutes=120,
    clean_on=TODAY,
    at_home=True,
    born_on=date(1966, 11, 26),
    today=TODAY,
)


@pytest.mark.parametrize(
    ("wanted", "known", "kinds"),
    [
        ({}, {}, []),
        ({}, {"at_home": False}, ["home"]),
        ({"stars": 1}, {}, []),
        ({"stars": 1}, {"minutes": 599}, ["stars"]),
        ({"stars": 2}, {}, ["stars"]),
        ({"minutes": 600}, {}, []),
        ({"minutes": 601}, {}, ["minutes"]),
        ({"recent_minutes": 120}, {}, []),
        ({"recent_minutes": 121}, {}, ["recent_minutes"]),
        ({"clean_years": 1}, {}, []),
        ({"clean_years": 1}, {"clean_on": TODAY + timedelta(days=1)}, ["clean_record"]),
        ({}, {"clean_on": TODAY + timedelta(days=1)}, []),
        ({"min_age": 60}, {}, []),
        ({"min_age": 60}, {"born_on": date(1966, 11, 27)}, ["age"]),
        ({"max_age": 60}, {}, []),
        ({"max_age": 59}, {}, ["age"]),
        ({"max_age": 0}, {}, ["age"]),
        ({"min_age": 60}, {"born_on": None}, ["birth_date"]),
        ({"stars": 2, "min_age": 61}, {"at_home": False}, ["home", "stars", "age"]),
    ],
)
def test_what_is_just_enough_lacks_nothing(wanted, known, kinds):
    found = lacking(Eligibility(**wanted), replace(SOMEONE, **known))
    assert [one.kind for one in found] == kinds


def test_it_says_how_much_lacks():
    wanted = Eligibility(stars=2, minutes=720, recent_minutes=180)
    assert [one.lack_minutes for one in lacking(wanted, SOMEONE)] == [600, 120, 60]


async def test_a_clean_record_is_asked_for_until_the_same_day_of_a_later_year(
    api, clock, volunteer, partner, county
):
    """Of service that was taken back since nobody had been there."""
    wanted = {"cleanYears": 2}
    await approved(api, clock, partner, county, costMinutes=0, eligibility=wanted)
    assert await _missing(api, clock, volunteer) == []
    await take_back(volunteer, 60, now=clock.now, since=FALSE_PRESENCE)
    until = datetime(2028, 11, 26, 9, tzinfo=clock.now.tzinfo)
    told = [("clean_record", 2, "2028-11-26")]
    assert await _missing(api, clock, volunteer) == told
    clock.now = until - timedelta(days=1)
    assert await _missing(api, clock, volunteer) == told
    clock.now = until
    assert await _missing(api, clock, volunteer) == []


async def test_minutes_of_a_period_are_those_of_the_last_days(
    api, clock, volunteer, partner, county
):
    wanted = {"recentMinutes": 600, "recentDays": 30}
    await approved(api, clock, partner, county, costMinutes=0, eligibility=wanted)
    assert await _missing(api, clock, volunteer) == []
    clock.now += timedelta(days=30) - timedelta(minutes=1)
    assert await _missing(api, clock, volunteer) == []
    clock.now += timedelta(minutes=2)
    assert await _missing(api, clock, volunteer) == [("recent_minutes", 600, None)]


async def _missing(api, clock, who) -> list[tuple[object, ...]]:
    answer = await api.get("/api/me/benefits", headers=headers(who, clock))
    [offer] = answer.json()["offers"]
    return [(one["kind"], one["need"], one["on"]) for one in offer["missing"]]
