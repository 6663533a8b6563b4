"""A knock leaves for every phone that is due, and what came of each is kept."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pycurl
import pytest
from tests.notifications.knocking import attempts, phone_of, tell
from tests.notifications.makers import person, subscribed

from xiangyi.core.db import run
from xiangyi.core.sealing import seal
from xiangyi.features.notifications import jobs
from xiangyi.features.notifications.adapters.push.limits import Limits
from xiangyi.features.notifications.adapters.push.sender import SenderClosed
from xiangyi.features.notifications.schemas import Audience, Group
from xiangyi.features.notifications.service import claiming, delivering
from xiangyi.features.notifications.service.subscribing import ENDPOINT
from xiangyi.settings import Settings


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
