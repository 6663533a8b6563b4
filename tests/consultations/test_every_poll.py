"""What was voted more than once is in the record every time, and in numbers on its paper."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from pypdf import PdfReader
from tests.cases.makers import hunan
from tests.consultations.poll_makers import (
    CONVENER,
    close,
    in_the_room,
    open_poll,
    opened,
    room,
    vote,
)
from tests.consultations.record_makers import AFTER, again, desk, move, on_paper, read, write

GATES = {"question": "停哪儿", "options": ["东门", "西门", "不停"]}


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


async def test_every_poll_of_an_item_is_told_void_ones_too(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 3)
    await on_paper(api, clock, id_, 5)
    first = await opened(api, convener, id_, item)
    for one in people[:2]:
        await vote(api, one, id_, first)
    told = (await close(api, convener, id_, first, [0, 5, 0])).json()["polls"][0]
    assert (told["state"], told["paper"]) == ("void", 0)
    clock.now += timedelta(minutes=1)
    second = await opened(api, convener, id_, item, **GATES)
    for one, option in zip(people, (0, 0, 2), strict=True):
        assert (await vote(api, one, id_, second, option)).status_code == 200
    await close(api, convener, id_, second, [0, 1, 0])
    clock.now = AFTER
    convener = await again(clock, CONVENER)
    assert (await write(api, convener, id_)).status_code == 200
    assert (await move(api, convener, id_, "opening")).json()["state"] == "open"
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    assert (await move(api, convener, id_, "seal")).json()["state"] == "sealed"

    told = (await read(api, id_)).json()
    assert told["polls"] == (await desk(api, convener, id_))["polls"]
    assert [
        (one["item"], one["turn"], one["void"], one["counts"], one["paper"])
        for one in told["polls"]
    ] == [(item, 1, True, None, 0), (item, 2, False, [2, 1, 1], 1)]
    [sealed] = json.loads(told["sealed"])["items"]
    assert [(one["turn"], one["void"], one["counts"], one["paper"]) for one in sealed["polls"]] == [
        (1, True, None, 0),
        (2, False, [2, 1, 1], 1),
    ]
    paper = await api.get(f"/api/consultations/{id_}/record.pdf")
    pages = PdfReader(BytesIO(paper.content)).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    counted = "东门2票，西门1票，不停1票，其中纸票、举手1"
    assert text.count(counted) == 2, "as the votes that count, and as the second time"
    assert "第1次（取餐车停哪儿）：投的人太少，作废，不公布票数" in text
    assert f"第2次（停哪儿）：{counted}" in text


async def test_who_votes_again_says_why_and_it_is_said_to_be_the_second_time(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 3, secret=False)
    first = await opened(api, convener, id_, item)
    for one in people:
        await vote(api, one, id_, first, 1)
    await close(api, convener, id_, first)
    clock.now += timedelta(minutes=1)
    for why in ("", " "):
        refused = (await open_poll(api, convener, id_, item, **GATES, why=why))[1]
        assert (refused.status_code, refused.json()["code"]) == (409, "poll_counted")
    why = "上次没说清停哪个门。"
    second, answer = await open_poll(api, convener, id_, item, **GATES, why=why)
    assert [(one["turn"], one["why"]) for one in answer.json()["polls"]] == [
        (2, why),
        (1, ""),
    ]
    assert (await open_poll(api, convener, id_, item, UUID(second), **GATES, why=why))[1].json()[
        "may"
    ] == ["close"]
    other = (await open_poll(api, convener, id_, item, UUID(second), **GATES, why="别的"))[1]
    assert other.json()["code"] == "poll_differs"
    assert (await room(api, people[0], id_))["polls"][0]["why"] == why
    await close(api, convener, id_, second)
    told = (await desk(api, convener, id_))["polls"]
    assert [(one["turn"], one["why"]) for one in told] == [(1, ""), (2, why)]


async def test_what_was_voted_on_secretly_is_voted_on_once(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 3)
    first = await opened(api, convener, id_, item)
    for one in people:
        await vote(api, one, id_, first)
    await close(api, convener, id_, first)
    refused = (await open_poll(api, convener, id_, item, **GATES, why="再投一次看看。"))[1]
    assert (refused.status_code, refused.json()["code"]) == (409, "secret_poll_counted")
    assert len((await desk(api, convener, id_))["polls"]) == 1
