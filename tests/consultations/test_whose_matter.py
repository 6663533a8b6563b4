"""Whose matter a meeting speaks of reads its sealed record, hears of it, and may object."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.record_makers import (
    AFTER,
    CONVENER,
    RIDER,
    again,
    called,
    desk,
    move,
    on_paper,
    read,
    remark,
    write,
)
from tests.consultations.test_papers import added, fetch

from xiangyi.features.notifications.service import expanding

OTHER, STRANGER = "13812340127", "13812340128"
#: Of whom the street's meetings are told.
NEIGHBOUR = "13812340199"


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def held(api, clock):
    """A meeting of what one raised and another joined; neither lives there, nor was there."""
    convener, rider = await cases.convener(clock), await cases.rider(clock)
    case, joiner = (await cases.raised(api, rider))["id"], await cases.rider(clock, OTHER)
    joined = await api.put(f"/api/cases/{case}/joined", headers=joiner.headers)
    assert joined.is_success, joined.text
    concern = (await cases.proposed(api, convener, case))["id"]
    path = f"/api/concerns/{concern}/moves/{uuid4()}"
    accepted = await api.put(path, json={"move": "accept"}, headers=convener.headers)
    assert accepted.is_success, accepted.text
    id_ = await called(api, clock, convener, concern)
    clock.now = AFTER
    await on_paper(api, clock, id_, 3)
    convener = await again(clock, CONVENER)
    assert (await write(api, convener, id_, scope="called")).is_success
    await move(api, convener, id_, "opening")
    return id_


async def sealed(api, clock, id_):
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    assert (await move(api, convener, id_, "seal")).json()["state"] == "sealed"
    return convener


@pytest.mark.parametrize("phone", [RIDER, OTHER], ids=["raised", "joined"])
async def test_they_object_to_what_is_sealed_and_are_answered(api, clock, held, phone):
    who = await again(clock, phone)
    assert (await read(api, held, who)).json()["code"] == "record_not_found", "laid open"
    assert (await remark(api, who, held)).json()["code"] == "presence_missing"
    convener, who = await sealed(api, clock, held), await again(clock, phone)
    told = (await read(api, held, who)).json()
    assert (told["state"], told["mayRemark"], told["mine"]) == ("sealed", True, [])
    said = (await remark(api, who, held, "会上没有这样定。")).json()
    assert said["kind"] == "objection"
    told = (await read(api, held, who)).json()
    assert [one["words"] for one in told["mine"]] == ["会上没有这样定。"]
    assert [one["kind"] for one in (await desk(api, convener, held))["remarks"]] == ["objection"]
    kinds = await cases.told_to(api, clock, who)
    assert kinds.count("consultation.record_sealed") == 1
    clock.now += timedelta(days=60)
    who = await again(clock, phone)
    assert (await remark(api, who, held)).json()["code"] == "remark_too_late"
    assert not (await read(api, held, who)).json()["mayRemark"]


async def test_nobody_else_reads_it_for_that(api, clock, held):
    await sealed(api, clock, held)
    stranger = await cases.rider(clock, STRANGER)
    # Who asks for something else has asked for nothing of this.
    await cases.raised(api, stranger)
    assert (await read(api, held, stranger)).json()["code"] == "record_not_found"
    assert (await remark(api, stranger, held)).json()["code"] == "presence_missing"
    assert "consultation.record_sealed" not in await cases.told_to(api, clock, stranger)


@pytest.mark.parametrize("said", ["coming", "not_coming"])
async def test_an_answer_calls_nobody_whom_nobody_told(api, clock, said):
    convener, neighbour = await cases.convener(clock), await cases.rider(clock, NEIGHBOUR)
    id_ = await called(api, clock, convener)
    key = await added(api, convener, id_, readers="called")
    await expanding.expand_due(now=clock.now)
    stranger = await cases.rider(clock, STRANGER)
    path = f"/api/consultations/{id_}/answer"
    answer = await api.put(path, json={"answer": said}, headers=stranger.headers)
    assert answer.is_success, answer.text
    assert (await fetch(api, id_, key, stranger)).json()["code"] == "paper_not_found"
    assert (await fetch(api, id_, key, neighbour)).is_success
    clock.now = AFTER
    await on_paper(api, clock, id_, 3)
    convener = await again(clock, CONVENER)
    await write(api, convener, id_, scope="called")
    await move(api, convener, id_, "opening")
    await sealed(api, clock, id_)
    stranger, neighbour = await again(clock, STRANGER), await again(clock, NEIGHBOUR)
    assert (await read(api, id_, stranger)).json()["code"] == "record_not_found"
    assert (await read(api, id_, neighbour)).json()["state"] == "sealed"


async def test_whose_matter_it_is_reads_the_papers_for_those_called(api, clock, held):
    key = await added(api, await again(clock, CONVENER), held, readers="called")
    assert (await fetch(api, held, key, await again(clock, OTHER))).is_success
