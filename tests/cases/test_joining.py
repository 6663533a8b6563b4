"""Same as mine: offered where it is, joined instead of raised again, and told as much."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

from tests.cases.makers import (
    CITY,
    NEXT_STREET,
    OTHER,
    STREET,
    WORDS,
    convener,
    handler,
    holder,
    hunan,
    moved,
    office,
    raised,
    rider,
    told_to,
)
from tests.identity.makers import SHIZILI, a_counter, acting, kept
from tests.stations.makers import facts, make_stations

from xiangyi.core.db import run
from xiangyi.features.scenes.tables import Scene

LIKE = "美食街晚上电动车没地方停，停路边就贴单"


async def alike(api, person, **told):
    sought = {"field": "parking", "words": LIKE, "division": STREET} | told
    answer = await api.post("/api/cases/alike", json=sought, headers=person.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def join(api, person, case):
    return await api.put(f"/api/cases/{case}/joined", headers=person.headers)


async def test_what_is_like_mine_nearby_is_offered_without_anybodys_words(api, clock):
    await hunan()
    one, two = await rider(clock), await rider(clock, "13812340127")
    mine = await raised(api, one)
    await raised(api, one, words="地铁口的共享单车把盲道占了")
    await raised(api, one, division=OTHER)
    await raised(api, one, division=NEXT_STREET)
    await raised(api, one, field="meals")
    [found] = await alike(api, two)
    assert (found["id"], found["people"], found["about"]) == (mine["id"], 1, None)
    assert found["place"] == "长沙市岳麓区桔子洲街道"
    assert not {"words", "number", "photo", "raiser"} & found.keys()
    # One's own is no other's.
    assert await alike(api, one) == []
    clock.now += timedelta(days=91)
    assert await alike(api, await rider(clock, "13812340127")) == []


async def test_at_the_same_station_other_words_will_do(api, clock):
    await hunan()
    [station] = await make_stations(facts("1", division=STREET))
    one, two = await rider(clock), await rider(clock, "13812340127")
    here = {"division": None, "station": station}
    mine = await raised(api, one, **here)
    [found] = await alike(api, two, words="充电柜边上全是汽车", **here)
    assert (found["id"], found["place"]) == (mine["id"], mine["place"])


async def test_whoever_seeks_by_the_very_words_learns_no_station_and_no_gate(api, clock):
    await hunan()
    here, next_door = await make_stations(
        facts("1", division=STREET), facts("2", division=STREET, name="望月湖驿站")
    )
    gate = uuid4()
    where = {"division": STREET, "prefecture": CITY, "kind": "community"}
    when = {"facts": "{}", "revision": 1, "changed_at": clock.now}
    await Scene.insert(Scene(id=gate, name="岳麓校区东门", **where, **when))
    one, employer = await rider(clock), await rider(clock, "13812340127")
    at_station = await raised(api, one, division=None, station=here)
    at_gate = await raised(api, one, division=None, scene=str(gate))
    for spot in (
        {"division": STREET},
        {"division": None, "station": next_door},
    ):
        found = await alike(api, employer, words=WORDS, **spot)
        assert {row["id"] for row in found} == {at_station["id"], at_gate["id"]}
        assert {row["place"] for row in found} == {"长沙市岳麓区桔子洲街道"}
    # Who stands there too knows where that is; of the other one still no more.
    same = await alike(api, employer, words=WORDS, division=None, scene=str(gate))
    assert [row["place"] for row in same] == ["岳麓校区东门", "长沙市岳麓区桔子洲街道"]
    joined = (await join(api, employer, at_gate["id"])).text
    assert "岳麓校区东门" not in joined
    assert str(gate) not in joined


async def test_who_joined_is_told_what_the_raiser_is_told(api, clock):
    await hunan()
    one, two, three = [await rider(clock, f"1381234012{number}") for number in (6, 7, 8)]
    mine = await raised(api, one)
    for _ in range(2):
        joined = await join(api, two, mine["id"])
        assert joined.status_code == 200, joined.text
    shown = joined.json()
    assert (shown["people"], shown["mine"], shown["words"]) == (2, False, None)
    assert (shown["number"], shown["account"]) == (None, None)
    [listed] = (await api.get("/api/me/cases", headers=two.headers)).json()["items"]
    assert listed == shown
    # Nobody offers what one has joined.
    assert await alike(api, two) == []
    officer = await convener(clock)
    await moved(api, officer, mine["id"], "accept")
    clock.now += timedelta(minutes=9)
    await moved(api, officer, mine["id"], "answer", words="东口新划了三十个车位，今晚能停。")
    for person in (one, two):
        assert await told_to(api, clock, person) == ["case.accepted", "case.answered"]
        seen = (await api.get(f"/api/cases/{mine['id']}", headers=person.headers)).json()
        assert [step["words"] for step in seen["steps"]] == [
            None,
            "东口新划了三十个车位，今晚能停。",
        ]
    assert await told_to(api, clock, three) == []
    hidden = await api.get(f"/api/cases/{mine['id']}", headers=three.headers)
    assert (hidden.status_code, hidden.json()["code"]) == (404, "case_not_found")


async def test_nobody_of_the_organisation_that_has_it_finds_or_joins_it(api, clock):
    await hunan()
    company = await office(clock, "courier_company")
    mine, officer = await raised(api, await rider(clock)), await convener(clock)
    staff = await handler(clock, company)
    lead = await holder(clock, "lead", str(company), "13900000007", "organisation")
    assert [one["id"] for one in await alike(api, staff)] == [mine["id"]]
    await moved(api, officer, mine["id"], "accept")
    await moved(api, officer, mine["id"], "assign", organisation=str(company))
    for person in (staff, lead):
        assert await alike(api, person) == []
        refused = await join(api, person, mine["id"])
        assert (refused.status_code, refused.json()["code"]) == (403, "own_office_case")
    # Elsewhere it is as open as ever.
    other = await handler(clock, await office(clock), "13900000008")
    assert (await join(api, other, mine["id"])).status_code == 200


async def test_who_joins_learns_neither_number_nor_gate_by_that(api, clock):
    await hunan()
    [station] = await make_stations(facts("1", division=STREET))
    one, two = await rider(clock), await rider(clock, "13812340127")
    mine = await raised(api, one, division=None, station=station)
    joined = await join(api, two, mine["id"])
    assert (joined.json()["place"], joined.json()["number"]) == ("长沙市岳麓区桔子洲街道", None)
    assert mine["number"] not in joined.text
    assert mine["place"] not in joined.text
    await moved(api, await convener(clock), mine["id"], "accept")
    await told_to(api, clock, two)
    inbox = await api.get("/api/me/notices", headers=two.headers)
    assert mine["number"] not in inbox.text


async def test_a_clerk_is_offered_it_for_whom_they_act_and_joins_on_record(api, clock):
    clerk = await a_counter(clock)
    account = await kept(api, clerk)
    person = SimpleNamespace(headers=acting(clerk, account))
    mine = await raised(api, await rider(clock), division=SHIZILI)
    own = await raised(api, clerk, division=SHIZILI)
    found = await alike(api, person, words=WORDS, division=SHIZILI)
    # What the clerk asked for themselves is another's then.
    assert {one["id"] for one in found} == {mine["id"], own["id"]}
    joined = await join(api, person, mine["id"])
    assert (joined.status_code, joined.json()["people"]) == (200, 2)
    [kept_of] = await run("SELECT account FROM case_joined")
    assert str(kept_of["account"]) == account
    [noted] = await run("SELECT actor, acting_for FROM audit_entry WHERE action = 'case.joined'")
    assert (str(noted["actor"]), str(noted["acting_for"])) == (str(clerk.account), account)
    # Once joined it is offered no more; for themselves the clerk still is.
    found = await alike(api, person, words=WORDS, division=SHIZILI)
    assert [one["id"] for one in found] == [own["id"]]
    found = await alike(api, clerk, words=WORDS, division=SHIZILI)
    assert [one["id"] for one in found] == [mine["id"]]


async def test_a_clerk_compares_no_more_for_many_than_for_one(api, clock):
    clerk = await a_counter(clock)
    account = await kept(api, clerk)
    person = SimpleNamespace(headers=acting(clerk, account))
    for _ in range(30):
        await alike(api, clerk, division=SHIZILI)
        await alike(api, person, division=SHIZILI)
    sought = {"field": "parking", "words": LIKE, "division": SHIZILI}
    stopped = await api.post("/api/cases/alike", json=sought, headers=person.headers)
    assert (stopped.status_code, stopped.json()["code"]) == (429, "too_often")


async def test_nobody_joins_their_own_or_what_is_over(api, clock):
    await hunan()
    one, two = await rider(clock), await rider(clock, "13812340127")
    mine = await raised(api, one)
    assert (await join(api, one, mine["id"])).json()["code"] == "own_case"
    officer = await convener(clock)
    await moved(api, officer, mine["id"], "decline", words="那是私人院子")
    assert (await join(api, two, mine["id"])).json()["code"] == "case_over"
    assert await run("SELECT id FROM case_joined") == []


async def test_what_is_answered_is_offered_to_nobody_and_takes_nobody_in(api, clock):
    await hunan()
    one, two, new = [await rider(clock, f"1381234012{number}") for number in (6, 7, 8)]
    mine, officer = await raised(api, one), await convener(clock)
    assert (await join(api, two, mine["id"])).status_code == 200
    await moved(api, officer, mine["id"], "accept")
    await moved(api, officer, mine["id"], "answer", words="划好了。")
    # Nothing would come of it for who joined by now.
    assert await alike(api, new) == []
    refused = await join(api, new, mine["id"])
    assert (refused.status_code, refused.json()["code"]) == (409, "case_over")
    # Who had joined is told the same as ever, and finds it unsolved: then others may join again.
    assert (await join(api, two, mine["id"])).json()["state"] == "answered"
    await api.put(f"/api/cases/{mine['id']}/unsolved/{uuid4()}", json={}, headers=two.headers)
    assert [found["state"] for found in await alike(api, new)] == ["reopened"]
    assert (await join(api, new, mine["id"])).status_code == 200


async def test_what_others_joined_is_not_one_persons_to_take_back(api, clock):
    await hunan()
    one, two = await rider(clock), await rider(clock, "13812340127")
    mine, alone = await raised(api, one), await raised(api, one, words="只有我要")
    await join(api, two, mine["id"])
    refused = await api.delete(f"/api/cases/{mine['id']}", headers=one.headers)
    assert (refused.status_code, refused.json()["code"]) == (409, "case_not_alone")
    assert (await api.delete(f"/api/cases/{mine['id']}", headers=two.headers)).status_code == 404
    for _ in range(2):
        taken = await api.delete(f"/api/cases/{alone['id']}", headers=one.headers)
        assert (taken.status_code, taken.json()["state"]) == (200, "withdrawn")
    states = await run("SELECT state FROM raised_case ORDER BY state")
    assert [row["state"] for row in states] == ["raised", "withdrawn"]
