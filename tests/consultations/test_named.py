"""Who is named in a record hears of it, and takes their name off it without asking anybody."""

import json
from datetime import timedelta

import pytest
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.record_makers import (
    AFTER,
    CONVENER,
    DURING,
    RIDER,
    again,
    arrive,
    called,
    code_of,
    desk,
    move,
    on_paper,
    read,
    write,
)
from tests.notifications.makers import inbox

from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding

OTHER, STRANGER = "13812340127", "13812340128"
WORDS, NAME = "晚上没地方停。", "欧阳师傅"


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def held(api, clock):
    """Two signed in, and one of them is named; it is over, and not laid open yet."""
    id_ = await called(api, clock, await cases.convener(clock))
    await cases.rider(clock)
    await cases.rider(clock, OTHER)
    clock.now = DURING
    convener = await again(clock, CONVENER)
    code = await code_of(api, convener, id_)
    for phone in (RIDER, OTHER):
        assert (await arrive(api, await again(clock, phone), id_, code)).is_success
        clock.now += timedelta(seconds=1)
    await on_paper(api, clock, id_)
    clock.now = AFTER
    convener = await again(clock, CONVENER)
    [speaker, _] = (one["id"] for one in (await desk(api, convener, id_))["speakers"])
    assert (await named(api, convener, id_, speaker)).is_success
    return id_, convener, await again(clock, RIDER), speaker


async def named(api, convener, id_, speaker, **changes):
    said = {"words": WORDS, "by": NAME, "speaker": speaker}
    return await write(api, convener, id_, item={"statements": [said]}, **changes)


async def heard(api, clock, phone):
    """Of its record, what stands and what was replaced, by their kinds."""
    await expanding.expand_due(now=clock.now)
    found = (await inbox(api, await again(clock, phone)))["notices"]
    return sorted(
        (one["kind"].removeprefix("consultation."), one["replaced"])
        for one in found
        if one["kind"].startswith("consultation.record_")
    )


async def unsign(api, who, id_):
    return await api.put(f"/api/consultations/{id_}/record/unsigned", headers=who.headers)


def by_of(shown):
    return [(one["words"], one["by"]) for one in shown.json()["words"]["items"][0]["statements"]]


async def test_whom_it_names_hears_that_and_everybody_else_that_it_is_there(api, clock, held):
    id_, convener, _, speaker = held
    await move(api, convener, id_, "opening")
    assert await heard(api, clock, RIDER) == [("record_names_you", False)]
    assert await heard(api, clock, OTHER) == [("record_open", False)]
    [notice] = [
        one
        for one in (await inbox(api, await again(clock, RIDER)))["notices"]
        if one["kind"].endswith("names_you")
    ]
    assert NAME not in str(notice["facts"])
    clock.now += timedelta(minutes=1)
    # The convener names somebody else, and neither has two words of it that stand.
    [_, other] = (one["id"] for one in (await desk(api, convener, id_))["speakers"])
    assert (await named(api, convener, id_, other)).is_success
    told = await heard(api, clock, RIDER)
    assert told == [("record_names_you", True), ("record_rewritten", False)]
    told = await heard(api, clock, OTHER)
    assert told == [("record_names_you", False), ("record_open", True)]
    assert (await named(api, convener, id_, speaker)).is_success
    clock.now += timedelta(days=6)
    assert (await move(api, await again(clock, CONVENER), id_, "seal")).is_success
    for phone in (RIDER, OTHER):
        standing = [kind for kind, replaced in await heard(api, clock, phone) if not replaced]
        assert standing == ["record_sealed"]


async def test_who_takes_it_off_asks_nobody_and_is_not_named_again(api, clock, held):
    id_, convener, rider, speaker = held
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=2)
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    before = (await desk(api, convener, id_))["correctUntil"]
    shown = await read(api, id_, rider)
    assert (shown.json()["namesMe"], by_of(shown)) == (True, [(WORDS, NAME)])
    assert not (await read(api, id_, await again(clock, OTHER))).json()["namesMe"]
    stale = await desk(api, convener, id_)
    for _ in ("once", "and again"):
        shown = await unsign(api, rider, id_)
        assert (shown.json()["namesMe"], by_of(shown)) == (False, [(WORDS, "")]), shown.text
        assert shown.json()["correctUntil"] == before, "nobody else reads anything otherwise"
    assert await heard(api, clock, OTHER) == [("record_open", False)]
    # Who was writing meanwhile reads it first, and names them no more.
    refused = await api.put(
        f"/api/desk/consultations/{id_}/record",
        json={"words": stale["words"] | {"chair": "别人"}, "basedOn": stale["revision"]},
        headers=convener.headers,
    )
    assert refused.json()["code"] == "record_changed_meanwhile", refused.text
    told = await desk(api, convener, id_)
    assert [one["unsigned"] for one in told["speakers"]] == [True, False]
    assert (await named(api, convener, id_, speaker)).is_success
    assert by_of(await read(api, id_, rider)) == [(WORDS, "")]
    [row] = await run("SELECT words FROM meeting_record")
    [kept] = json.loads(row["words"])["items"][0]["statements"]
    assert (kept["by"], kept["speaker"]) == ("", None)


async def test_nor_do_they_stand_in_what_it_said_before(api, clock, held):
    id_, convener, rider, speaker = held
    await move(api, convener, id_, "opening")
    assert (await named(api, convener, id_, speaker, chair="别人")).is_success
    assert NAME in (await read(api, id_, rider)).text
    assert NAME not in (await unsign(api, rider, id_)).text
    [row] = await run("SELECT words FROM record_earlier")
    assert (NAME in row["words"], WORDS in row["words"]) == (False, True)


async def test_only_who_was_there_and_while_its_words_may_change(api, clock, held):
    id_, convener, rider, _ = held
    assert (await unsign(api, rider, id_)).json()["code"] == "record_not_found", "a draft"
    await move(api, convener, id_, "opening")
    stranger = await cases.rider(clock, STRANGER)
    assert (await unsign(api, stranger, id_)).json()["code"] == "presence_missing"
    assert (await unsign(api, await again(clock, OTHER), id_)).is_success
    clock.now += timedelta(days=6)
    assert (await move(api, await again(clock, CONVENER), id_, "seal")).is_success
    rider = await again(clock, RIDER)
    assert not (await read(api, id_, rider)).json()["namesMe"]
    assert (await unsign(api, rider, id_)).json()["code"] == "record_stays"
    again_ = await unsign(api, await again(clock, OTHER), id_)
    assert again_.is_success, "said once more it is as it was"
