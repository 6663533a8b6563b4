"""Who signed on paper has the record put right as well, and objects to it, by who entered them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.cases import makers as cases
from tests.cases.makers import COUNTY, STREET, hunan
from tests.consultations.record_makers import (
    AFTER,
    CONVENER,
    DURING,
    again,
    called,
    desk,
    move,
    on_paper,
    read,
    write,
)
from tests.notifications.makers import inbox

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.jobs import forget_delegates
from xiangyi.features.notifications.service import expanding

CLERK, OTHER, WATCHER = "13900000007", "13900000006", "13900000008"
NAME, WORDS = "没手机的曹奶奶", "我说的是早上也没地方停。"
_COUNTER = HeldRole("clerk", Scope("division", STREET))


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


@pytest.fixture
async def held(api, clock):
    """A meeting with three on paper, one of whom a clerk entered; it is over, and laid open."""
    id_ = await called(api, clock, await cases.convener(clock))
    clock.now = DURING
    convener, clerk = await again(clock, CONVENER), await again(clock, CLERK, _COUNTER)
    await on_paper(api, clock, id_, 2)
    guest = str(uuid4())
    assert (await enter(api, clerk, id_, guest)).is_success
    await again(clock, WATCHER, HeldRole("supervisor", Scope("division", COUNTY)))
    clock.now = AFTER
    convener, clerk = await again(clock, CONVENER), await again(clock, CLERK)
    assert (await write(api, convener, id_)).is_success
    return id_, convener, clerk, guest


async def enter(api, who, id_, guest, name=NAME):
    return await api.put(
        f"/api/desk/consultations/{id_}/guests/{guest}",
        json={"name": name, "kind": "riders"},
        headers=who.headers,
    )


async def sheet(api, who, id_):
    answer = await api.get(f"/api/desk/consultations/{id_}/guests", headers=who.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def say(api, who, id_, guest, words=WORDS, key=None):
    return await api.put(
        f"/api/desk/consultations/{id_}/guests/{guest}/remarks/{key or uuid4()}",
        json={"words": words},
        headers=who.headers,
    )


async def answer(api, convener, id_, key, *, taken=True):
    reply = await api.put(
        f"/api/desk/consultations/{id_}/record/remarks/{key}/answer",
        json={"taken": taken, "words": "改好了。"},
        headers=convener.headers,
    )
    assert reply.status_code == 200, reply.text


async def heard(api, clock, who):
    await expanding.expand_due(now=clock.now)
    kinds = [
        one["kind"].removeprefix("consultation.") for one in (await inbox(api, who))["notices"]
    ]
    return sorted(one for one in kinds if "remark" in one or "raised" in one)


async def test_a_clerk_reads_it_to_whom_they_entered_and_enters_what_is_wrong(api, clock, held):
    id_, convener, clerk, guest = held
    assert (await read(api, id_, clerk)).json()["code"] == "record_not_found", "a draft"
    early = await say(api, clerk, id_, guest)
    assert early.json()["code"] == "record_not_found"
    await move(api, convener, id_, "opening")
    assert (await read(api, id_, clerk)).json()["state"] == "open"
    stranger = await again(clock, OTHER, _COUNTER)
    assert (await read(api, id_, stranger)).json()["code"] == "record_not_found"
    assert (await sheet(api, clerk, id_))["mayRemark"] == "correction"
    key = uuid4()
    for _ in ("once", "and again"):
        told = await say(api, clerk, id_, guest, key=key)
        assert [one["words"] for one in told.json()["remarks"]] == [WORDS], told.text
    assert (await say(api, clerk, id_, guest, "别的", key=key)).json()["code"] == "remark_differs"
    [remark] = (await desk(api, convener, id_))["remarks"]
    assert (remark["guest"], remark["kind"], remark["words"]) == (guest, "correction", WORDS)
    assert (await read(api, id_, clerk)).json()["mine"] == []
    assert await heard(api, clock, convener) == ["correction_raised"]
    assert await heard(api, clock, await again(clock, WATCHER)) == []
    [entry] = await run(
        "SELECT actor FROM audit_entry WHERE action = 'consultation.guest_remarked'"
    )
    assert str(entry["actor"]) == str(clerk.account)


@pytest.mark.parametrize("taken", [True, False])
async def test_it_is_answered_before_it_is_sealed_and_who_entered_it_hears(api, clock, held, taken):
    id_, convener, clerk, guest = held
    await move(api, convener, id_, "opening")
    key = uuid4()
    await say(api, clerk, id_, guest, key=key)
    # Who takes them off the sheet has not taken back what they said.
    await enter(api, convener, id_, guest, "别人")
    await api.delete(f"/api/desk/consultations/{id_}/guests/{guest}", headers=convener.headers)
    await enter(api, clerk, id_, uuid4(), "又一位")
    clock.now += timedelta(days=6)
    convener, clerk = await again(clock, CONVENER), await again(clock, CLERK)
    assert (await move(api, convener, id_, "seal")).json()["code"] == "remarks_unanswered"
    await answer(api, convener, id_, key, taken=taken)
    came = "guest_remark_taken" if taken else "guest_remark_left"
    assert await heard(api, clock, clerk) == [came]
    [notice] = [one for one in (await inbox(api, clerk))["notices"] if one["kind"].endswith(came)]
    assert (notice["topic"], notice["link"]) == ("tasks", f"/desk/consultations/{id_}")


async def test_sealed_they_object_for_as_long_as_everybody_and_no_longer(api, clock, held):
    id_, convener, clerk, guest = held
    await move(api, convener, id_, "opening")
    clock.now += timedelta(days=6)
    assert (await move(api, await again(clock, CONVENER), id_, "seal")).json()["state"] == "sealed"
    clerk = await again(clock, CLERK)
    told = (await say(api, clerk, id_, guest)).json()
    assert [(one["kind"], one["dueOn"] is None) for one in told["remarks"]] == [
        ("objection", False)
    ]
    assert (await read(api, id_)).json()["objections"] == {"raised": 1, "unanswered": 1}
    assert NAME not in (await read(api, id_)).text
    assert WORDS not in (await read(api, id_)).text
    assert await heard(api, clock, await again(clock, WATCHER)) == ["objection_raised"]
    clock.now += timedelta(days=60)
    clerk = await again(clock, CLERK)
    assert (await sheet(api, clerk, id_))["mayRemark"] is None
    assert (await say(api, clerk, id_, guest)).json()["code"] == "remark_too_late"


async def test_what_a_convener_enters_and_may_answer_is_told_to_who_watches(api, clock, held):
    id_, convener, _, guest = held
    await move(api, convener, id_, "opening")
    assert (await say(api, convener, id_, guest)).is_success
    assert await heard(api, clock, await again(clock, WATCHER)) == ["correction_raised"]


async def test_only_for_whom_they_entered_and_who_came(api, clock, held):
    id_, convener, clerk, guest = held
    await move(api, convener, id_, "opening")
    people = (await sheet(api, convener, id_))["guests"]
    theirs = next(one["id"] for one in people if one["id"] != guest)
    for of in (theirs, uuid4()):
        assert (await say(api, clerk, id_, of)).json()["code"] == "guest_not_found"
    rider = await cases.rider(clock)
    assert (await say(api, rider, id_, guest)).json()["code"] == "role_missing"
    assert (await say(api, clerk, id_, guest, " ")).json()["code"] == "record_unusable"
    await run("UPDATE meeting_guest SET came_at = NULL, seated_at = entered_at")
    assert (await say(api, clerk, id_, guest)).json()["code"] == "presence_missing"


async def test_once_their_name_is_forgotten_what_they_said_stays_nameless(
    api, clock, settings, held
):
    id_, convener, clerk, guest = held
    await move(api, convener, id_, "opening")
    await say(api, clerk, id_, guest)
    clock.now += timedelta(days=31)
    await forget_delegates(settings, clock.now)
    told = await sheet(api, await again(clock, CLERK), id_)
    assert [one["name"] for one in told["guests"]] == [""]
    assert [(one["guest"], one["words"]) for one in told["remarks"]] == [(guest, WORDS)]


async def test_who_is_entered_later_may_say_so_too(api, clock, held):
    id_, convener, clerk, _ = held
    await move(api, convener, id_, "opening")
    until = (await desk(api, convener, id_))["correctUntil"]
    clock.now += timedelta(days=4)
    clerk, late = await again(clock, CLERK), uuid4()
    assert (await enter(api, clerk, id_, late, "晚录的")).is_success
    assert (await desk(api, await again(clock, CONVENER), id_))["correctUntil"] > until
    assert (await say(api, clerk, id_, late)).is_success
