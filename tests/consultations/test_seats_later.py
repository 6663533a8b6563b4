"""Seats that are counted only once people have answered: nobody loses theirs; and riders' own."""

from uuid import uuid4

import pytest
from tests.cases.makers import office
from tests.consultations.makers import announced, put
from tests.notifications.makers import inbox, person
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.identity.tables import Member

RIDERS = [{"kind": "riders", "seats": 2}, {"kind": "street", "seats": 1}]


async def answer(api, who, id_, people=1):
    said = {"answer": "coming", "people": people}
    return await api.put(f"/api/consultations/{id_}/answer", json=said, headers=who.headers)


async def card(api, id_, who=None):
    headers = who.headers if who else {}
    return (await api.get(f"/api/consultations/{id_}", headers=headers)).json()


async def test_seats_are_counted_from_when_somebody_says_how_many_and_nobody_loses_theirs(
    db, api, clock
):
    await ground()
    held = HeldRole("convener", Scope("division", STREET))
    convener = await signed_in("13800000091", held, now=clock.now)
    one, two, three = [await person(f"1380000000{n}", clock, occupation="other") for n in range(3)]
    rider = await person("13800000008", clock, occupation="delivery")
    id_ = await announced(api, convener, parties=RIDERS)
    await answer(api, one, id_, people=2)
    await answer(api, rider, id_)
    # Three sit there; another two are kept, one for the riders, one for the street.
    few = await put(api, convener, id_, based_on=2, parties=RIDERS, seats=4)
    assert (few.json()["code"], few.json()["facts"]) == ("seats_held", {"rule": "seats", "held": 5})
    assert (await card(api, id_))["seats"] is None
    for based_on, number in ((2, 7), (3, 6)):
        said = await put(api, convener, id_, based_on=based_on, parties=RIDERS, seats=number)
        assert said.status_code == 200, said.text
    assert (await answer(api, two, id_)).json()["ahead"] is None
    assert (await answer(api, three, id_)).json()["ahead"] == 0
    for who in (one, rider):
        assert (await card(api, id_, who))["mine"]["ahead"] is None
    found = (await card(api, id_))["seats"]
    assert (found["all"], found["taken"], found["waiting"]) == (6, 4, 1)
    assert [x["kind"] for x in (await inbox(api, one))["notices"]] == ["consultation.announced"]


@pytest.mark.parametrize("kind", ["platform_company", "courier_company"])
@pytest.mark.parametrize("role", ["handler", "lead", None])
async def test_nobody_of_a_company_sits_in_its_riders_seats_whatever_their_work(
    db, api, clock, kind, role
):
    await ground()
    held = HeldRole("convener", Scope("division", STREET))
    convener = await signed_in("13800000091", held, now=clock.now)
    company = await office(clock, kind, STREET)
    roles = [HeldRole(role, Scope("organisation", str(company)))] if role else []
    theirs = await person("13800000007", clock, *roles, occupation="delivery")
    if role is None:
        told = {"organisation": company, "account": theirs.account, "since_at": clock.now}
        await Member.insert(Member(id=uuid4(), **told))
    rider = await person("13800000008", clock, occupation="delivery")
    # The company is asked by letter; nobody is asked for it by name.
    id_ = await announced(api, convener, parties=RIDERS, seats=3)
    assert (await card(api, id_, theirs))["seats"]["left"] == 0
    assert (await answer(api, theirs, id_, people=2)).json()["ahead"] == 0
    assert (await answer(api, rider, id_, people=2)).json()["ahead"] is None
    [row] = await run("SELECT party FROM consultation_answer WHERE account = {}", theirs.account)
    assert row["party"] == ""
