"""A reminder says how it is, or says no more."""

from datetime import timedelta

import pytest
from tests.consultations.makers import STARTS, announce, announced, drafted
from tests.notifications.makers import person, subscribed
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.identity.adapters import tokens
from xiangyi.features.notifications.service import expanding


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


def later(person, clock):
    """The same person, once their token has run out and been changed for another."""
    token, _ = tokens.issue(person.account, person.device, now=clock.now)
    return {"Authorization": f"Bearer {token}"}


async def test_who_was_reminded_of_a_meeting_that_is_cancelled_then_hears_that_alone(api, clock):
    held = HeldRole("convener", Scope("division", STREET))
    convener = await signed_in("13800000091", held, now=clock.now)
    rider = await person("13800000001", clock)
    id_ = await announced(api, convener)
    coming = {"answer": "coming"}
    await api.put(f"/api/consultations/{id_}/answer", json=coming, headers=rider.headers)
    clock.now = STARTS - timedelta(hours=20)
    await expanding.expand_due(now=clock.now)
    answer = await api.put(
        f"/api/consultations/{id_}/cancellation",
        json={"reason": "下雨"},
        headers=later(convener, clock),
    )
    assert answer.status_code == 200, answer.text
    await expanding.expand_due(now=clock.now)
    clock.now = STARTS
    await expanding.expand_due(now=clock.now)
    notices = (await api.get("/api/me/notices", headers=later(rider, clock))).json()["notices"]
    assert sorted((one["kind"], one["replaced"]) for one in notices) == [
        ("consultation.announced", True),
        ("consultation.cancelled", False),
        ("consultation.reminder", True),
    ]


async def test_nobody_is_sent_a_message_before_they_could_have_heard(api, clock):
    """Announced at night, when no phone rings: three hours later is in the morning."""
    held = HeldRole("convener", Scope("division", STREET))
    clock.now = clock.now.replace(hour=15)
    convener = await signed_in("13800000091", held, now=clock.now)
    await person("13800000001", clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_, messageAfterH=3)
    [row] = await run("SELECT falls_back_at FROM campaign WHERE kind = 'consultation.announced'")
    assert row["falls_back_at"] == clock.now.replace(hour=23, minute=0) + timedelta(hours=3)


async def test_a_message_comes_while_one_can_still_set_out(api, clock):
    """Two days unseen would be long after the meeting."""
    held = HeldRole("convener", Scope("division", STREET))
    clock.now = STARTS - timedelta(hours=5)
    convener = await signed_in("13800000091", held, now=clock.now)
    await person("13800000001", clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_, messageAfterH=48)
    [row] = await run("SELECT falls_back_at FROM campaign WHERE kind = 'consultation.announced'")
    assert row["falls_back_at"] == STARTS - timedelta(hours=1)


async def test_a_message_does_not_wait_for_the_end_of_a_meal_before_the_meeting(api, clock):
    """Half past six is dinner, and would be over half an hour before they meet."""
    held = HeldRole("convener", Scope("division", STREET))
    clock.now = STARTS - timedelta(days=2)
    begins = STARTS.replace(hour=11, minute=30)
    convener = await signed_in("13800000091", held, now=clock.now)
    await person("13800000001", clock)
    when = {
        "startsAt": begins.isoformat(),
        "endsAt": (begins + timedelta(hours=1)).isoformat(),
    }
    calm, urgent = [await drafted(api, convener, **when) for _ in range(2)]
    await announce(api, convener, calm, messageAfterH=72)
    await announce(api, convener, urgent, messageAfterH=72, urgent=True)
    rows = await run(
        "SELECT falls_back_at FROM campaign WHERE kind = 'consultation.announced' ORDER BY urgency"
    )
    assert [row["falls_back_at"] for row in rows] == [
        begins.replace(hour=8, minute=59),
        begins - timedelta(hours=1),
    ]


async def reminded(api, clock, starts_at):
    """Somebody with a phone who comes to a meeting that begins then; the convener announced it."""
    held = HeldRole("convener", Scope("division", STREET))
    convener = await signed_in("13800000091", held, now=clock.now)
    rider = await person("13800000001", clock)
    ends_at = starts_at + timedelta(hours=1)
    times = {"startsAt": starts_at.isoformat(), "endsAt": ends_at.isoformat()}
    id_ = await announced(api, convener, **times)
    coming = {"answer": "coming"}
    await api.put(f"/api/consultations/{id_}/answer", json=coming, headers=rider.headers)
    await subscribed(rider, clock)
    await expanding.expand_due(now=clock.now)


async def rings() -> list[object]:
    rows = await run("SELECT due_at FROM attempt ORDER BY due_at")
    return [row["due_at"] for row in rows]


async def test_a_reminder_rings_in_no_night_though_the_worker_was_away_before_it(api, clock):
    """At half past seven; it was to ring the evening before, and one can still set out at seven."""
    starts_at = STARTS.replace(hour=23, minute=0)
    await reminded(api, clock, starts_at + timedelta(minutes=30))
    clock.now = starts_at - timedelta(hours=5)
    await expanding.expand_due(now=clock.now)
    assert await rings() == [starts_at]


async def test_who_is_reminded_an_hour_before_is_not_reminded_of_tomorrow_too(api, clock):
    await reminded(api, clock, STARTS)
    clock.now = STARTS - timedelta(minutes=50)
    await expanding.expand_due(now=clock.now)
    assert await rings() == [clock.now]
