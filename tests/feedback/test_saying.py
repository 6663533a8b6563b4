"""Somebody says what is wrong or could be better, and looks for the answer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.feedback.makers import CITY, WORDS, hunan, say, saying
from tests.people import signed_in
from tests.workdays.makers import take_in, whole

from xiangyi.core.db import run
from xiangyi.features.feedback.service import forgetting

PHONE = "0731-5550 0132"


async def test_anybody_says_something_and_is_told_when_it_is_answered(api):
    await take_in(*whole(2026))
    id_ = uuid4()
    receipt = await say(api, id_)
    assert receipt == {
        "id": str(id_),
        "kind": "complaint",
        "saidAt": "2026-11-23T08:00:00Z",
        # Five working days after a Monday.
        "dueOn": "2026-11-30",
        "answer": None,
        "answeredAt": None,
    }
    assert (await api.get(f"/api/feedback/{id_}")).json() == receipt


async def test_said_twice_because_an_answer_was_lost_it_is_said_once(api, clock):
    id_ = uuid4()
    first = await say(api, id_, contact=PHONE)
    clock.now += timedelta(days=2)
    for _ in range(20):
        assert await say(api, id_, contact=PHONE) == first
    assert len(await run("SELECT id FROM feedback")) == 1


@pytest.mark.parametrize(
    "changes",
    [{"words": "别的话"}, {"kind": "suggestion"}, {"contact": "138"}, {"division": CITY}],
    ids=str,
)
async def test_something_else_under_the_same_id_is_refused(api, changes):
    await hunan()
    id_ = uuid4()
    first = await say(api, id_)
    other = await api.put(f"/api/feedback/{id_}", json=saying(**changes))
    assert (other.status_code, other.json()["code"]) == (409, "feedback_differs")
    assert await say(api, id_) == first


async def test_the_receipt_never_says_what_was_written(api):
    id_ = uuid4()
    await say(api, id_, contact=PHONE)
    read = await api.get(f"/api/feedback/{id_}")
    assert "驿站" not in read.text
    assert "5550" not in read.text


async def test_nobody_finds_what_nobody_said(api):
    answer = await api.get(f"/api/feedback/{uuid4()}")
    assert (answer.status_code, answer.json()["code"]) == (404, "feedback_not_found")


async def test_words_and_contact_are_kept_sealed(api, tmp_path):
    await say(api, contact=PHONE)
    [row] = await run("SELECT words, contact FROM feedback")
    assert WORDS.encode() not in row["words"]
    assert PHONE.encode() not in row["contact"]


@pytest.mark.parametrize("words", [" ", "\n\n", "\u200b\u200f", "\u202e \t"], ids=repr)
async def test_nothing_that_shows_is_nothing_said(api, words):
    answer = await api.put(f"/api/feedback/{uuid4()}", json=saying(words=words))
    assert (answer.status_code, answer.json()["code"]) == (422, "words_missing")


@pytest.mark.parametrize(
    "body",
    [
        saying(words=""),
        saying(words="字" * 1001),
        saying(words="字" * 1_000_000),
        saying(contact="1" * 101),
        saying(kind="praise"),
        saying(phone="138"),
        {"kind": "complaint"},
        [],
    ],
    ids=lambda body: str(body)[:40],
)
async def test_what_cannot_be_feedback_is_a_bad_request(api, body):
    answer = await api.put(f"/api/feedback/{uuid4()}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


async def test_a_family_of_emoji_and_lines_are_no_reason_to_turn_somebody_away(api):
    id_ = uuid4()
    first = await say(api, id_, words="两行字\r\n👨\u200d👩\u200d👧\u202e ")
    assert await say(api, id_, words="两行字\n👨\u200d👩\u200d👧") == first


async def test_a_division_that_nobody_knows_is_refused(api):
    answer = await api.put(f"/api/feedback/{uuid4()}", json=saying(division="nbs:110000000000"))
    assert (answer.status_code, answer.json()["code"]) == (404, "division_not_found")
    assert await run("SELECT id FROM feedback") == []


async def test_a_machine_that_writes_all_day_is_stopped(api, clock):
    answers = [await api.put(f"/api/feedback/{uuid4()}", json=saying()) for _ in range(21)]
    assert [one.status_code for one in answers] == [200] * 20 + [429]
    assert answers[-1].json()["code"] == "too_often"
    clock.now += timedelta(seconds=int(answers[-1].headers["retry-after"]))
    await say(api)


async def test_with_a_sign_in_it_belongs_to_the_account(api, clock):
    person = await signed_in("13812340126", now=clock.now)
    await say(api)
    mine = await say(api, headers=person.headers)
    assert [one["id"] for one in await forgetting.of_account(person.account)] == [mine["id"]]


async def test_a_sign_in_that_is_over_turns_nobody_away(api):
    await say(api, headers={"Authorization": "Bearer not.a.token"})
