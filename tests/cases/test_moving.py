"""From raised to closed, step by step: who takes which, and what is refused."""

from datetime import date, timedelta
from typing import get_args
from uuid import UUID, uuid4

import pytest
from tests.cases.makers import (
    CITY,
    COUNTY,
    OTHER,
    STREET,
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

from xiangyi.core.db import run
from xiangyi.core.sealing import keyed_hash
from xiangyi.features.cases.rules.life import MOVES, State
from xiangyi.features.cases.service import registering
from xiangyi.features.cases.service.registering import Admission
from xiangyi.features.cases.tables import Case


async def test_accepted_assigned_answered_and_closed_by_who_raised_it(api, clock):
    await hunan()
    person, officer = await rider(clock), await convener(clock)
    department = await office(clock, name="岳麓区城市管理局")
    works = await handler(clock, department)
    mine = await raised(api, person)
    assert (await moved(api, officer, mine["id"], "accept"))["state"] == "accepted"
    given = await moved(api, officer, mine["id"], "assign", organisation=str(department))
    assert (given["state"], given["organisation"]) == ("assigned", "岳麓区城市管理局")
    assert await told_to(api, clock, works) == ["case.assigned_to_you"]
    done = await moved(api, works, mine["id"], "answer", words="划了三十个车位。")
    assert (done["state"], done["may"]) == ("answered", [])
    for _ in range(2):
        closed = await api.put(f"/api/cases/{mine['id']}/solved", headers=person.headers)
        assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    assert await told_to(api, clock, person) == [
        "case.accepted",
        "case.answered",
        "case.assigned",
    ]
    steps = [(one["move"], one["organisation"]) for one in closed.json()["steps"]]
    assert steps == [
        ("accept", None),
        ("assign", "岳麓区城市管理局"),
        ("answer", "岳麓区城市管理局"),
        ("close", None),
    ]


async def test_a_step_sent_twice_is_taken_once_and_another_under_its_id_is_refused(api, clock):
    await hunan()
    person, officer, step = await rider(clock), await convener(clock), uuid4()
    mine = await raised(api, person)
    first = (await move(api, officer, mine["id"], "decline", step, words="不归街道")).json()
    for _ in range(3):
        assert (
            await move(api, officer, mine["id"], "decline", step, words="不归街道")
        ).json() == first
    other = await move(api, officer, mine["id"], "decline", step, words="别的理由")
    assert (other.status_code, other.json()["code"]) == (409, "case_move_differs")
    assert await told_to(api, clock, person) == ["case.declined"]


@pytest.mark.parametrize("channel", ["110", "court", "petition", "12345"])
async def test_what_belongs_elsewhere_is_sent_there_by_name(api, clock, channel):
    await hunan()
    person, officer = await rider(clock), await convener(clock)
    mine = await raised(api, person, field="pay_rights")
    await moved(api, officer, mine["id"], "send_elsewhere", channel=channel)
    seen = (await api.get(f"/api/cases/{mine['id']}", headers=person.headers)).json()
    assert (seen["state"], seen["steps"][-1]["channel"]) == ("elsewhere", channel)
    assert await told_to(api, clock, person) == ["case.sent_elsewhere"]


@pytest.mark.parametrize(
    ("what", "told", "field"),
    [
        ("decline", {}, "words"),
        ("decline", {"words": " \u200b"}, "words"),
        ("send_elsewhere", {}, "channel"),
        ("accept", {"channel": "110"}, "channel"),
        ("decline", {"words": "不归这里", "kind": "complaint"}, "kind"),
        ("recast", {}, "kind"),
        ("recast", {"kind": "help"}, "kind"),
    ],
    ids=str,
)
async def test_a_step_that_lacks_something_is_refused_by_its_name(api, clock, what, told, field):
    await hunan()
    officer = await convener(clock)
    mine = await raised(api, await rider(clock))
    answer = await move(api, officer, mine["id"], what, **told)
    assert (answer.status_code, answer.json()["code"]) == (422, "case_move_unusable")
    assert answer.json()["facts"] == {"field": field}


async def test_each_state_takes_the_moves_of_the_table_and_no_others(api, clock):
    await hunan()
    officer, department = await convener(clock), await office(clock)
    mine = await raised(api, await rider(clock))
    told = {
        "accept": {},
        "recast": {"kind": "complaint"},
        "assign": {"organisation": str(department)},
        "answer": {"words": "好"},
        "close": {},
        "send_elsewhere": {"channel": "12345"},
        "decline": {"words": "不归这里"},
    }
    for state in get_args(State):
        for what, more in told.items():
            await Case.update({Case.state: state, Case.kind: "help"}).where(
                Case.id == UUID(mine["id"])
            )
            offered = (
                await api.get(f"/api/desk/cases/{mine['id']}", headers=officer.headers)
            ).json()["may"]
            answer = await move(api, officer, mine["id"], what, **more)
            becomes = MOVES.get((state, what))
            assert (what in offered) == (becomes is not None), (state, what)
            if becomes is None:
                assert answer.json()["code"] == "case_move_unfit", (state, what)
                assert answer.json()["facts"] == {"state": state, "rule": "steps"}
            else:
                assert answer.json()["state"] == becomes, (state, what)


async def test_only_who_convenes_there_moves_it_and_who_handles_it_answers(api, clock):
    await hunan()
    department = await office(clock)
    mine = await raised(api, await rider(clock))
    others = [
        await convener(clock, OTHER, "13900000011"),
        await holder(clock, "supervisor", COUNTY, "13900000012"),
        await holder(clock, "administrator", CITY, "13900000013"),
        await holder(clock, "clerk", STREET, "13900000014"),
        await handler(clock, department),
    ]
    for person in others:
        answer = await move(api, person, mine["id"], "accept")
        assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")
    officer = await convener(clock, COUNTY)
    await moved(api, officer, mine["id"], "accept")
    await moved(api, officer, mine["id"], "assign", organisation=str(department))
    again = await move(api, others[-1], mine["id"], "decline", words="不想办")
    assert again.status_code == 403


async def test_a_committee_is_asked_nothing_that_its_register_has_not(api, clock):
    await hunan()
    officer, committee = await convener(clock), await office(clock, "committee", STREET)
    mine = await raised(api, await rider(clock))
    complaint = await raised(api, await rider(clock, "13812340127"), kind="complaint")
    for case in (mine, complaint):
        await moved(api, officer, case["id"], "accept")

    async def assigned(case):
        answer = await move(api, officer, case["id"], "assign", organisation=str(committee))
        return answer.status_code, answer.json().get("facts")

    unregistered = {"article": 7, "reason": "not_registered"}
    assert await assigned(mine) == (422, unregistered)
    today = date(2026, 11, 23)
    matter = Admission(
        field="parking",
        title="联系居民商量电动车停放",
        division=COUNTY,
        article=7,
        since_on=today + timedelta(days=1),
        until_on=None,
        basis="岳麓区协助事项目录 2026 第 12 项",
    )
    await registering.register_as_operator(matter, now=clock.now)
    assert await assigned(mine) == (422, unregistered)
    clock.now += timedelta(days=1)
    officer = await rider(clock, "13900000001")
    # A complaint about an authority's work is none of a committee's, whatever its register says.
    assert await assigned(complaint) == (422, {"article": 12, "reason": "of_authorities"})
    listed = await api.get("/api/committee-matters", params={"division": STREET})
    [shown] = listed.json()["items"]
    assert (shown["title"], shown["article"]) == (matter.title, 7)
    assert await assigned(mine) == (200, None)
    [row] = await run("SELECT matter FROM raised_case WHERE matter IS NOT NULL")
    assert row["matter"]


async def test_nothing_is_given_to_where_nobody_would_read_it(api, clock):
    await hunan()
    officer, empty = await convener(clock), await office(clock, handled=False)
    mine = await raised(api, await rider(clock))
    await moved(api, officer, mine["id"], "accept")
    for _ in range(2):
        refused = await move(api, officer, mine["id"], "assign", organisation=str(empty))
        assert (refused.status_code, refused.json()["code"]) == (422, "handler_missing")
        # Nor is one who was it for a while.
        person = await handler(clock, empty)
        await run(
            "UPDATE role_grant SET withdrawn_at = {} WHERE account = {}", clock.now, person.account
        )
    await handler(clock, empty, "13900000051")
    given = await moved(api, officer, mine["id"], "assign", organisation=str(empty))
    assert given["state"] == "assigned"


async def test_a_matter_that_has_ended_is_asked_no_more(api, clock):
    await hunan()
    officer, committee = await convener(clock), await office(clock, "committee", STREET)
    mine = await raised(api, await rider(clock))
    await moved(api, officer, mine["id"], "accept")
    day = date(2026, 11, 1)
    for until in (None, date(2026, 11, 22)):
        told = Admission(
            field="parking",
            title="停放",
            division=STREET,
            article=7,
            since_on=day,
            until_on=until,
            basis="目录",
        )
        await registering.register_as_operator(told, now=clock.now)
    assert len(await run("SELECT id FROM committee_matter")) == 1
    answer = await move(api, officer, mine["id"], "assign", organisation=str(committee))
    assert answer.json()["code"] == "committee_not_answerable"


async def test_what_turns_out_a_complaint_is_one_from_then_on(api, clock):
    await hunan()
    officer, committee = await convener(clock), await office(clock, "committee", STREET)
    person = await rider(clock)
    mine = await raised(api, person)
    shown = await moved(api, officer, mine["id"], "accept", kind="complaint")
    assert shown["kind"] == "complaint"
    # Whoever raised it hears what it is by now.
    assert await told_to(api, clock, person) == ["case.accepted_as_complaint"]
    answer = await move(api, officer, mine["id"], "assign", organisation=str(committee))
    assert answer.json()["facts"]["article"] == 12


@pytest.mark.parametrize("kind", ["complaint", "report"])
async def test_no_desk_makes_something_else_of_a_complaint(api, clock, kind):
    await hunan()
    person, officer, step = await rider(clock), await convener(clock), uuid4()
    mine = await raised(api, person, kind=kind)
    for other in ("help", "suggestion", "consult"):
        answer = await move(api, officer, mine["id"], "accept", kind=other)
        assert (answer.status_code, answer.json()["code"]) == (409, "complaint_stays")
    # Which of the two it is, they may say, and that stands in the step and in the log.
    done = await move(api, officer, mine["id"], "accept", step, kind="report")
    assert (done.status_code, done.json()["kind"]) == (200, "report")
    assert (await move(api, officer, mine["id"], "accept", step, kind="report")).is_success
    other = await move(api, officer, mine["id"], "accept", step, kind="complaint")
    assert other.json()["code"] == "case_move_differs"
    seen = (await api.get(f"/api/cases/{mine['id']}", headers=person.headers)).json()
    assert [one["kind"] for one in seen["steps"]] == ["report"]
    [logged] = await run("SELECT after_hash FROM audit_entry WHERE action = 'case.accepted'")
    told = '{"channel":null,"kind":"report","move":"accept","organisation":null,"words":""}'
    assert bytes(logged["after_hash"]) == keyed_hash(told, field="audit")
