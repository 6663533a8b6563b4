"""Who convenes for a community is its committee: what it is told of, and what it may answer."""

from datetime import date
from uuid import uuid4

import pytest
from tests.cases.makers import (
    COUNTY,
    convener,
    decided,
    handler,
    holder,
    hunan,
    move,
    moved,
    office,
    proposed,
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


async def test_nor_does_what_it_makes_of_many_as_one_answer_or_end_that(api, clock, desks):
    committee, street = desks
    one, other = await rider(clock), await rider(clock, "13812340127")
    meals = await raised(api, one, division=COMMUNITY, field="meals")
    wrong = await raised(api, other, division=COMMUNITY, field="meals", kind="complaint")
    both = (meals["id"], wrong["id"])
    gathered = await proposed(api, committee, *both, division=COMMUNITY, field="meals")
    path = f"/api/concerns/{gathered['id']}/moves/{uuid4()}"
    told = {"move": "decline", "words": "居委会办不了。"}
    declined = await api.put(path, json=told, headers=committee.headers)
    assert declined.json()["state"] == "declined", declined.text
    states = [
        (await api.get(f"/api/cases/{id_}", headers=who.headers)).json()["state"]
        for id_, who in ((meals["id"], one), (wrong["id"], other))
    ]
    assert states == ["declined", "accepted"]
    answered = await moved(api, street, wrong["id"], "answer", words="街道答复")
    assert answered["state"] == "answered"


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


async def test_what_turns_out_a_complaint_later_is_one_and_no_committee_answers_it(
    api, clock, desks
):
    _, street = desks
    committee = await office(clock, "committee", COMMUNITY)
    theirs, person, step = await handler(clock, committee), await rider(clock), uuid4()
    mine = await raised(api, person, field="meals")
    await moved(api, street, mine["id"], "accept")
    shown = await moved(api, street, mine["id"], "assign", organisation=str(committee))
    assert "recast" in shown["may"]
    for _ in ("once", "and again"):
        told = await move(api, street, mine["id"], "recast", step, kind="complaint")
        assert (told.status_code, told.json()["kind"]) == (200, "complaint")
    assert "recast" not in told.json()["may"]
    assert (await told_to(api, clock, person))[-1] == "case.assigned"
    assert "case.accepted_as_complaint" in await told_to(api, clock, person)
    read = await api.get(f"/api/desk/cases/{mine['id']}", headers=theirs.headers)
    assert read.json()["may"] == []
    refused = await move(api, theirs, mine["id"], "answer", words="居委会答复")
    assert (refused.status_code, refused.json()["facts"]["article"]) == (422, 12)
    # The street answers in its own name, and says it once.
    for again in ("complaint", "report"):
        back = await move(api, street, mine["id"], "recast", kind=again)
        assert (back.status_code, back.json()["code"]) == (409, "complaint_stays")
    done = await moved(api, street, mine["id"], "answer", words="街道答复")
    assert [(one["move"], one["organisation"]) for one in done["steps"]] == [
        ("accept", None),
        ("assign", "committee"),
        ("recast", None),
        ("answer", None),
    ]


async def test_what_is_gathered_is_called_a_complaint_unless_a_committee_owes_it(api, clock, desks):
    _, street = desks
    one, two = [await raised(api, await rider(clock), field="meals") for _ in range(2)]
    _, owed = [
        (await proposed(api, street, case["id"], field="meals"))["id"] for case in (one, two)
    ]
    committee = await office(clock, "committee", COMMUNITY)
    await decided(api, street, owed, "accept")
    promised = await api.put(
        f"/api/commitments/{uuid4()}",
        json={
            "concern": owed,
            "organisation": str(committee),
            "words": "中午留十个座。",
            "days": 10,
        },
        headers=street.headers,
    )
    assert promised.status_code == 200, promised.text
    assert (await moved(api, street, one["id"], "recast", kind="report"))["kind"] == "report"
    refused = await move(api, street, two["id"], "recast", kind="report")
    assert refused.json()["code"] == "committee_not_answerable"


async def test_what_was_a_committees_and_is_a_complaint_the_street_hears_of(api, clock, desks):
    committee, street = desks
    mine = await raised(api, await rider(clock), division=COMMUNITY, field="meals")
    await follow_cases(Settings(), clock.now)
    await moved(api, committee, mine["id"], "accept")
    assert await told_to(api, clock, street) == []
    shown = await moved(api, committee, mine["id"], "recast", kind="complaint")
    assert "answer" not in shown["may"]
    assert await told_to(api, clock, street) == ["case.new_here"]
