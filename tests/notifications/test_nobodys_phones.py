"""A phone on which nobody has signed in hears of what is public, and of what became of that."""

from datetime import timedelta

import pytest
from tests.notifications.makers import THREAD, subscribed, telling
from tests.people import FURONG, STREET, ZHUZHOU, ground

from xiangyi.core.db import run
from xiangyi.features.notifications.adapters import audience as people
from xiangyi.features.notifications.schemas import Audience, Group
from xiangyi.features.notifications.service import expanding
from xiangyi.features.notifications.service.notifying import notify


@pytest.fixture(autouse=True)
async def _ground(db):
    await ground()


async def test_a_phone_without_an_account_hears_of_what_is_near_the_place_it_watches(clock):
    near, far = await subscribed(None, clock), await subscribed(None, clock)
    for phone, division in ((near, FURONG), (far, ZHUZHOU)):
        await run(
            "INSERT INTO push_watch (subscription, division, topic)"
            " VALUES ({}, {}, 'consultations')",
            *(phone, division),
        )
    audience = Audience(groups=(Group(division=STREET),), watchers=True)
    await notify(telling(audience=audience), now=clock.now)
    await expanding.expand_due(now=clock.now)
    rows = await run("SELECT subscription, account FROM attempt")
    assert [(str(row["subscription"]), row["account"]) for row in rows] == [(str(near), None)]


async def test_a_phone_without_an_account_hears_what_became_of_what_it_heard_of(clock):
    """Though no phones are asked any more, and it watches another place."""
    phone, other = await subscribed(None, clock), await subscribed(None, clock)
    for one, division in ((phone, FURONG), (other, ZHUZHOU)):
        await run(
            "INSERT INTO push_watch (subscription, division, topic)"
            " VALUES ({}, {}, 'consultations')",
            *(one, division),
        )
    audience = Audience(groups=(Group(division=STREET),), watchers=True)
    await notify(telling(audience=audience), now=clock.now)
    await expanding.expand_due(now=clock.now)
    await run("UPDATE push_watch SET division = {} WHERE subscription = {}", ZHUZHOU, phone)
    clock.now += timedelta(seconds=1)
    off = Audience(groups=(Group(division=STREET), Group(told_of=THREAD)))
    assert await people.count_watchers(off, "consultations") == 1
    await notify(telling(kind="consultation.cancelled", audience=off), now=clock.now)
    await expanding.expand_due(now=clock.now)
    rows = await run("SELECT subscription, state FROM attempt ORDER BY id")
    assert [(str(row["subscription"]), row["state"]) for row in rows] == [
        (str(phone), "replaced"),
        (str(phone), "waiting"),
    ]


async def test_a_phone_without_an_account_rings_for_the_last_word_alone(clock):
    phone = await subscribed(None, clock)
    await run(
        "INSERT INTO push_watch (subscription, division, topic) VALUES ({}, {}, 'consultations')",
        *(phone, FURONG),
    )
    audience = Audience(groups=(Group(division=STREET),), watchers=True)
    for thread in (THREAD, "another", THREAD):
        await notify(telling(audience=audience, thread=thread), now=clock.now)
        await expanding.expand_due(now=clock.now)
        clock.now += timedelta(seconds=1)
    rows = await run("SELECT state FROM attempt ORDER BY id")
    assert [row["state"] for row in rows] == ["replaced", "waiting", "waiting"]
