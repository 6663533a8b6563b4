"""Stars and good record come of the ledger, by the numbers of the division, and of nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.ledger.makers import a_volunteer, an_organisation, earned
from tests.people import HUNAN, signed_in

from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule
from xiangyi.features.volunteering.rules.stars import stars_of, to_next
from xiangyi.features.volunteering.service.ruling import RULES
from xiangyi.features.volunteering.service.standing import FALSE_PRESENCE, standing_of

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
HOUR = 60
PHONE = "13812340126"


@pytest.fixture
async def office(db):
    return await an_organisation()


@pytest.fixture
async def volunteer(office):
    return await a_volunteer(PHONE)


async def serve(person, office, hours, *, at=NOW, **more):
    account = await accounts.account_of(person, "service")
    await post(earned(hours * HOUR, account, office, **more), now=at)


async def test_the_next_star_is_so_many_hours_away_on_the_person_s_own_page(
    api, clock, office, volunteer
):
    await serve(volunteer, office, 288, at=clock.now)
    await serve(volunteer, office, 50, at=clock.now, service_class="backfilled")
    me = await signed_in(PHONE, now=clock.now)
    told = (await api.get("/api/me/standing", headers=me.headers)).json()
    assert told == {
        "verifiedMinutes": 288 * HOUR,
        "stars": 1,
        "toNext": 12 * HOUR,
        "steps": [hours * HOUR for hours in (100, 300, 600, 1_000, 1_500)],
        "goodRecord": True,
        "cleanYears": 2,
        "goodAgainAt": None,
        "bases": [],
    }


async def test_a_star_is_as_of_an_instant_and_by_the_rules_of_that_day(
    api, clock, office, volunteer
):
    await serve(volunteer, office, 90)
    day = timedelta(days=1)
    basis = {"since_on": (NOW + day).date(), "basis": "湖南省志愿服务条例第三十条"}
    await ruling.set_as_operator(RULES, Rule("star_one_h", HUNAN, 80, **basis), now=NOW)
    stars = [(await standing_of(volunteer, NOW + n * day)).stars for n in (-1, 0, 1)]
    assert stars == [0, 0, 1]
    clock.now = NOW + day
    me = await signed_in(PHONE, now=clock.now)
    told = (await api.get("/api/me/standing", headers=me.headers)).json()
    assert told["bases"] == ["湖南省志愿服务条例第三十条"]


async def test_minutes_taken_back_for_false_presence_spoil_the_record_for_a_while(
    office, volunteer
):
    await serve(volunteer, office, 101)
    taken = {"kind": "corrected", "about": f"{FALSE_PRESENCE}1"}
    await serve(volunteer, office, -2, at=NOW + timedelta(days=1), **taken)
    before, after, long_after = [
        await standing_of(volunteer, NOW + timedelta(days=days)) for days in (0, 2, 732)
    ]
    assert (before.stars, before.good_record) == (1, True)
    assert (after.stars, after.good_record) == (0, False)
    assert after.good_again_at == datetime(2028, 11, 27, 1, 0, tzinfo=UTC)
    assert (long_after.stars, long_after.good_record) == (0, True)


async def test_a_mistake_put_right_spoils_nothing(office, volunteer):
    await serve(volunteer, office, 101)
    await serve(volunteer, office, -2, kind="corrected", about="shift/1")
    assert (await standing_of(volunteer, NOW)).good_record


def test_there_are_five_stars_and_no_sixth():
    steps = [100, 300, 600, 1_000, 1_500]
    assert [stars_of(hours, steps) for hours in (99, 100, 1_499, 1_500)] == [0, 1, 4, 5]
    assert to_next(1_500, steps) is None
