"""Who was there has the record put right before it is sealed, and who did not sign is not named."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.record_makers import (
    AFTER,
    CONVENER,
    DURING,
    RIDER,
    again,
    called,
    desk,
    just_over,
    move,
    on_paper,
    read,
    remark,
    write,
)

from xiangyi.core.db import run
from xiangyi.features.consultations.personal import PERSONAL
from xiangyi.migrations import m0209_unsigned_without_speaker

OTHER = "13812340127"


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def held(api, clock):
    return await just_over(api, clock)


async def test_only_who_was_there_has_it_put_right_and_is_answered(api, clock, held):
    id_, convener, rider, _ = held
    await write(api, convener, id_)
    assert (await read(api, id_, rider)).json()["code"] == "record_not_found", "it is a draft"
    assert (await move(api, convener, id_, "opening")).status_code == 200
    stranger = await again(clock, OTHER)
    for who in (None, stranger):
        assert (await read(api, id_, who)).json()["code"] == "record_not_found"
    assert (await remark(api, stranger, id_)).json()["code"] == "presence_missing"
    key = uuid4()
    for _ in ("once", "and again"):
        assert (await remark(api, rider, id_, key=key)).status_code == 200
    assert (await remark(api, rider, id_, "别的", key=key)).json()["code"] == "remark_differs"
    clock.now += timedelta(days=6)
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    refused = await move(api, convener, id_, "seal")
    assert (refused.json()["code"], refused.json()["facts"]) == (
        "remarks_unanswered",
        {"remarks": 1, "rule": "correction_days"},
    )
    await write(api, convener, id_, attended=[{"kind": "riders", "people": 4}])
    answer = await api.put(
        f"/api/desk/consultations/{id_}/record/remarks/{key}/answer",
        json={"taken": True, "words": "改成四个人了。"},
        headers=convener.headers,
    )
    assert answer.json()["remarks"][0]["answer"] == "改成四个人了。"
    [mine] = (await read(api, id_, rider)).json()["mine"]
    assert (mine["taken"], mine["answer"]) == (True, "改成四个人了。")
    # What was put right is theirs to read for as long again.
    refused = (await move(api, convener, id_, "seal")).json()
    assert (refused["code"], refused["facts"]["until"]) == ("record_still_open", "2026-12-07")
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    assert (await move(api, convener, id_, "seal")).json()["state"] == "sealed"


async def test_what_is_sealed_could_be_read_for_all_the_days(api, clock, held):
    id_, convener, rider, _ = held
    await write(api, convener, id_)
    await move(api, convener, id_, "opening")
    until = None
    for changes in ({"chair": "别人"}, {"scope": "called"}, {"item": {"result": "不划了。"}}):
        clock.now += timedelta(days=6)
        convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
        for _ in ("once", "and again"):
            assert (await write(api, convener, id_, **changes)).status_code == 200
            told = (await read(api, id_, rider)).json()["correctUntil"]
            assert told != until, "they have others again"
            assert (await move(api, convener, id_, "seal")).json()["code"] == "record_still_open"
            clock.now += timedelta(minutes=1)
        until = told


async def test_who_is_entered_or_counted_later_gives_them_all_the_days_again(api, clock, held):
    id_, convener, _, _ = held
    await write(api, convener, id_)
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    await on_paper(api, clock, id_)
    assert (await move(api, convener, id_, "seal")).json()["code"] == "record_still_open"


async def test_it_is_laid_open_once_people_have_left(api, clock):
    id_ = await called(api, clock, await cases.convener(clock))
    clock.now = DURING
    convener = await again(clock, CONVENER)
    assert (await write(api, convener, id_)).json()["may"] == ["write"]
    assert (await move(api, convener, id_, "opening")).json()["code"] == "record_too_soon"
    clock.now = AFTER
    convener = await again(clock, CONVENER)
    assert (await desk(api, convener, id_))["may"] == ["write", "open"]


async def test_it_is_not_sealed_while_who_was_there_may_still_have_it_put_right(api, clock, held):
    id_, convener, _, _ = held
    await write(api, convener, id_)
    assert (await move(api, convener, id_, "seal")).json()["code"] == "record_not_open"
    told = (await move(api, convener, id_, "opening")).json()
    # Thursday, and three working days.
    assert told["correctUntil"] == "2026-12-01"
    refused = (await move(api, convener, id_, "seal")).json()
    assert (refused["code"], refused["facts"]["until"]) == ("record_still_open", "2026-12-01")


async def test_who_is_erased_is_named_no_more_and_the_seal_still_fits(api, clock, held):
    id_, convener, rider, _ = held
    [speaker] = (await desk(api, convener, id_))["speakers"]
    said = {"words": "晚上没地方停。", "by": "欧阳师傅", "speaker": speaker["id"]}
    assert (await write(api, convener, id_, item={"statements": [said]})).status_code == 200
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    assert (await move(api, convener, id_, "seal")).json()["state"] == "sealed"
    before = (await read(api, id_)).json()
    assert before["words"]["items"][0]["statements"][0]["by"] == "欧阳师傅"
    assert "欧阳" not in before["sealed"]
    await PERSONAL.erase(rider.account, clock.now)
    after = (await read(api, id_)).json()
    told = after["words"]["items"][0]["statements"][0]
    assert (told["words"], told["by"], told["speaker"]) == ("晚上没地方停。", "", None)
    assert (after["hash"], after["sealed"]) == (before["hash"], before["sealed"])
    assert "欧阳" not in json.dumps(after, ensure_ascii=False)


async def test_who_does_not_sign_is_kept_and_told_nowhere(api, held):
    id_, convener, rider, _ = held
    [speaker] = (await desk(api, convener, id_))["speakers"]
    said = [
        {"words": "晚上没地方停。", "by": "欧阳师傅", "speaker": speaker["id"]},
        {"words": "物业赶我们走。", "by": " ", "speaker": speaker["id"]},
    ]
    assert (await write(api, convener, id_, item={"statements": said})).status_code == 200
    [row] = await run("SELECT words FROM meeting_record")
    signed, unsigned = json.loads(row["words"])["items"][0]["statements"]
    assert (signed["speaker"], unsigned["speaker"], unsigned["by"]) == (speaker["id"], None, "")
    await move(api, convener, id_, "opening")
    shown = await read(api, id_, rider)
    assert speaker["id"] not in shown.text
    assert [one["by"] for one in shown.json()["words"]["items"][0]["statements"]] == [
        "欧阳师傅",
        "",
    ]


async def test_what_was_kept_of_them_earlier_is_taken_out(api, held):
    id_, convener, _, _ = held
    [speaker] = (await desk(api, convener, id_))["speakers"]
    said = {"words": "晚上没地方停。", "by": "欧阳师傅", "speaker": speaker["id"]}
    await write(api, convener, id_, item={"statements": [said, said]})
    [row] = await run("SELECT words FROM meeting_record")
    told = json.loads(row["words"])
    told["items"][0]["statements"][1]["by"] = ""
    await run("UPDATE meeting_record SET words = {}", json.dumps(told, ensure_ascii=False))
    await m0209_unsigned_without_speaker.unname()
    [row] = await run("SELECT words FROM meeting_record")
    signed, unsigned = json.loads(row["words"])["items"][0]["statements"]
    assert (signed["speaker"], unsigned["speaker"]) == (speaker["id"], None)
