"""Who writes, hands in, asks for a yes and withdraws: nobody else, and each time once."""

import pytest
from tests.benefits.makers import (
    BUSES,
    approved,
    ask,
    buses,
    of_division,
    partner_of,
    put,
)
from tests.people import HUNAN, ZHUZHOU, signed_in

from xiangyi.features.notifications.service import expanding


@pytest.fixture
async def draft(api, clock, partner):
    return str((await put(api, clock, partner)).json()["id"])


async def hand_in(api, clock, who, id_: str, based_on: int = 1):
    return await ask(api, clock, who, "PUT", f"benefits/{id_}/submission", basedOn=based_on)


async def asked(api, clock, who) -> list[str]:
    await expanding.expand_due(now=clock.now)
    notices = (await ask(api, clock, who, "GET", "me/notices")).json()["notices"]
    return [one["kind"] for one in notices if not one["replaced"]]


async def test_nobody_makes_a_draft_of_another_provider_their_own(api, clock, draft):
    await buses()
    other = await signed_in("13800000074", partner_of(BUSES), now=clock.now)
    answer = await put(api, clock, other, draft, based_on=1, provider=str(BUSES))
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")


async def test_a_draft_is_in_public_for_nobody(api, clock, partner, draft):
    answer = await api.get(f"/api/benefits/{draft}")
    assert (answer.status_code, answer.json()["code"]) == (404, "benefit_not_found")
    follows = await put(api, clock, partner, follows=draft)
    assert (follows.status_code, follows.json()["code"]) == (409, "benefit_not_approved")


async def test_what_was_handed_in_is_handed_in_once(api, clock, partner, draft):
    for _ in range(2):
        answer = await hand_in(api, clock, partner, draft)
        assert (answer.status_code, answer.json()["revision"]) == (200, 2)
    late = await hand_in(api, clock, partner, draft, based_on=2)
    assert (late.status_code, late.json()["code"]) == (409, "benefit_not_draft")


async def test_from_the_county_down_they_are_asked_and_no_more_once_it_is_taken_back(
    api, clock, partner, colleague, county, draft
):
    province = await signed_in("13800000074", of_division("administrator", HUNAN), now=clock.now)
    await hand_in(api, clock, partner, draft)
    assert await asked(api, clock, province) == []
    assert await asked(api, clock, county) == ["benefit.approval"]
    mine = [
        (await ask(api, clock, who, "GET", f"desk/benefits/{draft}")).json()["yoursToTakeBack"]
        for who in (partner, colleague)
    ]
    assert mine == [True, False]
    await ask(api, clock, partner, "DELETE", f"benefits/{draft}/submission")
    assert await asked(api, clock, county) == []


async def test_a_second_version_leaves_the_one_that_was_replaced_first_as_it_is(
    api, clock, partner, county, benefit
):
    second = await approved(api, clock, partner, county, follows=benefit["id"], title="二")
    await approved(api, clock, partner, county, follows=second["id"], title="三")
    first = (await ask(api, clock, partner, "GET", f"desk/benefits/{benefit['id']}")).json()
    moves = [one["move"] for one in first["history"]]
    assert moves == ["replaced", "approved", "submitted", "drafted"]


async def test_who_answers_elsewhere_withdraws_nothing(api, clock, volunteer, benefit):
    elsewhere = await signed_in("13800000076", of_division("supervisor", ZHUZHOU), now=clock.now)
    for who in (volunteer, elsewhere):
        path = f"benefits/{benefit['id']}/withdrawal"
        answer = await ask(api, clock, who, "PUT", path, why="不要了", void=True)
        assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
