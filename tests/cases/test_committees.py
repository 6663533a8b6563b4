"""Who convenes for a community is its committee: what it is told of, and what it may answer."""

from datetime import date

import pytest
from tests.cases.makers import (
    COUNTY,
    convener,
    handler,
    holder,
    hunan,
    move,
    moved,
    office,
    raised,
    rider,
    told_to,
)
from tests.divisions.makers import take_in

from xiangyi.features.cases.jobs import follow_cases
from xiangyi.features.cases.service import registering
from xiangyi.features.cases.service.registering import Admission
from xiangyi.settings import Settings

COMMUNITY = "nbs:430104003001"


@pytest.fixture(autouse=True)
async def _ground(db, clock):
    await hunan()
    await take_in("430104003001,学堂坡社区,community,430104003000")
    matter = Admission(
        field="meals",
        title="联系居民商量配餐",
        division=COUNTY,
        article=7,
        since_on=date(2026, 11, 1),
        until_on=None,
        basis="岳麓区协助事项目录 2026 第 3 项",
    )
    await registering.register_as_operator(matter, now=clock.now)


@pytest.fixture
async def desks(clock):
    """Who convenes for the community, and who does for its street."""
    return await convener(clock, COMMUNITY, "13900000009"), await convener(clock)


@pytest.mark.parametrize(
    ("told", "article"),
    [
        ({"kind": "complaint", "field": "meals"}, 12),
        ({"kind": "report", "field": "meals"}, 12),
        ({"kind": "help", "field": "parking"}, 7),
    ],
)
async def test_a_community_hears_of_and_answers_nothing_that_is_not_its(
    api, clock, desks, told, article
):
    committee, street = desks
    mine = await raised(api, await rider(clock), division=COMMUNITY, **told)
    await follow_cases(Settings(), clock.now)
    assert await told_to(api, clock, committee) == []
    assert await told_to(api, clock, street) == ["case.new_here"]
    shown = await moved(api, committee, mine["id"], "accept")
    assert set(shown["may"]) >= {"assign", "send_elsewhere"}
    assert not {"answer", "close", "decline"} & set(shown["may"])
    for what in ("answer", "decline"):
        refused = await move(api, committee, mine["id"], what, words="居委会答复")
        assert (refused.status_code, refused.json()["code"]) == (422, "committee_not_answerable")
        assert refused.json()["facts"]["article"] == article
    answered = await moved(api, street, mine["id"], "answer", words="街道答复")
    assert answered["may"] == ["close"]
    closed = await move(api, committee, mine["id"], "close")
    assert closed.json()["code"] == "committee_not_answerable"
    assert (await moved(api, street, mine["id"], "close"))["state"] == "closed"


async def test_a_community_hears_of_and_answers_what_its_register_has(api, clock, desks):
    committee, street = desks
    mine = await raised(api, await rider(clock), division=COMMUNITY, field="meals")
    await follow_cases(Settings(), clock.now)
    assert await told_to(api, clock, committee) == ["case.new_here"]
    assert await told_to(api, clock, street) == []
    await moved(api, committee, mine["id"], "accept")
    done = await moved(api, committee, mine["id"], "answer", words="食堂中午给骑手留了座。")
    assert done["may"] == ["close"]


async def test_what_is_late_there_is_told_past_the_community(api, clock, desks):
    committee, street = desks
    above = await holder(clock, "supervisor", COUNTY, "13900000005")
    person = await rider(clock)
    await raised(api, person, division=COMMUNITY, kind="complaint")
    await raised(api, person, division=COMMUNITY, field="meals")
    await raised(api, person, division=COMMUNITY, field="safety")
    assert await told_to(api, clock, street) == ["case.danger_here"]
    assert await told_to(api, clock, committee) == []
    clock.now = clock.now.replace(month=12, day=31)
    committee, street = [await rider(clock, one) for one in ("13900000009", "13900000001")]
    await follow_cases(Settings(), clock.now)
    # One is the committee's, two are not.
    assert (await told_to(api, clock, committee)).count("case.overdue_here") == 1
    assert (await told_to(api, clock, street)).count("case.overdue_here") == 1
    clock.now = clock.now.replace(year=2027, month=1, day=20)
    street, above = [await rider(clock, one) for one in ("13900000001", "13900000005")]
    await follow_cases(Settings(), clock.now)
    # What the street had climbs to the county, what the committee had to the street.
    assert (await told_to(api, clock, above)).count("case.climbed_to_you") == 1
    assert (await told_to(api, clock, street)).count("case.climbed_to_you") == 1


async def test_who_convenes_there_and_handles_it_for_an_authority_answers_for_that(
    api, clock, desks
):
    _, street = desks
    department = await office(clock)
    mine = await raised(api, await rider(clock), division=COMMUNITY, kind="complaint")
    await moved(api, street, mine["id"], "accept")
    await moved(api, street, mine["id"], "assign", organisation=str(department))
    works = await handler(clock, department, "13900000009")
    assert (await moved(api, works, mine["id"], "answer", words="城管局答复"))[
        "state"
    ] == "answered"
