"""What was voted more than once is in the record every time, and in numbers on its paper."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.cases.makers import hunan
from tests.consultations.poll_makers import CONVENER, close, in_the_room, opened, vote
from tests.consultations.record_makers import AFTER, again, desk, move, on_paper, read, write

GATES = {"question": "停哪儿", "options": ["东门", "西门", "不停"]}


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


async def test_every_poll_of_an_item_is_told_void_ones_too(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, 3)
    first = await opened(api, convener, id_, item)
    for one in people[:2]:
        await vote(api, one, id_, first)
    assert (await close(api, convener, id_, first)).json()["polls"][0]["state"] == "void"
    clock.now += timedelta(minutes=1)
    second = await opened(api, convener, id_, item, **GATES)
    for one, option in zip(people, (0, 0, 2), strict=True):
        assert (await vote(api, one, id_, second, option)).status_code == 200
    await close(api, convener, id_, second, [0, 1, 0])
    await on_paper(api, convener, id_, 4)
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
    ] == [(item, 1, True, None, [0, 0, 0]), (item, 2, False, [2, 0, 1], [0, 1, 0])]
    [sealed] = json.loads(told["sealed"])["items"]
    assert [(one["turn"], one["void"], one["counts"]) for one in sealed["polls"]] == [
        (1, True, None),
        (2, False, [2, 0, 1]),
    ]
    paper = await api.get(f"/api/consultations/{id_}/record.pdf")
    pages = PdfReader(BytesIO(paper.content)).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    counted = "东门2票，西门1票，不停1票，其中纸票、举手1"
    assert text.count(counted) == 2, "as the votes that count, and as the second time"
    assert "第1次（取餐车停哪儿）：投的人太少，作废，不公布票数" in text
    assert f"第2次（停哪儿）：{counted}" in text
