"""Whoever must be at the table is told of it, here or by letter, and the record says who came."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.makers import STARTS, TABLE, announce, announced, drafted, put
from tests.consultations.record_makers import DURING, arrive, code_of, concern_of
from tests.notifications.makers import inbox, person
from tests.people import OFFICE, STREET, ground, signed_in
from tests.volunteering.makers import later_on

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.service.ruling import RULES
from xiangyi.features.notifications.service import expanding
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.errors import RuleUnusable
from xiangyi.features.ruling.service import Rule

RIDERS = {"division": STREET, "lines": [{"occupations": ["delivery"]}]}


@pytest.fixture
async def convener(db, clock):
    await ground()
    await person("13800000001", clock, occupation="delivery")
    return await signed_in(
        "13800000091", HeldRole("convener", Scope("division", STREET)), now=clock.now
    )


@pytest.fixture
async def handler(db, clock, convener):
    """Of the traffic police, whom the street asks."""
    await run("UPDATE organisation SET kind = 'department' WHERE id = {}", OFFICE)
    held = HeldRole("handler", Scope("organisation", str(OFFICE)))
    return await signed_in("13800000092", held, now=clock.now)


def table(**changes) -> list[dict[str, object]]:
    """With another regulator."""
    return [
        {"kind": "regulator", "seats": 1} | changes if one["kind"] == "regulator" else one
        for one in TABLE
    ]


async def told(api, who, clock) -> list[str]:
    await expanding.expand_due(now=clock.now)
    return [one["kind"] for one in (await inbox(api, who))["notices"] if not one["replaced"]]


async def test_a_party_without_an_office_of_ours_or_a_letter_is_not_asked(api, convener):
    """A tick tells nobody; nor does a letter to nobody, or one that has yet to be written."""
    for empty in ({}, {"name": "区交警大队"}):
        id_ = await drafted(api, convener, invited=RIDERS, parties=table(**empty))
        answer = (await announce(api, convener, id_)).json()
        assert (answer["code"], answer["facts"]) == (
            "parties_untold",
            {
                "form": "talk",
                "rule": "talk_must_regulator",
                "article": 10,
                "parties": ["regulator"],
            },
        )
        desk = (await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)).json()
        assert desk["call"]["untold"] == ["regulator"]
    late = (STARTS + timedelta(days=1)).date().isoformat()
    for wrong in ({"letterOn": "2026-11-20"}, {"name": "区交警大队", "letterOn": late}):
        answer = (await put(api, convener, parties=table(**wrong))).json()
        assert answer["facts"] == {"field": "parties.letterOn"}
    answer = (await put(api, convener, parties=table(organisation=str(uuid4())))).json()
    assert answer["facts"] == {"field": "parties.organisation"}


@pytest.mark.parametrize(
    ("kind", "party"),
    [
        ("department", "regulator"),
        ("platform_company", "platform"),
        ("courier_company", "courier"),
        ("property_manager", "property"),
        ("association", "association"),
        ("street_office", "street"),
        ("union", "riders"),
        ("hospital", None),
    ],
)
async def test_an_organisation_is_asked_for_the_party_that_it_is_of(api, convener, kind, party):
    """So that no company sits in the place of its regulator, or of the riders."""
    await run("UPDATE organisation SET kind = {} WHERE id = {}", kind, OFFICE)
    for other in dict.fromkeys(one["kind"] for one in TABLE):
        asked = [{"kind": other, "seats": 3, "organisation": str(OFFICE)}]
        answer = await put(api, convener, parties=asked)
        if other == party:
            assert answer.status_code == 200, answer.text
            continue
        assert (answer.status_code, answer.json()["code"]) == (422, "party_of_another_kind")
        assert answer.json()["facts"] == {"party": other, "kind": kind, "rule": "of_its_kind"}
    # Besides those, whoever is wanted; and who has no office of ours is told by letter.
    for rest in ({"kind": "other", "organisation": str(OFFICE)}, TABLE[1]):
        assert (await put(api, convener, parties=[rest])).status_code == 200


async def test_an_organisation_that_is_asked_hears_of_it_and_says_who_comes(
    api, clock, convener, handler
):
    asked = {"invited": RIDERS, "parties": table(organisation=str(OFFICE)), "seats": 9}
    id_ = await announced(api, convener, **asked)
    assert await told(api, handler, clock) == ["consultation.party_asked"]
    card = (await api.get(f"/api/consultations/{id_}")).json()
    assert card["parties"][1]["name"], "called as it is"
    path = f"/api/consultations/{id_}/answer"
    said = {"answer": "sending", "delegate": "王队"}
    answer = await api.put(path, json=said, headers=handler.headers)
    assert answer.status_code == 200, answer.text
    rows = await run("SELECT party FROM consultation_answer")
    assert [row["party"] for row in rows] == ["regulator"], "it has the seat that was kept for it"
    assert await names(api, convener, id_) == ["王队"]
    assert await parties(api, convener, id_) == ["regulator"], "who calls reads for whom they come"
    later = {"startsAt": (STARTS + timedelta(hours=1)).isoformat()}
    ends = {"endsAt": (STARTS + timedelta(hours=2)).isoformat()}
    clock.now += timedelta(minutes=1)
    moved = await put(api, convener, id_, based_on=2, **asked, **later, **ends)
    assert moved.status_code == 200, moved.text
    assert "consultation.party_moved" in await told(api, handler, clock)
    clock.now += timedelta(minutes=1)
    off = await api.put(
        f"/api/consultations/{id_}/cancellation",
        json={"reason": "台风"},
        headers=convener.headers,
    )
    assert off.status_code == 200, off.text
    assert "consultation.party_off" in await told(api, handler, clock)
    assert "consultation.party_moved" not in await told(api, handler, clock)


async def comers(api, who, id_) -> list[dict]:
    path = f"/api/desk/consultations/{id_}/answers"
    listed: list[dict] = (await api.get(path, headers=who.headers)).json()["attendees"]
    return listed


async def names(api, who, id_) -> list[str]:
    return [one["name"] for one in await comers(api, who, id_)]


async def parties(api, who, id_) -> list[str | None]:
    return [one["party"] for one in await comers(api, who, id_)]


async def test_a_company_calls_no_talk_and_reads_nobody_by_name(api, clock, convener, handler):
    id_ = await announced(api, convener)
    said = {"answer": "sending", "delegate": "王建国"}
    path = f"/api/consultations/{id_}/answer"
    assert (await api.put(path, json=said, headers=handler.headers)).is_success
    await run("UPDATE organisation SET kind = 'platform_company' WHERE id = {}", OFFICE)
    await run("UPDATE consultation SET organisation = {} WHERE id = {}", OFFICE, id_)
    held = HeldRole("convener", Scope("organisation", str(OFFICE)))
    company = await signed_in("13800000094", held, now=clock.now)
    assert await names(api, convener, id_) == ["王建国"]
    [masked] = await names(api, company, id_)
    assert "建" not in masked
    own = await put(api, company, organisation=str(OFFICE))
    assert own.json()["code"] == "audience_not_yours"
    named = await drafted(api, convener, organisation=str(OFFICE))
    refused = (await announce(api, convener, named)).json()
    assert (refused["code"], refused["facts"]["rule"]) == ("caller_not_of_form", "talk_by_company")
    told = Rule("talk_by_company", STREET, 1, since_on=clock.now.date(), basis="街道办法")
    with pytest.raises(RuleUnusable):
        await ruling.set_as_operator(RULES, told, now=clock.now)


async def test_what_is_taken_back_before_it_is_sent_tells_no_organisation(
    api, clock, convener, handler
):
    id_ = await drafted(api, convener, invited=RIDERS, parties=table(organisation=str(OFFICE)))
    later = (clock.now + timedelta(hours=2)).isoformat()
    assert (await announce(api, convener, id_, sendAt=later)).status_code == 200
    back = await api.delete(f"/api/consultations/{id_}/announcement", headers=convener.headers)
    assert back.status_code == 200, back.text
    clock.now += timedelta(hours=3)
    assert await told(api, later_on(handler, clock), clock) == []


async def test_a_talk_of_what_riders_raised_is_a_talk_with_riders_whomever_it_calls(db, api, clock):
    await hunan()
    held = HeldRole("convener", Scope("division", cases.STREET))
    convener = await signed_in("13800000093", held, now=clock.now)
    rider = await cases.rider(clock)
    concern = await concern_of(api, convener, rider)
    await api.patch("/api/me", json={"home": cases.STREET}, headers=rider.headers)
    agenda = [{"id": str(uuid4()), "title": "取餐车停哪儿", "minutes": 30, "concern": concern}]
    there = {"division": cases.STREET, "invited": {"division": cases.STREET}, "agenda": agenda}
    for work, code in (("courier", "parties_missing"), ("other", None)):
        await api.patch("/api/me", json={"occupation": work}, headers=rider.headers)
        id_ = await drafted(api, convener, parties=[], **there)
        assert (await announce(api, convener, id_)).json().get("code") == code


async def test_the_record_says_who_came_of_those_that_were_asked(api, clock, convener, handler):
    agenda = [{"id": str(uuid4()), "title": "停车", "minutes": 30}]
    asked = {"invited": RIDERS, "parties": table(organisation=str(OFFICE)), "agenda": agenda}
    id_ = await announced(api, convener, **asked)
    clock.now = DURING
    convener, handler = later_on(convener, clock), later_on(handler, clock)
    guest = {"name": "李站长", "kind": "courier"}
    await api.put(
        f"/api/desk/consultations/{id_}/guests/{uuid4()}", json=guest, headers=convener.headers
    )
    answer = await arrive(api, handler, id_, await code_of(api, convener, id_))
    assert answer.status_code == 200, answer.text
    desk = (await api.get(f"/api/desk/consultations/{id_}/record", headers=convener.headers)).json()
    came = {one["kind"]: one["people"] for one in desk["words"]["attended"]}
    assert came == dict.fromkeys(("riders", "platform", "property", "association", "street"), 0) | {
        "regulator": 1,
        "courier": 1,
    }
