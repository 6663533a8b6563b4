"""A benefit is drafted by one person and given by another's yes; what is given never changes."""

from uuid import uuid4

import pytest
from tests.benefits.makers import (
    BUSES,
    a_volunteer,
    approved,
    ask,
    buses,
    facts,
    of_division,
    partner_of,
    put,
    take,
)
from tests.people import CHANGSHA, FURONG, OFFICE, STREET, ZHUZHOU, signed_in

from xiangyi.core.db import run


async def drafted(api, clock, who, **changes) -> str:
    answer = await put(api, clock, who, **changes)
    assert answer.status_code == 200, answer.text
    return answer.json()["id"]


async def test_nobody_sees_a_draft_and_everybody_what_two_have_agreed_to(
    api, clock, partner, county
):
    id_ = await drafted(api, clock, partner)
    assert (await api.get(f"/api/benefits/{id_}")).json()["code"] == "benefit_not_found"
    assert (await api.get("/api/benefits")).json()["items"] == []
    await ask(api, clock, partner, "PUT", f"benefits/{id_}/submission", basedOn=1)
    told = await run("SELECT kind FROM campaign ORDER BY made_at")
    assert [one["kind"] for one in told] == ["benefit.approval"]
    await ask(api, clock, county, "PUT", f"benefits/{id_}/approval", basedOn=2)
    [card] = (await api.get("/api/benefits")).json()["items"]
    assert (card["id"], card["version"], card["remaining"]) == (id_, 1, 3)
    assert (card["providerName"], card["payer"]) == ("文艺路街道办事处", "government")


async def test_a_division_lists_its_own_and_those_around_it(api, clock, partner, county):
    city = await signed_in("13800000076", of_division("administrator", CHANGSHA), now=clock.now)
    for title, where, second in (("市", CHANGSHA, city), ("区", FURONG, county)):
        await approved(api, clock, partner, second, title=title, division=where)
    for where, titles in ((STREET, {"市", "区"}), (CHANGSHA, {"市"}), (ZHUZHOU, set())):
        items = (await api.get("/api/benefits", params={"division": where})).json()["items"]
        assert {one["title"] for one in items} == titles, where
    wrong = await api.get("/api/benefits", params={"category": "transit"})
    assert wrong.json()["items"] == []


async def test_nobody_says_yes_to_what_they_wrote(api, clock, partner):
    """Somebody who may do both."""
    roles = of_division("convener"), of_division("supervisor")
    who = await signed_in("13800000077", *roles, now=clock.now)
    id_ = await drafted(api, clock, who)
    await ask(api, clock, partner, "PUT", f"benefits/{id_}/submission", basedOn=1)
    answer = await ask(api, clock, who, "PUT", f"benefits/{id_}/approval", basedOn=2)
    assert answer.json()["code"] == "own_benefit"


async def test_whoever_answers_for_a_street_gives_nothing_to_a_city(api, clock, partner):
    street = await signed_in("13800000077", of_division("convener", STREET), now=clock.now)
    id_ = await drafted(api, clock, partner, division=CHANGSHA)
    await ask(api, clock, partner, "PUT", f"benefits/{id_}/submission", basedOn=1)
    answer = await ask(api, clock, street, "PUT", f"benefits/{id_}/approval", basedOn=2)
    assert answer.json()["code"] == "role_missing"


async def test_what_is_approved_never_changes_and_another_version_takes_its_place(
    api, clock, partner, county, benefit
):
    id_ = benefit["id"]
    changed = await put(api, clock, partner, id_, based_on=3, title="别的")
    assert changed.json()["code"] == "benefit_not_draft"
    same = await put(api, clock, partner, id_, based_on=3)
    assert (same.status_code, same.json()["revision"]) == (200, 3)
    told = {"title": "体检一次", "stock": 5, "follows": id_}
    drafted_ = (await put(api, clock, partner, **told)).json()
    assert (drafted_["before"]["id"], drafted_["before"]["title"]) == (id_, "免费体检一次")
    later = await approved(api, clock, partner, county, **told)
    assert later["before"] is None
    items = (await api.get("/api/benefits")).json()["items"]
    assert [(one["id"], one["version"], one["remaining"]) for one in items] == [(later["id"], 2, 5)]
    before = (await api.get(f"/api/benefits/{id_}")).json()
    assert (before["state"], before["title"]) == ("replaced", "免费体检一次")


async def test_a_version_follows_only_its_own_providers(api, clock, benefit):
    await buses()
    other = await signed_in("13800000074", partner_of(BUSES), now=clock.now)
    told = {"follows": benefit["id"], "provider": str(BUSES)}
    answer = await put(api, clock, other, **told)
    assert answer.json()["facts"] == {"field": "provider"}


