"""Whoever has seen nothing of what matters gets a text message, once, and nobody else does."""

import asyncio
from datetime import timedelta

import pytest
from tests.notifications.makers import inbox, person, saw, telling
from tests.people import Outbox, ground

from xiangyi.core.db import run
from xiangyi.features.identity.errors import SmsUnavailable
from xiangyi.features.identity.tables import Account
from xiangyi.features.notifications.schemas import Audience, Group
from xiangyi.features.notifications.service import claiming, expanding, messaging
from xiangyi.features.notifications.service.notifying import notify

SOON = timedelta(minutes=10)


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


class Away(Outbox):
    async def send_notice(self, phone, words, *, id_):
        await super().send_notice(phone, words, id_=id_)
        raise SmsUnavailable


class Killed(Outbox):
    """It takes both, and then its worker is no more."""

    async def send_notice(self, phone, words, *, id_):
        await super().send_notice(phone, words, id_=id_)
        if len(self.notices) == 2:
            raise asyncio.CancelledError


async def told(clock):
    await notify(telling(falls_back_at=clock.now + SOON), now=clock.now)
    await expanding.expand_due(now=clock.now)


async def work(gateway, clock):
    await messaging.fall_back_due(now=clock.now)
    await messaging.send_due(gateway, now=clock.now)


async def test_only_who_has_not_seen_it_by_then_gets_a_message(api, clock):
    seen, unseen = await person("13800000001", clock), await person("13800000002", clock)
    kept = await person("13800000003", clock)
    await Account.update({Account.phone: None}).where(Account.id == kept.account)
    await told(clock)
    await saw(api, seen)
    # A phone fetches in a pocket what nobody looks at.
    await inbox(api, unseen)
    phone = Outbox()
    await work(phone, clock)
    assert phone.notices == []
    clock.now += SOON
    for _ in range(2):
        await work(phone, clock)
    [(number, words)] = phone.notices
    assert number == "13800000002"
    assert "议事" in words
    assert unseen.account
    rows = await run("SELECT state FROM attempt")
    assert [row["state"] for row in rows] == ["sent"]


async def test_who_turned_these_reminders_off_gets_no_message_either(clock):
    """Whether they did so before it was written, or while it waits for the morning."""
    before, since, never = [await person(f"1380000000{n}", clock) for n in range(3)]

    async def turn_off(who):
        await run(
            "INSERT INTO notice_setting (account, topic, push, anytime)"
            " VALUES ({}, 'consultations', false, false)",
            who.account,
        )

    await told(clock)
    await turn_off(before)
    clock.now, phone = clock.now.replace(hour=15), Outbox()
    await work(phone, clock)
    await turn_off(since)
    clock.now = clock.now.replace(hour=23)
    await work(phone, clock)
    assert [number for number, _ in phone.notices] == ["13800000002"]
    rows = await run("SELECT account, state, why FROM attempt")
    assert {str(row["account"]): (row["state"], row["why"]) for row in rows} == {
        str(since.account): ("failed", "not_wanted"),
        str(never.account): ("sent", None),
    }


async def test_a_message_that_left_before_the_worker_was_killed_comes_again_as_the_same(clock):
    for number in (2, 3):
        await person(f"1380000000{number}", clock)
    await told(clock)
    clock.now += SOON
    killed, phone = Killed(), Outbox()
    with pytest.raises(asyncio.CancelledError):
        await work(killed, clock)
    clock.now += claiming.LEASE + timedelta(seconds=1)
    await work(phone, clock)
    assert sorted(phone.notices) == sorted(killed.notices)
    assert set(phone.ids) == set(killed.ids)
    assert len(set(phone.ids)) == 2


async def test_a_message_that_does_not_leave_is_tried_again_and_then_given_up(clock):
    clock.now = clock.now.replace(hour=6)
    await person("13800000002", clock)
    await told(clock)
    clock.now += SOON
    away = Away()
    for tries in range(1, 8):
        await work(away, clock)
        assert len(away.notices) == min(tries, 5)
        clock.now += timedelta(minutes=16)
    [row] = await run("SELECT state, why, tries FROM attempt")
    assert dict(row) == {"state": "failed", "why": "sms_unavailable", "tries": 5}


async def test_nobody_is_sent_a_message_of_what_is_over_or_at_night(clock):
    await person("13800000002", clock)
    await notify(telling(falls_back_at=clock.now + SOON, ends_at=clock.now + SOON), now=clock.now)
    await expanding.expand_due(now=clock.now)
    clock.now += SOON
    phone = Outbox()
    await work(phone, clock)
    assert phone.notices == []
    await notify(telling(falls_back_at=clock.now.replace(hour=15), thread="another"), now=clock.now)
    await expanding.expand_due(now=clock.now)
    clock.now = clock.now.replace(hour=15)
    await work(phone, clock)
    assert phone.notices == []
    clock.now += timedelta(hours=9)
    await work(phone, clock)
    assert len(phone.notices) == 1


async def test_what_was_seen_or_replaced_or_is_over_by_then_is_not_sent(api, clock):
    """From the evening, when messages are written, until the morning, when they leave."""
    clock.now = clock.now.replace(hour=13)
    night, morning = clock.now.replace(hour=15), clock.now.replace(hour=23)
    people = [await person(f"1380000000{number}", clock) for number in range(4)]
    for number, one in enumerate(people):
        audience = Audience(groups=(Group(accounts=(one.account,)),))
        ends_at = morning if number == 2 else None
        matter = telling(
            thread=f"report/{number}", audience=audience, falls_back_at=night, ends_at=ends_at
        )
        await notify(matter, now=clock.now)
    await expanding.expand_due(now=clock.now)
    clock.now, phone = night, Outbox()
    await work(phone, clock)
    await run("UPDATE notice SET seen_at = {} WHERE account = {}", night, people[0].account)
    await run("UPDATE notice SET replaced_at = {} WHERE account = {}", night, people[1].account)
    assert phone.notices == []
    clock.now = morning
    await work(phone, clock)
    assert [number for number, _ in phone.notices] == ["13800000003"]
    rows = await run("SELECT account, state, why FROM attempt")
    found = {str(row["account"]): (row["state"], row["why"]) for row in rows}
    assert [found[str(one.account)] for one in people] == [
        ("failed", "seen"),
        ("replaced", None),
        ("failed", "too_late"),
        ("sent", None),
    ]


async def test_a_message_that_could_not_leave_before_the_night_leaves_in_the_morning(clock):
    await person("13800000002", clock)
    await told(clock)
    clock.now = clock.now.replace(hour=13, minute=59, second=30)
    await work(Away(), clock)
    [row] = await run("SELECT due_at FROM attempt")
    assert row["due_at"] == clock.now.replace(hour=23, minute=0, second=0)
    # Its retry may have been due when the worker was down until it was night.
    night = clock.now + timedelta(hours=1)
    await run("UPDATE attempt SET due_at = {}", clock.now)
    clock.now, phone = night, Outbox()
    await work(phone, clock)
    assert phone.notices == []
    clock.now = night.replace(hour=23, minute=0, second=0)
    await work(phone, clock)
    assert len(phone.notices) == 1
