"""A seat that a convener keeps for a named person who has no phone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.consultations.makers import STARTS, announced, put
from tests.notifications.makers import person
from tests.people import STREET, ground, signed_in
from tests.volunteering.makers import later_on

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.jobs import forget_delegates

NAME = "没手机的曹奶奶"


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    # Somebody has to be told.
    await person("13800000090", clock, occupation="other")
    held = HeldRole("convener", Scope("division", STREET))
    return await signed_in("13800000091", held, now=clock.now)


async def keep(api, who, id_, name=NAME, *, kind="residents", key=None):
    return await api.put(
        f"/api/desk/consultations/{id_}/seats/{key or uuid4()}",
        json={"name": name, "kind": kind},
        headers=who.headers,
    )


async def give_up(api, who, id_, key):
    path = f"/api/desk/consultations/{id_}/seats/{key}"
    return await api.delete(path, headers=who.headers)


async def come(api, who, id_):
    said = {"answer": "coming", "people": 1}
    answer = await api.put(f"/api/consultations/{id_}/answer", json=said, headers=who.headers)
    return answer.json()["ahead"]


async def waits(api, who, id_) -> bool:
    card = (await api.get(f"/api/consultations/{id_}", headers=who.headers)).json()
    return card["mine"]["ahead"] is not None


async def taken(api, who, id_):
    one = (await api.get(f"/api/desk/consultations/{id_}", headers=who.headers)).json()
    return one["seats"]["taken"], one["seats"]["left"]


async def test_a_kept_seat_is_counted_and_given_up_whoever_waits_has_it(api, clock, convener):
    waiter = await person("13800000001", clock, occupation="other")
    id_, key = await announced(api, convener, form="council", parties=[], seats=1), uuid4()
    for _ in ("once", "and again"):
        kept = await keep(api, convener, id_, key=key)
        assert kept.json()["guests"] == [
            {"id": str(key), "name": NAME, "kind": "residents", "kept": True, "here": False}
        ], kept.text
    assert await taken(api, convener, id_) == (1, 0)
    assert (await keep(api, convener, id_, "老李")).json()["code"] == "no_seat_to_keep"
    assert await come(api, waiter, id_) == 0
    named = await keep(api, convener, id_, "曹桂英", key=key)
    assert [one["name"] for one in named.json()["guests"]] == ["曹桂英"], "the seat is the same"
    few = {"form": "council", "parties": [], "seats": 3}
    assert (await put(api, convener, id_, based_on=2, **few)).status_code == 200
    assert (await keep(api, convener, id_, "老李")).status_code == 200
    fewer = await put(api, convener, id_, based_on=3, **few | {"seats": 2})
    assert (fewer.json()["code"], fewer.json()["facts"]) == (
        "seats_held",
        {"held": 3, "rule": "seats"},
    )
    second = await person("13800000002", clock, occupation="other")
    assert await come(api, second, id_) == 0
    for _ in ("once", "and again"):
        assert len((await give_up(api, convener, id_, key)).json()["guests"]) == 1
    assert not await waits(api, second, id_)
    assert await taken(api, convener, id_) == (3, 0)


async def test_it_is_of_the_seats_that_are_kept_for_whom_they_come(api, convener):
    riders = [{"kind": "riders", "seats": 2}, {"kind": "street", "seats": 2}]
    id_, key = await announced(api, convener, parties=riders, seats=4), uuid4()
    refused = await keep(api, convener, id_)
    assert refused.json()["code"] == "no_seat_to_keep", "both are the parties'"
    assert (await keep(api, convener, id_, kind="riders", key=key)).status_code == 200
    # Put right for whom they come, it is a seat of theirs, or nothing is changed.
    other = await keep(api, convener, id_, kind="property", key=key)
    assert other.json()["code"] == "no_seat_to_keep"
    assert (await keep(api, convener, id_, kind="street", key=key)).status_code == 200
    refused = (await keep(api, convener, id_, "老李", kind="street")).json()
    assert refused["code"] == "half_by_hand"


async def test_names_take_no_more_than_half_of_what_riders_keep_for_themselves(
    api, clock, convener
):
    id_ = await announced(api, convener, parties=[{"kind": "riders", "seats": 3}], seats=4)
    assert (await keep(api, convener, id_, "甲师傅", kind="riders")).status_code == 200
    # What nobody keeps is anybody's, and takes nothing of what they keep.
    assert (await keep(api, convener, id_, "乙师傅", kind="riders")).status_code == 200
    refused = await keep(api, convener, id_, "丙师傅", kind="riders")
    assert (refused.status_code, refused.json()["code"]) == (409, "half_by_hand")
    opens = (STARTS - timedelta(hours=24)).isoformat()
    assert refused.json()["facts"] == {"most": 1, "until": opens, "rule": "half_by_hand"}
    for phone in ("13800000001", "13800000002"):
        assert await come(api, await person(phone, clock, occupation="delivery"), id_) is None
    seats = (await api.get(f"/api/consultations/{id_}")).json()["seats"]
    assert (seats["taken"], seats["byHand"], seats["left"], seats["kept"]) == (4, 2, 0, [])
    assert (await keep(api, convener, id_, "丙师傅", kind="riders")).json()[
        "code"
    ] == "no_seat_to_keep"


async def test_once_the_seats_of_a_party_open_to_all_any_of_them_is_kept_by_hand(
    api, clock, convener
):
    id_ = await announced(api, convener, parties=[{"kind": "riders", "seats": 3}], seats=3)
    for number, name in enumerate("甲乙"):
        answer = await keep(api, convener, id_, f"{name}师傅", kind="riders")
        assert answer.is_success == (number == 0), answer.text
    clock.now = STARTS - timedelta(hours=24)
    convener = later_on(convener, clock)
    for name in "乙丙":
        assert (await keep(api, convener, id_, f"{name}师傅", kind="riders")).is_success
    assert await taken(api, convener, id_) == (3, 0)


async def test_who_comes_on_paper_takes_it_at_the_door(api, clock, convener):
    id_, key = await announced(api, convener, form="council", parties=[], seats=3), uuid4()
    for name, one in ((NAME, key), ("没来的老李", uuid4())):
        assert (await keep(api, convener, id_, name, key=one)).status_code == 200
    path = f"/api/desk/consultations/{id_}/guests/{key}"
    said = {"name": NAME, "kind": "residents"}
    early = await api.put(path, json=said, headers=convener.headers)
    assert early.json()["code"] == "room_closed"
    clock.now = STARTS + timedelta(minutes=5)
    convener = later_on(convener, clock)
    late = await keep(api, convener, id_, "老周")
    assert late.json()["code"] == "consultation_over"

    async def at_door(answer):
        assert answer.status_code == 200, answer.text
        record = await api.get(f"/api/desk/consultations/{id_}/record", headers=convener.headers)
        here = {one["name"] for one in answer.json()["guests"] if one["here"]}
        return here, record.json()["onPaper"]

    for _ in ("once", "and again"):
        there = await at_door(await api.put(path, json=said, headers=convener.headers))
        assert there == ({NAME}, 1)
    assert await at_door(await api.delete(path, headers=convener.headers)) == (set(), 0)
    await api.put(path, json=said, headers=convener.headers)
    left = await give_up(api, convener, id_, key)
    assert await at_door(left) == ({NAME}, 1), "who came stays on the sheet"
    [row] = await run("SELECT name FROM meeting_guest WHERE seated_at IS NULL")
    assert NAME.encode() not in bytes(row["name"])
    await forget_delegates(None, STARTS + timedelta(days=40))
    assert {row["name"] for row in await run("SELECT name FROM meeting_guest")} == {None}


async def test_only_who_convenes_keeps_seats_and_only_where_somebody_counts_them(
    api, clock, convener
):
    clerk = await signed_in(
        "13800000092", HeldRole("clerk", Scope("division", STREET)), now=clock.now
    )
    key, other = uuid4(), await announced(api, convener)
    id_ = await announced(api, convener, form="council", parties=[], seats=3)
    assert (await keep(api, convener, other)).json()["code"] == "seats_uncounted"
    assert (await keep(api, clerk, id_)).json()["code"] == "role_missing"
    assert (await keep(api, convener, id_, key=key)).status_code == 200
    assert (await keep(api, convener, other, key=key)).json()["code"] == "guest_not_found"
    assert (await give_up(api, convener, other, key)).json()["code"] == "guest_not_found"
    assert (await keep(api, convener, id_, " ")).json()["code"] == "name_unusable"
    seen = await api.get(f"/api/desk/consultations/{id_}/guests", headers=clerk.headers)
    assert seen.json()["guests"] == [], "whoever sits at a counter sees whom they entered"
