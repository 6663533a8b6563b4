"""Many cases as one matter: a thread that everybody reads, and all who want it are told of."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.cases.makers import (
    COUNTY,
    OTHER,
    STREET,
    convener,
    decided,
    hunan,
    move,
    moved,
    proposed,
    raised,
    rider,
    told_to,
)

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.cases.service import deciding


async def three(api, clock):
    """Three people's cases; the last one has been joined by a fourth person."""
    people = [await rider(clock, f"1381234012{number}") for number in range(4)]
    cases = [(await raised(api, person))["id"] for person in people[:3]]
    await api.put(f"/api/cases/{cases[2]}/joined", headers=people[3].headers)
    return people, cases


async def test_three_cases_become_one_matter_and_all_four_are_told(api, clock):
    await hunan()
    people, cases = await three(api, clock)
    officer, id_ = await convener(clock), uuid4()
    shown = await proposed(api, officer, *cases, id_=id_)
    assert (shown["state"], shown["cases"], shown["people"]) == ("proposed", 3, 4)
    assert set(shown["may"]) == {"accept", "send_elsewhere", "decline", "merge", "gather"}
    assert await proposed(api, officer, *cases, id_=id_) == shown
    for person in people:
        assert await told_to(api, clock, person) == ["case.gathered"]
    seen = (await api.get(f"/api/cases/{cases[0]}", headers=people[0].headers)).json()
    assert (seen["state"], seen["concern"]["id"]) == ("accepted", str(id_))


async def test_what_somebody_suggests_is_gathered_too_and_told_as_a_suggestion(api, clock):
    await hunan()
    rider_, resident = await rider(clock), await rider(clock, "13812340199")
    about = {"kind": "suggestion", "words": "美食街夜里可以借学校的车棚停车。"}
    cases = [(await raised(api, rider_, **about))["id"], (await raised(api, resident))["id"]]
    shown = await proposed(api, await convener(clock), *cases)
    assert (shown["cases"], shown["people"]) == (2, 2)
    for person, kind in ((rider_, "suggestion"), (resident, "help")):
        assert await told_to(api, clock, person) == ["case.gathered"]
        [notice] = (await api.get("/api/me/notices", headers=person.headers)).json()["notices"]
        assert notice["facts"]["kind"] == kind
    seen = (await api.get(f"/api/cases/{cases[0]}", headers=rider_.headers)).json()
    assert (seen["kind"], seen["state"]) == ("suggestion", "accepted")


async def test_everybody_reads_it_and_nobody_in_it(api, clock):
    await hunan()
    people, cases = await three(api, clock)
    officer = await convener(clock)
    id_ = (await proposed(api, officer, *cases, about="夜里取餐没有地方停。"))["id"]
    read = await api.get(f"/api/concerns/{id_}")
    assert read.status_code == 200
    assert (read.json()["people"], read.json()["may"]) == (4, [])
    for secret in (*cases, *(str(one.account) for one in (*people, officer)), "贴单", "261123"):
        assert secret not in read.text
    [listed] = (await api.get("/api/concerns", params={"division": COUNTY})).json()["items"]
    assert listed == read.json()
    assert (await api.get("/api/concerns", params={"division": OTHER})).json()["items"] == []


async def test_declined_with_a_reason_all_its_cases_are_and_each_person_hears_once(api, clock):
    await hunan()
    people, cases = await three(api, clock)
    officer, step = await convener(clock), uuid4()
    id_ = (await proposed(api, officer, *cases))["id"]
    lacking = await decided(api, officer, id_, "decline")
    assert (lacking.status_code, lacking.json()["facts"]) == (422, {"field": "words"})
    first = await decided(api, officer, id_, "decline", step, words="那条路年底整修，先不划。")
    assert first.status_code == 200, first.text
    again = await decided(api, officer, id_, "decline", step, words="那条路年底整修，先不划。")
    assert again.json() == first.json()
    other = await decided(api, officer, id_, "decline", step, words="别的")
    assert other.json()["code"] == "case_move_differs"
    for person in people:
        assert await told_to(api, clock, person) == ["case.gathered", "concern.declined"]
    seen = (await api.get(f"/api/cases/{cases[2]}", headers=people[3].headers)).json()
    assert (seen["state"], seen["steps"][-1]["words"]) == (
        "declined",
        "那条路年底整修，先不划。",
    )


async def test_a_meeting_puts_it_on_its_agenda_and_decides_and_that_answers_every_case(api, clock):
    await hunan()
    people, cases = await three(api, clock)
    officer, meeting, step = await convener(clock), uuid4(), uuid4()
    asker = Asker(account=officer.account, device=officer.device)
    id_ = UUID((await proposed(api, officer, *cases))["id"])
    assert (await decided(api, officer, id_, "accept")).json()["state"] == "accepted"
    for _ in range(2):
        await deciding.put_on_agenda(asker, id_, step, meeting, now=clock.now)
    await deciding.decide(asker, id_, uuid4(), "划三十个夜间车位。", now=clock.now)
    shown = (await api.get(f"/api/concerns/{id_}")).json()
    assert [one["move"] for one in shown["steps"]] == [
        *("propose", "accept", "put_on_agenda", "decide")
    ]
    assert (shown["state"], shown["steps"][2]["meeting"]) == ("decided", str(meeting))
    assert await told_to(api, clock, people[3]) == [
        *("case.gathered", "concern.accepted", "concern.decided", "concern.on_agenda")
    ]
    seen = (await api.get(f"/api/cases/{cases[1]}", headers=people[1].headers)).json()
    assert (seen["state"], seen["steps"][-1]["words"]) == ("answered", "划三十个夜间车位。")


