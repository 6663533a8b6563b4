"""What those who were there could read, or were answered, is not written over unseen."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.poll_makers import close, in_the_room, opened
from tests.consultations.record_makers import (
    AFTER,
    CONVENER,
    RESULT,
    RIDER,
    again,
    desk,
    just_over,
    move,
    on_paper,
    read,
    remark,
    write,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.consultations.personal import PERSONAL

OTHERWISE = "一个车位也不划。"
SUPERVISOR = HeldRole("supervisor", Scope("division", cases.STREET))


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def shown(api, clock):
    """A record that is laid open, its convener and a rider who was there."""
    id_, convener, rider, _ = await just_over(api, clock)
    assert (await write(api, convener, id_)).status_code == 200
    assert (await move(api, convener, id_, "opening")).status_code == 200
    return id_, convener, rider


async def sealed(api, clock, id_):
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    answer = await move(api, convener, id_, "seal")
    assert answer.json()["state"] == "sealed", answer.text
    return convener, await again(clock, RIDER)


async def answered(api, who, id_, key, *, taken: bool, words: str):
    return await api.put(
        f"/api/desk/consultations/{id_}/record/remarks/{key}/answer",
        json={"taken": taken, "words": words},
        headers=who.headers,
    )


def results(earlier) -> list[str]:
    return [one["words"]["items"][0]["result"] for one in earlier]


async def test_what_it_said_before_each_change_is_there_for_who_was_there(api, clock, shown):
    id_, convener, rider = shown
    for _ in ("once", "and again"):
        answer = await write(api, convener, id_, item={"result": OTHERWISE})
        assert answer.status_code == 200
    told = (await read(api, id_, rider)).json()
    assert (told["rewritten"], results(told["earlier"])) == (1, [RESULT])
    assert told["words"]["items"][0]["result"] == OTHERWISE
    assert [one["by"] for one in told["earlier"]] == [""]
    convener, rider = await sealed(api, clock, id_)
    # In public, how often; to who was there and to who watches, what.
    told = (await read(api, id_)).json()
    assert (told["rewritten"], told["earlier"]) == (1, [])
    assert json.loads(told["sealed"])["rewritten"] == 1
    printed = await api.get(f"/api/consultations/{id_}/record.pdf")
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(printed.content)).pages)
    assert "改过1次" in "".join(words.split())
    assert results((await read(api, id_, rider)).json()["earlier"]) == [RESULT]
    watcher = await again(clock, "13900000008", SUPERVISOR)
    [kept] = (await desk(api, watcher, id_))["earlier"]
    assert (results([kept]), bool(kept["by"])) == ([RESULT], True)


async def test_what_nobody_was_shown_may_be_written_over(api, clock):
    id_, convener, _, _ = await just_over(api, clock)
    await write(api, convener, id_)
    await write(api, convener, id_, item={"result": OTHERWISE})
    assert (await move(api, convener, id_, "opening")).json()["earlier"] == []


async def test_a_vote_counted_late_keeps_what_it_said_without(api, clock):
    id_, item, convener, _ = await in_the_room(api, clock, 0, secret=False)
    poll = await opened(api, convener, id_, item)
    clock.now = AFTER
    convener = await again(clock, CONVENER)
    await on_paper(api, clock, id_, 5)
    votes = {"yes": 5, "no": 0}
    assert (await write(api, convener, id_, item={"votes": votes})).status_code == 200
    assert (await move(api, convener, id_, "opening")).json()["state"] == "open"
    await close(api, convener, id_, poll, [0, 5, 0])
    told = await desk(api, convener, id_)
    assert told["words"]["items"][0]["votes"]["no"] == 5
    assert told["earlier"][0]["words"]["items"][0]["votes"]["yes"] == 5


async def test_who_is_erased_is_named_in_nothing_that_it_said_before(api, clock):
    id_, convener, rider, _ = await just_over(api, clock)
    [speaker] = (await desk(api, convener, id_))["speakers"]
    said = {"words": "晚上没地方停。", "by": "欧阳师傅", "speaker": speaker["id"]}
    await write(api, convener, id_, item={"statements": [said]})
    await move(api, convener, id_, "opening")
    await write(api, convener, id_, item={"result": OTHERWISE, "statements": [said]})
    [kept] = (await read(api, id_, rider)).json()["earlier"]
    assert kept["words"]["items"][0]["statements"][0]["by"] == "欧阳师傅"
    assert speaker["id"] not in json.dumps(kept)
    await PERSONAL.erase(rider.account, clock.now)
    [kept] = (await desk(api, convener, id_))["earlier"]
    assert kept["words"]["items"][0]["statements"][0] == {
        "words": "晚上没地方停。",
        "by": "",
        "speaker": None,
    }


async def test_an_answer_is_given_once_and_how_many_were_taken_up_is_told(api, clock, shown):
    id_, convener, rider = shown
    one, two = uuid4(), uuid4()
    for key in (one, two):
        assert (await remark(api, rider, id_, key=key)).status_code == 200
    told = (await read(api, id_, rider)).json()["corrections"]
    assert told == {"asked": 2, "taken": 0, "left": 0}
    for _ in ("once", "and again"):
        answer = await answered(api, convener, id_, one, taken=True, words="您说得对。")
        assert answer.status_code == 200
    for taken, words in ((False, "您说得对。"), (True, "没有这回事。")):
        refused = await answered(api, convener, id_, one, taken=taken, words=words)
        assert (refused.status_code, refused.json()["code"]) == (409, "remark_answered")
    await answered(api, convener, id_, two, taken=False, words="签到册上是三个人。")
    mine = (await read(api, id_, rider)).json()["mine"]
    assert {(one["taken"], one["answer"]) for one in mine} == {
        (True, "您说得对。"),
        (False, "签到册上是三个人。"),
    }
    await sealed(api, clock, id_)
    assert (await read(api, id_)).json()["corrections"] == {"asked": 2, "taken": 1, "left": 1}