async def test_a_version_stays_with_the_division_of_the_one_before(api, clock, partner, benefit):
    """Or another division's people would put theirs in its place."""
    refused = await put(api, clock, partner, follows=benefit["id"], division=ZHUZHOU)
    assert (refused.status_code, refused.json()["facts"]) == (422, {"field": "division"})
    id_ = await drafted(api, clock, partner, follows=benefit["id"])
    moved = await put(api, clock, partner, id_, based_on=1, division=ZHUZHOU)
    assert (moved.status_code, moved.json()["facts"]) == (422, {"field": "division"})
    first = await drafted(api, clock, partner)
    moved = await put(api, clock, partner, first, based_on=1, division=CHANGSHA)
    assert moved.status_code == 200, "of a first one nobody has read anything"


async def test_two_who_write_at_once_are_told_of_each_other(api, clock, partner, colleague):
    id_ = await drafted(api, clock, partner)
    first = await put(api, clock, colleague, id_, based_on=1, title="甲")
    assert first.json()["revision"] == 2
    second = await put(api, clock, partner, id_, based_on=1, title="乙")
    assert (second.json()["code"], second.json()["facts"]) == (
        "benefit_changed_meanwhile",
        {"revision": 2},
    )


async def test_a_draft_is_sent_back_with_a_reason_taken_back_and_deleted(
    api, clock, partner, colleague, county
):
    id_ = await drafted(api, clock, partner)
    path = f"benefits/{id_}"
    await ask(api, clock, partner, "PUT", f"{path}/submission", basedOn=1)
    answer = await ask(api, clock, colleague, "DELETE", f"{path}/submission")
    assert answer.json()["code"] == "others_benefit"
    sent = await ask(api, clock, county, "PUT", f"{path}/return", why="没写依据哪一条")
    assert (sent.json()["state"], sent.json()["history"][0]["why"]) == ("draft", "没写依据哪一条")
    await ask(api, clock, partner, "PUT", f"{path}/submission", basedOn=3)
    back = await ask(api, clock, partner, "DELETE", f"{path}/submission")
    assert (back.json()["state"], back.json()["yoursToWrite"]) == ("draft", True)
    assert (await ask(api, clock, partner, "DELETE", path)).status_code == 204
    assert (await ask(api, clock, partner, "GET", f"desk/{path}")).status_code == 404
    [row] = await run("SELECT title, about FROM benefit WHERE id = {}", id_)
    assert (row["title"], row["about"]) == ("—", ""), "its words are erased"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"basis": "\u200b第十六条"}, "basis"),
        ({"division": "nbs:999999999999"}, "division"),
        ({"provider": str(uuid4())}, "provider"),
        ({"eligibility": {"minAge": 60, "maxAge": 18}}, "eligibility"),
        ({"blackouts": [{"since": "2027-02-02", "until": "2027-02-01"}]}, "blackouts"),
    ],
)
async def test_what_cannot_be_is_named(api, clock, partner, changes, field):
    answer = await put(api, clock, partner, **changes)
    assert (answer.status_code, answer.json()["facts"]) == (422, {"field": field})


async def test_the_desk_shows_what_waits_for_a_yes_first(api, clock, partner, county, benefit):
    id_ = await drafted(api, clock, partner, title="等人点头")
    await ask(api, clock, partner, "PUT", f"benefits/{id_}/submission", basedOn=1)
    listed = (await ask(api, clock, county, "GET", "desk/benefits")).json()["items"]
    assert [(one["title"], one["yoursToApprove"]) for one in listed] == [
        ("等人点头", True),
        ("免费体检一次", False),
    ]
    own = (await ask(api, clock, partner, "GET", "desk/benefits")).json()
    assert [one["name"] for one in own["providers"]] == ["文艺路街道办事处"]
    assert facts()["provider"] == own["providers"][0]["id"]


async def test_who_has_closed_gives_nothing_any_more(api, clock, partner, county):
    benefit = await approved(api, clock, partner, county)
    person = await a_volunteer(api, clock)
    city = await signed_in("13800000076", of_division("administrator", CHANGSHA), now=clock.now)
    closing = f"organisations/{OFFICE}/closing"
    told = await ask(api, clock, city, "POST", closing, why="并到区里")
    assert told.status_code == 200, told.text
    assert (await api.get("/api/benefits")).json()["items"] == []
    assert (await take(api, clock, person, benefit)).json()["code"] == "benefit_not_found"