async def test_who_joins_later_hears_of_the_concern_too(api, clock):
    await hunan()
    _, cases = await three(api, clock)
    officer, late = await convener(clock), await rider(clock, "13812340130")
    id_ = (await proposed(api, officer, *cases[:2]))["id"]
    # By then those are told who were there.
    assert await told_to(api, clock, late) == []
    await api.put(f"/api/cases/{cases[0]}/joined", headers=late.headers)
    clock.now += timedelta(minutes=1)
    await decided(api, officer, id_, "accept")
    assert await told_to(api, clock, late) == ["concern.accepted"]


async def test_who_asks_twice_is_one_person(api, clock):
    await hunan()
    person, another, desk = (
        await rider(clock),
        await rider(clock, "13812340127"),
        await convener(clock),
    )
    cases = [
        (await raised(api, who, words=f"第{n}回说"))["id"]
        for n, who in enumerate((person, person, another))
    ]
    await api.put(f"/api/cases/{cases[2]}/joined", headers=person.headers)
    shown = await proposed(api, desk, *cases)
    assert (shown["cases"], shown["people"]) == (3, 2)
    # Once erased, nobody can tell whether they are one.
    await run("UPDATE raised_case SET account = NULL WHERE account = {}", person.account)
    read = (await api.get(f"/api/concerns/{shown['id']}")).json()
    assert read["people"] == 4


async def test_one_more_is_taken_in_and_none_that_is_elsewhere(api, clock):
    await hunan()
    people, cases = await three(api, clock)
    officer = await convener(clock)
    id_ = (await proposed(api, officer, *cases[:2]))["id"]
    for _ in range(2):
        path = f"/api/concerns/{id_}/cases/{cases[2]}"
        more = await api.put(path, headers=officer.headers)
        assert (more.status_code, more.json()["people"]) == (200, 4)
    assert await told_to(api, clock, people[3]) == ["case.gathered"]
    other = await api.put(
        f"/api/concerns/{uuid4()}",
        json={"title": "又一个", "field": "parking", "division": STREET, "cases": cases},
        headers=officer.headers,
    )
    assert (other.status_code, other.json()["code"]) == (409, "case_not_gatherable")
    assert len(await run("SELECT id FROM concern")) == 1
    await decided(api, officer, id_, "send_elsewhere", channel="12345")
    late = await raised(api, people[0])
    shut = await api.put(f"/api/concerns/{id_}/cases/{late['id']}", headers=officer.headers)
    assert (shut.status_code, shut.json()["code"]) == (409, "case_move_unfit")


async def test_nobody_gathers_where_they_do_not_convene(api, clock):
    await hunan()
    mine = await raised(api, await rider(clock))
    elsewhere = await convener(clock, OTHER, "13900000007")
    for division in (STREET, OTHER):
        answer = await api.put(
            f"/api/concerns/{uuid4()}",
            json={"title": "停", "field": "parking", "division": division, "cases": [mine["id"]]},
            headers=elsewhere.headers,
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    assert await run("SELECT id FROM concern") == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "找李师傅 138 1234 0126"}, "title"),
        ({"about": "打１３８１２３４０１２６"}, "about"),
        ({"title": "停\u202e车"}, "title"),
        ({"division": "nbs:110000000000"}, "division"),
    ],
    ids=str,
)
async def test_what_everybody_reads_hides_nothing_and_has_nobodys_number(
    api, clock, changes, field
):
    await hunan()
    officer = await convener(clock)
    mine = await raised(api, await rider(clock))
    told = {"title": "停车", "field": "parking", "division": STREET, "cases": [mine["id"]]}
    answer = await api.put(f"/api/concerns/{uuid4()}", json=told | changes, headers=officer.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "concern_unusable")
    assert answer.json()["facts"] == {"field": field}


async def test_a_case_in_a_concern_can_still_be_answered_by_itself(api, clock):
    await hunan()
    _, cases = await three(api, clock)
    officer = await convener(clock)
    id_ = (await proposed(api, officer, *cases))["id"]
    await moved(api, officer, cases[0], "answer", words="您那栋楼下先划了两个。")
    await decided(api, officer, id_, "accept")
    clock.now += timedelta(minutes=1)
    await decided(api, officer, id_, "decline", words="年底再说。")
    states = await run("SELECT state FROM raised_case ORDER BY state")
    assert [row["state"] for row in states] == ["answered", "declined", "declined"]
    again = await move(api, officer, cases[0], "answer", words="再答")
    assert again.json()["code"] == "case_move_unfit"
