"""Nobody calls people, names an organisation or chooses a rule beyond where they convene."""

from uuid import UUID, uuid4

import pytest
from tests.consultations.makers import announce, drafted, put
from tests.notifications.makers import crowd, person
from tests.people import COMMUNITY, OFFICE, STREET, ZHUZHOU, ground, signed_in
from tests.stations.makers import facts as station_facts
from tests.stations.makers import make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.schemas import Subject
from xiangyi.features.notifications.service import following
from xiangyi.features.organisations.tables import Organisation

CONVENER = HeldRole("convener", Scope("division", STREET))
ADMINISTRATOR = HeldRole("administrator", Scope("division", STREET))
OFFICES = Scope("organisation", str(OFFICE))


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    return await signed_in("13800000091", CONVENER, now=clock.now)


@pytest.fixture
async def of_the_office(clock):
    return await signed_in("13800000093", HeldRole("convener", OFFICES), now=clock.now)


async def an_organisation(clock, *, home: str, kind: str = "merchant", name: str = "某面馆") -> str:
    id_ = uuid4()
    about = {"kind": kind, "name": name, "pinyin": "x", "initials": "x"}
    await Organisation.insert(Organisation(id=id_, home=home, changed_at=clock.now, **about))
    return str(id_)


async def approve(api, who, id_: str):
    path = f"/api/consultations/{id_}/approval"
    return await api.put(path, json={"basedOn": 2}, headers=who.headers)


async def rule(division: str, value: int, clock) -> None:
    await run(
        "INSERT INTO consultation_rule (division, name, value, since_on, basis)"
        " VALUES ({}, 'approval_above', {}, {}, '办法')",
        *(division, value, clock.now.date()),
    )


async def test_for_an_organisation_nobody_calls_people_to_where_it_is_not_at_home(
    api, of_the_office
):
    there = await put(api, of_the_office, division=ZHUZHOU, organisation=str(OFFICE))
    assert there.json()["code"] == "role_missing"
    at_home = await put(api, of_the_office, division=COMMUNITY, organisation=str(OFFICE))
    assert at_home.status_code == 200, at_home.text


async def test_how_many_one_person_may_call_is_set_where_those_who_are_called_live(
    api, clock, convener
):
    await crowd(51, clock)
    await rule(COMMUNITY, 1000, clock)
    await signed_in("13800000099", ADMINISTRATOR, now=clock.now)
    id_ = await drafted(api, convener, division=COMMUNITY)
    answer = (await announce(api, convener, id_)).json()
    assert (answer["state"], answer["approvalAbove"]) == ("waiting", 50)


async def test_nobody_calls_in_the_name_of_an_organisation_that_is_at_home_elsewhere(
    api, clock, convener, of_the_office
):
    strange = await an_organisation(clock, home=ZHUZHOU)
    beside = await an_organisation(clock, home=STREET)
    for who, whose, code in (
        (convener, strange, "role_missing"),
        (of_the_office, beside, "role_missing"),
        (convener, str(uuid4()), "consultation_unusable"),
        (convener, beside, None),
        (convener, str(OFFICE), None),
    ):
        answer = await put(api, who, organisation=whose)
        assert answer.json().get("code") == code, answer.text


async def test_who_says_yes_is_not_chosen_by_naming_their_organisation(api, clock, convener):
    await crowd(51, clock)
    named = await an_organisation(clock, home=STREET)
    held = HeldRole("administrator", Scope("organisation", named))
    friend = await signed_in("13800000095", held, now=clock.now)
    id_ = await drafted(api, convener, organisation=named)
    await announce(api, convener, id_)
    assert (await approve(api, friend, id_)).json()["code"] == "role_missing"
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=friend.headers)
    assert "approve" not in desk.json()["may"]


async def test_for_what_an_organisation_calls_at_home_its_own_second_person_says_yes(
    api, clock, of_the_office
):
    await crowd(51, clock)
    second = await signed_in("13800000094", HeldRole("administrator", OFFICES), now=clock.now)
    id_ = await drafted(api, of_the_office, organisation=str(OFFICE))
    await announce(api, of_the_office, id_)
    assert (await approve(api, second, id_)).json()["state"] == "announced"


async def test_who_answers_for_those_who_are_called_says_yes_wherever_they_meet(api, clock):
    await crowd(51, clock)
    held = (CONVENER, HeldRole("convener", Scope("division", ZHUZHOU)))
    both = await signed_in("13800000091", *held, now=clock.now)
    there = await signed_in("13800000092", held[1], now=clock.now)
    here = await signed_in("13800000094", held[0], now=clock.now)
    id_ = await drafted(api, both, division=ZHUZHOU)
    await announce(api, both, id_)
    assert (await approve(api, there, id_)).json()["code"] == "role_missing"
    yes = await approve(api, here, id_)
    assert yes.json()["state"] == "announced", yes.text


async def test_nobody_calls_those_who_follow_a_station_elsewhere(api, convener):
    far, near = await make_stations(
        station_facts("1", division=ZHUZHOU, lon=113.13, lat=27.83),
        station_facts("2", division=COMMUNITY),
    )
    answer = await put(
        api, convener, invited={"division": STREET, "lines": [{"stations": [near, far]}]}
    )
    assert (answer.json()["code"], answer.json()["facts"]) == (
        "audience_not_yours",
        {"division": ZHUZHOU, "rule": "own_place"},
    )
    wanted = {"invited": {"division": STREET, "lines": [{"stations": [far]}]}}
    reach = await api.post("/api/desk/consultations/reach", json=wanted, headers=convener.headers)
    assert reach.json()["code"] == "audience_not_yours"
    near_by = {"division": STREET, "lines": [{"stations": [near]}]}
    own = await put(api, convener, UUID(int=1), invited=near_by)
    assert own.status_code == 200, own.text


async def test_a_company_learns_of_nobody_who_uses_a_station(api, clock, convener):
    [near] = await make_stations(station_facts("1", division=COMMUNITY))
    follower = await person("13800000077", clock, home=None)
    await following.follow(Subject("station", near), follower.account, now=clock.now)
    kinds, asked = ("platform_company", "courier_company", "union"), []
    lines = {"division": STREET, "lines": [{"stations": [near], "anywhere": True}]}
    for number, kind in enumerate(kinds):
        office = await an_organisation(clock, home=STREET, kind=kind, name=kind)
        held = HeldRole("convener", Scope("organisation", office))
        who = await signed_in(f"1380000008{number}", held, now=clock.now)
        path = "/api/desk/consultations/reach"
        told = await api.post(path, json={"invited": lines}, headers=who.headers)
        asked.append(told.json().get("code") or told.json()["people"])
        draft = await put(api, who, division=STREET, organisation=office, invited=lines)
        asked.append(draft.json().get("code"))
    assert asked == ["audience_not_yours"] * 4 + [1, None]
    looks = await run("SELECT actor FROM audit_entry WHERE action = 'consultation.reach_read'")
    assert [str(one["actor"]) for one in looks] == [str(who.account)]
