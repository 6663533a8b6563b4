"""Those who answer for a division see what was said of it, and answer once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.feedback.makers import (
    CITY,
    COUNTY,
    PROVINCE,
    STREET,
    WORDS,
    holder,
    hunan,
    say,
)

from xiangyi.core.db import run

YUHUA = "nbs:430111000000"


async def listed(api, person, **asked):
    answer = await api.get("/api/feedback", params=asked, headers=person.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def answered(api, person, id_, words="已经请街道去看，今天起开到 22:00。"):
    return await api.put(
        f"/api/feedback/{id_}/answer", json={"answer": words}, headers=person.headers
    )


async def test_the_writer_reads_the_answer_under_the_receipt(api, clock):
    await hunan()
    mine = await say(api, division=STREET)
    clock.now += timedelta(hours=3)
    supervisor = await holder("supervisor", COUNTY, clock)
    answer = await answered(api, supervisor, mine["id"])
    assert answer.status_code == 200, answer.text
    read = (await api.get(f"/api/feedback/{mine['id']}")).json()
    assert read == answer.json()
    assert (read["answer"], read["answeredAt"]) == (
        "已经请街道去看，今天起开到 22:00。",
        "2026-11-23T11:00:00Z",
    )


async def test_an_answer_stays_as_it_was_given(api, clock):
    await hunan()
    mine = await say(api, division=STREET)
    first, second = (
        await holder("supervisor", COUNTY, clock),
        await holder("administrator", CITY, clock, "13900000002"),
    )
    given = (await answered(api, first, mine["id"])).json()
    clock.now += timedelta(minutes=1)
    # The same again, as after a lost answer.
    assert (await answered(api, first, mine["id"])).json() == given
    for person, words in ((first, "别的答复"), (second, "别的答复"), (second, given["answer"])):
        again = await answered(api, person, mine["id"], words)
        assert (again.status_code, again.json()["code"]) == (409, "feedback_answered")
    assert (await api.get(f"/api/feedback/{mine['id']}")).json() == given


@pytest.mark.parametrize(
    ("role", "division", "reaches"),
    [
        ("supervisor", STREET, {STREET}),
        ("supervisor", COUNTY, {STREET}),
        ("administrator", CITY, {STREET, YUHUA, None}),
        ("supervisor", PROVINCE, {STREET, YUHUA}),
        ("administrator", PROVINCE, {STREET, YUHUA, None}),
        ("supervisor", YUHUA, {YUHUA}),
    ],
)
async def test_it_reaches_those_who_answer_for_the_place(api, clock, role, division, reaches):
    await hunan()
    said = {one: (await say(api, division=one))["id"] for one in (STREET, YUHUA, None)}
    person = await holder(role, division, clock)
    shown = await listed(api, person)
    assert {one["division"] for one in shown["items"]} == reaches
    for one, id_ in said.items():
        answer = await answered(api, person, id_)
        expected = (200, None) if one in reaches else (403, "role_missing")
        assert (answer.status_code, answer.json().get("code")) == expected, one


async def test_what_names_no_place_is_for_the_highest_administrators_there_are(api, clock):
    await hunan()
    mine = await say(api)
    lower = await holder("administrator", COUNTY, clock, "13900000004")
    city = await holder("administrator", CITY, clock, "13900000005")
    assert [one["id"] for one in (await listed(api, city))["items"]] == [mine["id"]]
    assert (await listed(api, lower))["items"] == []
    assert (await answered(api, lower, mine["id"])).status_code == 403
    await holder("administrator", PROVINCE, clock, "13900000006")
    assert (await listed(api, city))["items"] == []


async def test_others_see_and_answer_nothing(api, clock):
    await hunan()
    mine = await say(api, division=STREET)
    for number, role in enumerate(("convener", "clerk")):
        person = await holder(role, PROVINCE, clock, f"1390000001{number}")
        seen = await api.get("/api/feedback", headers=person.headers)
        assert (seen.status_code, seen.json()["code"]) == (403, "role_missing")
        assert (await answered(api, person, mine["id"])).status_code == 403
    assert (await api.get("/api/feedback")).json()["code"] == "sign_in_needed"
    # Before anybody looks at the body.
    nobody = await api.put(f"/api/feedback/{mine['id']}/answer", content=b"{")
    assert nobody.json()["code"] == "sign_in_needed"


async def test_who_answers_sees_words_contact_and_place(api, clock):
    await hunan()
    await say(api, division=STREET, contact="王师傅 13812340126")
    [one] = (await listed(api, await holder("supervisor", CITY, clock)))["items"]
    assert (one["words"], one["contact"]) == (WORDS, "王师傅 13812340126")
    assert (one["division"], one["divisionName"]) == (STREET, "长沙市芙蓉区文艺路街道")


async def test_the_oldest_waits_in_front_and_the_latest_answer_comes_first(api, clock):
    await hunan()
    said = []
    for _ in range(45):
        said.append((await say(api))["id"])
        clock.now += timedelta(minutes=20)
    person = await holder("administrator", PROVINCE, clock)
    assert await every(api, person, state="open") == said
    for id_ in said[:25]:
        assert (await answered(api, person, id_)).status_code == 200
        clock.now += timedelta(seconds=1)
    assert await every(api, person, state="open") == said[25:]
    assert await every(api, person, state="answered") == said[:25][::-1]


async def every(api, person, **asked):
    page = await listed(api, person, **asked)
    ids = [one["id"] for one in page["items"]]
    while page["next"]:
        page = await listed(api, person, cursor=page["next"], **asked)
        assert page["items"], "a next page has something on it"
        ids += [one["id"] for one in page["items"]]
    return ids


@pytest.mark.parametrize("cursor", ["1", "x", "1.2", "9" * 17 + "." + "0" * 32])
async def test_a_cursor_of_ones_own_is_a_bad_request(api, clock, cursor):
    await hunan()
    person = await holder("administrator", PROVINCE, clock)
    answer = await api.get("/api/feedback", params={"cursor": cursor}, headers=person.headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


async def test_nobody_answers_with_nothing_or_what_nobody_said(api, clock):
    await hunan()
    person = await holder("administrator", PROVINCE, clock)
    mine = await say(api)
    assert (await answered(api, person, mine["id"], " \n")).json()["code"] == "words_missing"
    assert (await answered(api, person, uuid4())).json()["code"] == "feedback_not_found"


async def test_reading_and_answering_can_be_looked_up(api, clock):
    await hunan()
    person = await holder("supervisor", CITY, clock)
    mine = await say(api, division=STREET)
    await listed(api, person)
    await answered(api, person, mine["id"])
    await answered(api, person, mine["id"])
    entries = await run("SELECT action, actor, subject_id, division FROM audit_entry ORDER BY id")
    assert [one["action"] for one in entries] == ["feedback.read", "feedback.answered"]
    assert {str(one["actor"]) for one in entries} == {str(person.account)}
    assert (entries[1]["subject_id"], entries[1]["division"]) == (mine["id"], STREET)
