"""What a meeting leaves: written from its agenda, put right by who was there, then sealed."""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.record_makers import (
    AFTER,
    DURING,
    RESULT,
    again,
    arrive,
    called,
    code_of,
    concern_of,
    desk,
    move,
    on_paper,
    remark,
    write,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.personal import PERSONAL
from xiangyi.features.ledger.jobs import sign_checkpoint

CONVENER, RIDER, OTHER = "13900000001", "13812340126", "13812340127"
HELD = HeldRole("convener", Scope("division", cases.STREET))


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def held(api, clock):
    """A meeting that is just over, about what a rider asked for, who signed in at the door."""
    convener = await cases.convener(clock)
    rider = await cases.rider(clock)
    concern = await concern_of(api, convener, rider)
    id_ = await called(api, clock, convener, concern)
    clock.now = DURING
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    assert (await arrive(api, rider, id_, await code_of(api, convener, id_))).status_code == 200
    clock.now = AFTER
    return id_, await again(clock, CONVENER), await again(clock, RIDER), concern


async def sealed(api, clock, held):
    """The same, laid open and sealed five days later."""
    id_, convener, _, concern = held
    assert (await write(api, convener, id_)).status_code == 200
    assert (await move(api, convener, id_, "opening")).json()["state"] == "open"
    clock.now += timedelta(days=6)
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    answer = await move(api, convener, id_, "seal")
    assert answer.status_code == 200, answer.text
    return id_, convener, rider, concern


async def read(api, id_, who=None):
    return await api.get(f"/api/consultations/{id_}/record", headers=who.headers if who else {})


async def test_who_asked_for_it_reads_what_was_decided_and_anybody_finds_it_in_the_ledger(
    api, clock, held, settings
):
    id_, convener, rider, concern = await sealed(api, clock, held)
    shown = (await api.get(f"/api/concerns/{concern}")).json()
    assert (shown["state"], shown["steps"][-1]["words"]) == ("decided", RESULT)
    assert "concern.decided" in await cases.told_to(api, clock, rider)
    told = (await read(api, id_)).json()
    assert (told["state"], told["present"]) == ("sealed", 1)
    assert told["words"]["items"][0]["result"] == RESULT
    assert sha256(told["sealed"].encode()).hexdigest() == told["hash"]
    assert told["seal"]["about"] == f"meeting_record/{id_}/{told['hash']}"
    await sign_checkpoint(settings, clock())
    [latest, *_] = (await api.get("/api/checkpoints")).json()["items"]
    proof = await api.get(
        f"/api/checkpoints/{latest['size']}/inclusion", params={"leaf": told["seal"]["leaf"]}
    )
    assert proof.status_code == 200, proof.text
    again_ = await move(api, convener, id_, "seal")
    assert again_.json()["state"] == "sealed"


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
        {"remarks": 1},
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
    await on_paper(api, convener, id_)
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


async def test_what_is_sealed_stays_and_what_is_said_later_stands_beside_it(api, clock, held):
    id_, convener, rider, _ = await sealed(api, clock, held)
    refused = await write(api, convener, id_, chair="别人")
    assert refused.json()["code"] == "record_stays"
    path, words = (
        f"/api/desk/consultations/{id_}/record/annexes/{uuid4()}",
        {"words": "月底画好了。"},
    )
    for _ in ("once", "and again"):
        answer = await api.put(path, json=words, headers=convener.headers)
        assert [one["words"] for one in answer.json()["annexes"]] == ["月底画好了。"]
    assert (await remark(api, rider, id_)).json()["kind"] == "objection"
    clock.now += timedelta(days=9)
    late = await remark(api, await again(clock, RIDER), id_, "晚了")
    assert late.json()["code"] == "remark_too_late"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meeting_record SET sealed = 'x'",
        "UPDATE meeting_record SET state = 'draft'",
        "DELETE FROM meeting_record",
        "UPDATE record_annex SET words = 'x'",
        "DELETE FROM record_annex",
    ],
)
async def test_nobody_rewrites_it_by_another_door(api, clock, held, statement):
    id_, convener, _, _ = await sealed(api, clock, held)
    path = f"/api/desk/consultations/{id_}/record/annexes/{uuid4()}"
    await api.put(path, json={"words": "附上图。"}, headers=convener.headers)
    with pytest.raises(Exception, match="stays as it is"):
        await run(statement)


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


