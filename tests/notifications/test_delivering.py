"""A knock leaves for every phone that is due, and what came of each is kept."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pycurl
import pytest
from tests.notifications.makers import person, subscribed, telling
from tests.people import STREET, ground

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.core.sealing import seal
from xiangyi.features.identity.service import sessions
from xiangyi.features.notifications import jobs
from xiangyi.features.notifications.adapters.push.limits import Limits
from xiangyi.features.notifications.adapters.push.sender import SenderClosed
from xiangyi.features.notifications.schemas import Audience, Group, TopicSetting, TopicSettings
from xiangyi.features.notifications.service import choosing, claiming, delivering, expanding
from xiangyi.features.notifications.service.notifying import notify
from xiangyi.features.notifications.service.subscribing import ENDPOINT
from xiangyi.settings import Settings


@pytest.fixture
async def here(db, stage, clock):
    """Tokens are good for the time that their reader has."""
    clock.now = datetime.now(UTC)
    await ground()
    return stage


async def phone_of(who, service, stage, clock, **answer):
    """A phone at the service that stands in; its browser can open what it gets."""
    [delivery] = stage.deliveries(service, 1, **answer)
    id_ = await subscribed(who, clock)
    await run(
        "UPDATE push_subscription SET endpoint = {}, p256dh = {}, auth = {}, vapid_key = {}"
        " WHERE id = {}",
        seal(delivery.endpoint, owner=id_, field=ENDPOINT),
        *(delivery.p256dh, delivery.auth, stage.key, id_),
    )
    return id_, delivery.endpoint


async def tell(clock, **changes):
    await notify(telling(**{"urgency": "urgent"} | changes), now=clock.now)
    await expanding.expand_due(now=clock.now)


async def attempts():
    rows = await run(
        "SELECT subscription, state, why, status, tries, due_at FROM attempt ORDER BY id"
    )
    return {str(row["subscription"]): row for row in rows}


async def test_what_arrives_says_nothing_of_the_matter(here, clock):
    rider = await person("13800000001", clock)
    async with here.service() as service, here.sender(service) as sender:
        await phone_of(rider, service, here, clock)
        await tell(clock, facts={"title": "外卖车停放怎么办"})
        assert await delivering.deliver(sender, clock) == 1
        assert await delivering.deliver(sender, clock) == 0
        [message] = [one for browser in service.browsers.values() for one in browser.got]
    said = msgspec.json.decode(message)
    assert {name: said[name] for name in ("v", "topic", "link")} == {
        "v": 1,
        "topic": "consultations",
        "link": "/me/notices",
    }
    assert len(said["tag"]) == 32
    assert "外卖" not in message.decode()


async def test_each_answer_has_its_own_outcome_and_harms_no_other(here, clock):
    people = [await person(f"1380000000{number}", clock) for number in range(5)]
    async with here.service() as service, here.sender(service) as sender:
        taken, gone, large, later, broken = [
            (await phone_of(who, service, here, clock, **answer))[0]
            for who, answer in zip(
                people,
                [
                    {"status": 201},
                    {"status": 410},
                    {"status": 413},
                    {"status": 429, "headers": (("retry-after", "120"),)},
                    {"status": 500},
                ],
                strict=True,
            )
        ]
        await tell(clock)
        assert await delivering.deliver(sender, clock) == 1
    found = await attempts()

    def outcome(id_):
        row = found[str(id_)]
        return row["state"], row["why"], row["status"], row["tries"]

    assert outcome(taken) == ("sent", None, 201, 1)
    assert outcome(gone) == ("failed", "unsubscribed", 410, 1)
    assert outcome(large) == ("failed", "too_large", 413, 1)
    assert outcome(later) == ("waiting", "throttled", 429, 1)
    assert outcome(broken) == ("waiting", "server_error", 500, 1)
    assert found[str(later)]["due_at"] - clock.now >= timedelta(seconds=119)
    ended = await run("SELECT id, ended_why FROM push_subscription WHERE ended_at IS NOT NULL")
    assert [(str(row["id"]), row["ended_why"]) for row in ended] == [(str(gone), "gone")]


async def test_a_host_that_hangs_delays_no_campaign_that_comes_later(here, clock):
    lost, other = await person("13800000001", clock), await person("13800000002", clock)
    patient = Limits(answer_s=60, connect_s=60, stalled_s=2)
    async with (
        here.service("127.0.0.2", answer={"manner": "hang"}) as away,
        here.service() as service,
        here.sender(away, service, limits=patient) as sender,
    ):
        await phone_of(lost, away, here, clock)
        await phone_of(other, service, here, clock)
        await tell(clock, audience=Audience(groups=(Group(accounts=(lost.account,)),)))
        knocking = asyncio.create_task(delivering.deliver(sender, clock))
        await asyncio.wait_for(away.was_asked.wait(), 30)
        whom = Audience(groups=(Group(accounts=(other.account,)),))
        await tell(clock, audience=whom, thread="consultation/2")
        await service.next_asked(within_s=30)
        assert (service.asked.total(), away.asked.total(), knocking.done()) == (1, 1, False)
        knocking.cancel()
        await asyncio.gather(knocking, return_exceptions=True)


async def test_what_is_worth_nothing_any_more_is_not_sent(here, clock):
    rider = await person("13800000001", clock)
    async with here.service() as service, here.sender(service) as sender:
        id_, _ = await phone_of(rider, service, here, clock)
        await tell(clock, ends_at=clock.now + timedelta(seconds=1))
        clock.now += timedelta(seconds=1)
        assert await delivering.deliver(sender, clock) == 0
    row = (await attempts())[str(id_)]
    assert (row["state"], row["why"]) == ("failed", "too_late")


async def test_what_waited_until_the_night_waits_for_the_morning_too(here, clock):
    clock.now = clock.now.replace(hour=14, minute=30)
    sleeps, wakes = await person("13800000001", clock), await person("13800000002", clock)
    chosen = TopicSettings([TopicSetting("consultations", push=True, anytime=True)])
    await choosing.choose(Asker(account=wakes.account, device=wakes.device), chosen)
    async with here.service() as service, here.sender(service) as sender:
        held, rung = [(await phone_of(who, service, here, clock))[0] for who in (sleeps, wakes)]
        await tell(clock, urgency="normal")
        await run("UPDATE attempt SET due_at = {}", clock.now - timedelta(hours=1))
        assert await delivering.deliver(sender, clock) == 1
    found = await attempts()
    assert found[str(rung)]["state"] == "sent"
    assert (found[str(held)]["state"], found[str(held)]["tries"]) == ("waiting", 0)
    morning = clock.now.replace(hour=23, minute=0, second=0, microsecond=0)
    assert found[str(held)]["due_at"] == morning


async def test_nobody_is_knocked_for_days_after_it_was_told(here, clock):
    rider = await person("13800000001", clock)
    async with here.service() as service, here.sender(service) as sender:
        id_, _ = await phone_of(rider, service, here, clock)
        await tell(clock)
        clock.now += timedelta(days=3)
        assert await delivering.deliver(sender, clock) == 0
    assert (await attempts())[str(id_)]["why"] == "too_late"


async def test_two_workers_share_what_is_due_and_take_up_what_a_third_left(here, clock):
    for number in range(6):
        await subscribed(await person(f"1380000000{number}", clock), clock)
    await tell(clock)
    first = await claiming.claim("web_push", most=4, now=clock.now)
    second = await claiming.claim("web_push", most=4, now=clock.now)
    assert (len(first), len(second)) == (4, 2)
    assert not {one.id for one in first} & {one.id for one in second}
    later = clock.now + claiming.LEASE + timedelta(seconds=1)
    assert len(await claiming.claim("web_push", most=9, now=later)) == 6


async def test_the_worker_knocks_on_after_its_thread_broke(here, clock, monkeypatch, tmp_path):
    class Scarce:
        """The first handle is not to be had."""

        left, made = 1, pycurl.Curl

        def __call__(self):
            if self.left:
                self.left = 0
                raise MemoryError
            return self.made()

    rider = await person("13800000001", clock)
    async with here.service() as service:
        id_, _ = await phone_of(rider, service, here, clock)
        settings = Settings.from_environment(
            {"XIANGYI_PUSH_TEST_ORIGINS": service.origin}, data=str(tmp_path)
        )
        await tell(clock)
        monkeypatch.setattr(pycurl, "Curl", Scarce())
        knock = jobs.knocking()
        with pytest.raises(SenderClosed):
            await knock(settings, lambda: clock.now)
        await run("UPDATE attempt SET claimed_until = NULL")
        await knock(settings, lambda: clock.now)
    # It trusts no certificate of a test.
    row = (await attempts())[str(id_)]
    assert (row["why"], row["tries"]) == ("untrusted", 1)


async def test_a_phone_whose_address_does_not_open_holds_up_nobody(here, clock):
    rider, other = await person("13800000001", clock), await person("13800000002", clock)
    async with here.service() as service, here.sender(service) as sender:
        id_, _ = await phone_of(rider, service, here, clock)
        await phone_of(other, service, here, clock)
        moved = seal("https://127.0.0.1/", owner=uuid4(), field=ENDPOINT)
        await run("UPDATE push_subscription SET endpoint = {} WHERE id = {}", moved, id_)
        await tell(clock)
        assert await delivering.deliver(sender, clock) == 1


async def test_a_phone_rings_only_for_who_is_signed_in_on_it_and_wants_it_still(here, clock):
    left, moved, refuses, stays = [
        await person(f"1380000000{number}", clock) for number in range(4)
    ]
    async with here.service() as service, here.sender(service) as sender:
        phones = [
            (await phone_of(who, service, here, clock))[0]
            for who in (left, moved, refuses, stays, None, None)
        ]
        for nobodys in phones[-2:]:
            await run(
                "INSERT INTO push_watch (subscription, division, topic)"
                " VALUES ({}, {}, 'consultations')",
                *(nobodys, STREET),
            )
        await tell(clock, audience=Audience(groups=(Group(division=STREET),), watchers=True))
        await sessions.close(left.refresh, now=clock.now)
        for taken_over in (phones[1], phones[-1]):
            await run(
                "UPDATE push_subscription SET account = {}, device = {} WHERE id = {}",
                *(stays.account, stays.device, taken_over),
            )
        chosen = TopicSettings([TopicSetting("consultations", push=False, anytime=False)])
        await choosing.choose(Asker(account=refuses.account, device=refuses.device), chosen)
        assert await delivering.deliver(sender, clock) == 2
    found = await attempts()
    assert [(found[str(one)]["state"], found[str(one)]["why"]) for one in phones] == [
        ("failed", "signed_out"),
        ("failed", "signed_out"),
        ("failed", "not_wanted"),
        ("sent", None),
        ("sent", None),
        ("failed", "signed_in"),
    ]
