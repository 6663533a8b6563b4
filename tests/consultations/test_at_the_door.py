"""Who is there without typing: by the QR of the room, or on the sheet of paper at its door."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import STREET, hunan
from tests.consultations.record_makers import (
    AFTER,
    DURING,
    again,
    arrive,
    called,
    desk,
    move,
    write,
)
from tests.identity.makers import acting, keeping

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.jobs import forget_delegates

CONVENER, RIDER, CLERK = "13900000001", "13812340126", "13900000007"
NAME = "没手机的曹奶奶"


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def held(api, clock):
    """A meeting half an hour in, its convener, a rider, and who sits at the counter there."""
    id_ = await called(api, clock, await cases.convener(clock))
    await cases.rider(clock)
    clock.now = DURING
    counter = await again(clock, CLERK, HeldRole("clerk", Scope("division", STREET)))
    return id_, await again(clock, CONVENER), await again(clock, RIDER), counter


async def room(api, convener, id_):
    answer = await api.get(f"/api/desk/consultations/{id_}/code", headers=convener.headers)
    return answer.json()


async def enter(api, who, id_, name=NAME, *, kind="riders", key=None):
    return await api.put(
        f"/api/desk/consultations/{id_}/guests/{key or uuid4()}",
        json={"name": name, "kind": kind},
        headers=who.headers,
    )


async def names(api, who, id_):
    answer = await api.get(f"/api/desk/consultations/{id_}/guests", headers=who.headers)
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["guests"]]


async def test_what_a_camera_read_counts_until_its_owner_has_signed_in(api, clock, held):
    id_, convener, _, _ = held
    shown = await room(api, convener, id_)
    clock.now += timedelta(minutes=9)
    rider = await again(clock, RIDER)
    typed = await arrive(api, rider, id_, shown["code"])
    assert typed.json()["code"] == "room_code_wrong", "the digits are another's by now"
    for _ in ("once", "and again"):
        assert (await arrive(api, rider, id_, shown["token"])).status_code == 200
    assert len((await desk(api, await again(clock, CONVENER), id_))["speakers"]) == 1


async def test_what_a_camera_read_is_of_one_room_and_no_longer_than_some_minutes(api, clock, held):
    id_, convener, rider, _ = held
    token = (await room(api, convener, id_))["token"]
    slot, mac = token.split(".")
    for wrong in (f"{int(slot) + 1}.{mac}", f"{slot}.{mac[::-1]}", f"0.{mac}"):
        assert (await arrive(api, rider, id_, wrong)).json()["code"] == "room_code_wrong"
    soon, later = (clock.now + timedelta(minutes=one) for one in (20, 60))
    when = {"startsAt": soon.isoformat(), "endsAt": later.isoformat()}
    other = await called(api, clock, convener, **when)
    elsewhere = await arrive(api, rider, other, token)
    assert elsewhere.json()["code"] == "room_code_wrong", "another room's"
    clock.now += timedelta(minutes=11)
    late = await arrive(api, await again(clock, RIDER), id_, token)
    assert late.json()["code"] == "room_code_wrong"


async def test_who_has_no_phone_counts_as_being_there(api, clock, held):
    id_, convener, rider, _ = held
    key = uuid4()
    for _ in ("once", "and again"):
        assert (await enter(api, convener, id_, key=key)).status_code == 200
    for name in ("老李", "老周"):
        assert (await enter(api, convener, id_, name)).status_code == 200
    told = await desk(api, convener, id_)
    assert told["onPaper"] == 3
    # Who was asked to the table and did not come stands there as well.
    assert {one["kind"]: one["people"] for one in told["words"]["attended"]} == {
        "riders": 3,
        **dict.fromkeys(
            ("regulator", "platform", "courier", "property", "association", "street"), 0
        ),
    }
    # Three on paper: a talk needs three, whatever its convener counts.
    assert (
        await write(api, convener, id_, attended=[{"kind": "riders", "people": 2}])
    ).status_code == 200
    clock.now = AFTER
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    opened = await move(api, convener, id_, "opening")
    assert opened.json()["state"] == "open", opened.text
    assert (await arrive(api, rider, id_, (await room(api, convener, id_))["token"])).is_success
    shown = await api.get(f"/api/consultations/{id_}/record", headers=rider.headers)
    assert (shown.json()["present"], shown.json()["onPaper"]) == (1, 3)
    assert NAME not in shown.text


async def test_nobody_signs_in_for_whom_they_keep_and_no_meeting_is_one_persons(api, clock, held):
    id_, convener, _, _ = held
    alone = await again(clock, CONVENER, HeldRole("clerk", Scope("division", STREET)))
    shown = await room(api, alone, id_)
    for _ in range(5):
        kept = uuid4()
        told = keeping(division=STREET)
        entered = await api.put(f"/api/kept/{kept}", json=told, headers=alone.headers)
        assert entered.status_code == 200, entered.text
        for said in (shown["code"], shown["token"]):
            answer = await api.put(
                f"/api/consultations/{id_}/presence",
                json={"code": said},
                headers=acting(alone, str(kept)),
            )
            assert (answer.status_code, answer.json()["code"]) == (403, "own_hands_only")
    assert not await run("SELECT account FROM meeting_presence")
    # They have no phone, and stand on the sheet of paper.
    assert (await enter(api, convener, id_)).status_code == 200


async def test_without_them_there_are_too_few(api, clock, held):
    id_, _, _, _ = held
    clock.now = AFTER
    convener = await again(clock, CONVENER)
    for name in ("老李", "老周"):
        await enter(api, convener, id_, name)
    await write(api, convener, id_, attended=[{"kind": "riders", "people": 200}])
    refused = await move(api, convener, id_, "opening")
    assert refused.json()["facts"]["rule"] == "talk_quorum"


async def test_a_clerk_sees_whom_they_entered_and_a_convener_everybody(api, clock, held):
    id_, convener, rider, clerk = held
    own, others = uuid4(), uuid4()
    assert (await enter(api, clerk, id_, "老李", key=own)).status_code == 200
    clock.now += timedelta(minutes=1)
    assert (await enter(api, convener, id_, key=others)).status_code == 200
    assert await names(api, clerk, id_) == ["老李"]
    assert await names(api, convener, id_) == ["老李", NAME]
    path = f"/api/desk/consultations/{id_}/guests"
    taken = await api.delete(f"{path}/{others}", headers=clerk.headers)
    assert taken.json()["code"] == "guest_not_found"
    changed = await enter(api, clerk, id_, "别人", key=others)
    assert changed.json()["code"] == "guest_not_found"
    assert (await api.get(path, headers=rider.headers)).json()["code"] == "role_missing"
    for _ in ("once", "and again"):
        left = await api.delete(f"{path}/{own}", headers=convener.headers)
        assert [one["name"] for one in left.json()["guests"]] == [NAME]


async def test_names_are_sealed_where_they_lie_and_go_a_month_after(api, clock, settings, held):
    id_, convener, _, _ = held
    await enter(api, convener, id_)
    [row] = await run("SELECT name FROM meeting_guest")
    assert NAME.encode() not in bytes(row["name"])
    clock.now += timedelta(days=29)
    await forget_delegates(settings, clock.now)
    convener = await again(clock, CONVENER)
    assert await names(api, convener, id_) == [NAME]
    clock.now += timedelta(days=2)
    await forget_delegates(settings, clock.now)
    convener = await again(clock, CONVENER)
    assert await names(api, convener, id_) == [""]
    assert (await desk(api, convener, id_))["onPaper"] == 1


async def test_a_sealed_record_says_how_many_and_nobody_is_entered_after(api, clock, held):
    id_, convener, _, clerk = held
    key = uuid4()
    await enter(api, clerk, id_, key=key)
    for name in ("老李", "老周"):
        await enter(api, clerk, id_, name)
    await write(api, convener, id_)
    clock.now = AFTER
    await move(api, await again(clock, CONVENER), id_, "opening")
    clock.now += timedelta(days=6)
    convener = await again(clock, CONVENER)
    answer = await move(api, convener, id_, "seal")
    assert answer.status_code == 200, answer.text
    shown = (await api.get(f"/api/consultations/{id_}/record")).json()
    assert json.loads(shown["sealed"])["on_paper"] == 3
    assert (await enter(api, convener, id_, "晚来的")).json()["code"] == "record_stays"
    gone = await api.delete(f"/api/desk/consultations/{id_}/guests/{key}", headers=convener.headers)
    assert gone.json()["code"] == "record_stays"


async def test_nobody_is_there_long_before(api, clock):
    convener = await cases.convener(clock)
    id_ = await called(api, clock, convener)
    assert (await enter(api, convener, id_)).json()["code"] == "room_closed"