@pytest.mark.parametrize(
    ("changes", "what", "rule"),
    [
        ({"chair": ""}, "chair", "talk_chair"),
        ({"item": {"result": ""}}, "result", "talk_result"),
        ({"item": {"statements": []}}, "statements", "talk_statements"),
        ({"item": {"dissent": ""}}, "dissent", "talk_dissent"),
        ({"attended": [{"kind": "riders", "people": 2}]}, "quorum", "talk_quorum"),
    ],
)
async def test_what_its_form_asks_for_is_in_it(api, held, changes, what, rule):
    id_, convener, _, _ = held
    assert (await write(api, convener, id_, **changes)).status_code == 200
    refused = await move(api, convener, id_, "opening")
    assert (refused.status_code, refused.json()["code"]) == (409, "record_lacks")
    assert (refused.json()["facts"]["field"], refused.json()["facts"]["rule"]) == (what, rule)


@pytest.mark.parametrize(
    ("votes", "what"),
    [(None, "votes"), ({"yes": 5, "no": 1, "abstain": 0}, "many_votes")],
)
async def test_where_a_form_votes_the_votes_are_counted(api, clock, votes, what):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener, form="council")
    clock.now = AFTER
    convener = await again(clock, CONVENER)
    await write(api, convener, id_, item={"votes": votes})
    refused = await move(api, convener, id_, "opening")
    assert refused.json()["facts"]["field"] == what
    await write(api, convener, id_, item={"votes": {"yes": 4, "no": 1, "abstain": 0}})
    assert (await move(api, convener, id_, "opening")).json()["state"] == "open"


async def test_nothing_is_written_of_a_meeting_before_it_begins(api, clock):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    assert (await desk(api, convener, id_))["may"] == []
    assert (await write(api, convener, id_)).json()["code"] == "record_too_soon"


async def test_two_who_write_at_once_are_told_of_each_other(api, held):
    id_, convener, _, _ = held
    body = {"words": (await desk(api, convener, id_))["words"] | {"chair": "甲"}, "basedOn": 0}
    path = f"/api/desk/consultations/{id_}/record"
    assert (await api.put(path, json=body, headers=convener.headers)).status_code == 200
    other = {"words": body["words"] | {"chair": "乙"}, "basedOn": 0}
    refused = await api.put(path, json=other, headers=convener.headers)
    assert refused.json()["code"] == "record_changed_meanwhile"
    assert (await api.put(path, json=body, headers=convener.headers)).json()["revision"] == 1


async def test_what_is_for_those_called_is_not_everybodys(api, clock, held):
    id_, convener, rider, _ = held
    await write(api, convener, id_, scope="called")
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=6)
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    await move(api, convener, id_, "seal")
    assert (await read(api, id_)).json()["code"] == "record_not_found"
    assert (await read(api, id_, rider)).json()["state"] == "sealed"


async def test_only_the_room_shows_the_code(api, clock, held):
    id_, convener, rider, _ = held
    code = await code_of(api, convener, id_)
    other = await again(clock, OTHER)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert (await arrive(api, other, id_, wrong)).json()["code"] == "room_code_wrong"
    clock.now += timedelta(minutes=3)
    assert (await arrive(api, other, id_, code)).json()["code"] == "room_code_wrong"
    assert (await arrive(api, rider, id_, code)).status_code == 200, "once there, they stay so"
    clock.now += timedelta(hours=3)
    convener, other = await again(clock, CONVENER), await again(clock, OTHER)
    closed = await api.get(f"/api/desk/consultations/{id_}/code", headers=convener.headers)
    assert closed.json()["code"] == "room_closed"
    assert (await arrive(api, other, id_, "000000")).json()["code"] == "room_closed"


async def test_whoever_speaks_was_there(api, held):
    id_, convener, _, _ = held
    said = {"words": "编的。", "by": "某人", "speaker": str(UUID(int=7))}
    answer = await write(api, convener, id_, item={"statements": [said]})
    assert (answer.status_code, answer.json()["facts"]) == (422, {"field": "speaker"})
