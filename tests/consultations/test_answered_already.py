"""Whoever answers before the worker has come to them has seen it, and is told no more of it."""

from datetime import timedelta

import pytest
from tests.consultations.makers import STARTS, announce, drafted, put
from tests.notifications.makers import inbox, person, subscribed
from tests.people import STREET, ZHUZHOU, Outbox, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding, messaging

COMING = {"answer": "coming"}


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


@pytest.fixture
async def convener(clock):
    held = HeldRole("convener", Scope("division", STREET))
    return await signed_in("13800000091", held, now=clock.now)


async def answer(api, who, id_: str) -> None:
    path = f"/api/consultations/{id_}/answer"
    assert (await api.put(path, json=COMING, headers=who.headers)).status_code == 200


async def test_who_answers_before_the_worker_comes_is_neither_rung_up_nor_sent_a_message(
    api, clock, convener
):
    rider = await person("13800000001", clock)
    passing = await person("13800000002", clock, home=ZHUZHOU)
    await subscribed(rider, clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_, messageAfterH=1)
    for one in (rider, passing):
        await answer(api, one, id_)
    clock.now += timedelta(seconds=2)
    await expanding.expand_due(now=clock.now)
    desk = await api.get(f"/api/desk/consultations/{id_}", headers=convener.headers)
    [told] = [one for one in desk.json()["told"] if one["kind"] == "announced"]
    counted = {key: told["outcome"][key] for key in ("inbox", "seen", "waiting", "notReached")}
    assert counted == {"inbox": 1, "seen": 1, "waiting": 0, "notReached": 0}
    assert told["toRing"] == 0
    clock.now += timedelta(hours=17)
    phone = Outbox()
    await messaging.fall_back_due(now=clock.now)
    await messaging.send_due(phone, now=clock.now)
    assert phone.notices == []


async def test_who_answers_what_has_just_been_changed_is_not_rung_for_how_it_was(
    api, clock, convener
):
    rider = await person("13800000001", clock)
    await subscribed(rider, clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_)
    await expanding.expand_due(now=clock.now)
    clock.now += timedelta(seconds=1)
    moved = {"startsAt": (STARTS + timedelta(hours=1)).isoformat()}
    assert (await put(api, convener, id_, based_on=2, **moved)).status_code == 200
    await answer(api, rider, id_)
    await expanding.expand_due(now=clock.now)
    notices = (await inbox(api, rider))["notices"]
    assert [(one["kind"], one["replaced"], one["seenAt"] is None) for one in notices] == [
        ("consultation.changed", False, False),
        ("consultation.announced", True, False),
    ]
    assert [row["state"] for row in await run("SELECT state FROM attempt")] == ["replaced"]
