"""A phone on which nobody has signed in hears of what is public, and of what became of that."""

from datetime import timedelta

import pytest
from tests.notifications.makers import THREAD, person, same, subscribed, telling, told
from tests.people import FURONG, STREET, ZHUZHOU, ground

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.notifications.adapters import audience as people
from xiangyi.features.notifications.schemas import Audience, Group, Subject
from xiangyi.features.notifications.service import expanding, previewing
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


async def test_a_phone_without_an_account_is_not_rung_for_who_holds_a_role_or_follows(clock):
    phone = await subscribed(None, clock)
    await run(
        "INSERT INTO push_watch (subscription, division, topic) VALUES ({}, {}, 'consultations')",
        *(phone, STREET),
    )
    await person("13800000001", clock, HeldRole("convener", Scope("division", STREET)))
    few = [
        Group(division=FURONG, roles=("convener",)),
        Group(division=FURONG, follows=Subject("station", "A0000001")),
    ]
    audience = Audience(groups=tuple(few), watchers=True)
    assert await previewing.size(audience, "consultations") == (1, 0)
    audience = Audience(groups=(*few, Group(division=STREET)), watchers=True)
    assert await previewing.size(audience, "consultations") == (1, 1)


async def test_who_heard_of_it_without_an_account_and_signs_in_hears_what_became_of_it(clock):
    phone, other = await subscribed(None, clock), await subscribed(None, clock)
    await run(
        "INSERT INTO push_watch (subscription, division, topic) VALUES ({}, {}, 'consultations')",
        *(phone, STREET),
    )
    audience = Audience(groups=(Group(division=STREET),), watchers=True)
    await notify(telling(audience=audience), now=clock.now)
    await expanding.expand_due(now=clock.now)
    here, elsewhere = [await person(f"1380000000{n}", clock, home=None) for n in (1, 2)]
    for one, who in ((phone, here), (other, elsewhere)):
        await run(
            "UPDATE push_subscription SET account = {}, device = {} WHERE id = {}",
            *(who.account, who.device, one),
        )
    clock.now += timedelta(seconds=1)
    off = Audience(groups=(Group(division=STREET), Group(told_of=THREAD)))
    await notify(telling(kind="consultation.cancelled", audience=off), now=clock.now)
    await expanding.expand_due(now=clock.now)
    assert same(await told(), [here.account])
