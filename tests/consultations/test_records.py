"""What a meeting leaves: written from its agenda, put right by who was there, then sealed."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import hunan
from tests.consultations.record_makers import (
    AFTER,
    CONVENER,
    RESULT,
    RIDER,
    again,
    arrive,
    called,
    code_of,
    desk,
    just_over,
    move,
    on_paper,
    read,
    remark,
    write,
)

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.ledger.jobs import sign_checkpoint
from xiangyi.features.ledger.service import sealing

OTHER = "13812340127"
HELD = HeldRole("convener", Scope("division", cases.STREET))


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def held(api, clock):
    return await just_over(api, clock)


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


async def test_what_is_sealed_stays_and_what_is_said_later_stands_beside_it(api, clock, held):
    id_, convener, rider, _ = await sealed(api, clock, held)
    refused = await write(api, convener, id_, chair="别人")
    assert refused.json()["code"] == "record_stays"
    annex, words = uuid4(), "月底画好了。"
    path = f"/api/desk/consultations/{id_}/record/annexes/{annex}"
    for _ in ("once", "and again"):
        answer = await api.put(path, json={"words": words}, headers=convener.headers)
        assert [one["words"] for one in answer.json()["annexes"]] == [words]
    # Into the ledger's tree, as the record was: nobody rewrites it unseen either.
    seal = await sealing.proof(annex)
    assert seal is not None
    assert seal.about == f"record_annex/{id_}/{sha256(words.encode()).hexdigest()}"
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


@pytest.mark.parametrize(
    ("changes", "what", "rule"),
    [
        ({"chair": ""}, "chair", "every_record"),
        ({"item": {"result": ""}}, "result", "every_record"),
        ({"item": {"statements": []}}, "statements", "talk_statements"),
        ({"item": {"dissent": ""}}, "dissent", "talk_dissent"),
        ({"item": {"dissent": "物业不同意。"}}, "not_agreed", "talk_method"),
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
    await on_paper(api, clock, id_, 5)
    many = [{"kind": "residents", "people": 200}]
    await write(api, convener, id_, attended=many, item={"votes": votes})
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
    id_, convener, rider, concern = held
    await write(api, convener, id_, scope="called")
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=6)
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    await move(api, convener, id_, "seal")
    assert (await read(api, id_)).json()["code"] == "record_not_found"
    assert (await read(api, id_, rider)).json()["state"] == "sealed"
    # Of its concern, which everybody reads, it is said that something was decided, and no more.
    last = (await api.get(f"/api/concerns/{concern}")).json()["steps"][-1]
    assert (last["move"], RESULT in last["words"]) == ("decide", False)


async def test_a_record_names_nobodys_number(api, held):
    id_, convener, _, _ = held
    refused = await write(api, convener, id_, item={"result": "找小王，138 1234 0126。"})
    assert (refused.status_code, refused.json()["code"]) == (422, "number_in_words")
    assert refused.json()["facts"]["field"] == "result"


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


async def test_nobody_has_hours_for_having_been_there(api, clock, held):
    async def minutes(who):
        mine = (await api.get("/api/me/record", headers=who.headers)).json()
        ledger = (await api.get("/api/me/ledger", headers=who.headers)).json()
        return mine["minutes"], mine["services"], ledger["balances"], ledger["items"]

    assert await minutes(held[2]) == (0, [], [], [])
    assert await run("SELECT kind FROM ledger_entry") == [], "signing in posts nothing"
    _, _, rider, _ = await sealed(api, clock, held)
    assert await minutes(rider) == (0, [], [], [])
    posted = await run("SELECT kind, minutes FROM ledger_entry")
    assert [(one["kind"], one["minutes"]) for one in posted] == [("sealed", 0)]
