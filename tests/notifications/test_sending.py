"""Many at once: nobody waits for a host that is away, nothing grows, nothing is told twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
from msgspec.structs import replace
from tests.notifications.push_service import Answer
from tests.notifications.sending import (
    BRIEF,
    Stage,
    all_of,
    by_id,
    in_batches,
    now,
    seconds_from,
)

from xiangyi.features.notifications.adapters.push.delivery import Delivery
from xiangyi.features.notifications.adapters.push.limits import Limits
from xiangyi.features.notifications.adapters.push.sender import SenderClosed
from xiangyi.features.notifications.rules.breaker import FAILURES


async def test_many_go_over_few_connections(stage: Stage):
    async with stage.service() as service, stage.sender(service) as sender:
        for _ in range(3):
            outcomes = await all_of(sender, stage.deliveries(service, 300))
            assert {one.kind for one in outcomes} == {"sent"}
        assert service.connections <= 2


async def test_a_host_that_hangs_delays_nobody_else(stage: Stage):
    patient = Limits(answer_s=60, connect_s=60, stalled_s=2, held=200)
    async with (
        stage.service("127.0.0.2", answer={"manner": "hang"}) as away,
        stage.service() as service,
        stage.sender(away, service, limits=patient) as sender,
    ):
        lost, good = stage.deliveries(away, 500), stage.deliveries(service, 500)
        sent, back = set(), set()
        async for told in sender.send(in_batches([*lost, *good], 50)):
            sent |= {one.id for one in told if one.kind == "sent"}
            back |= {one.id for one in told if one.why == "host_slow" and not one.tried}
            if len(sent) == len(good):
                break
        assert sent == {one.id for one in good}
        # Those who had begun are still waited for, all others came back.
        assert len(back) == len(lost) - patient.connections
        assert sum(away.asked.values()) == patient.connections


async def test_a_host_that_is_slow_takes_no_room_from_others_for_long(stage: Stage):
    """Though it finishes something now and then."""
    few = Limits(
        answer_s=60, connect_s=60, stalled_s=60, queued_s=1, held=50, streams=4, connections=4
    )
    async with (
        stage.service("127.0.0.2") as slow,
        stage.service() as service,
        stage.sender(slow, service, limits=few) as sender,
    ):
        hanging = stage.deliveries(slow, few.streams, manner="hang")
        queue, good = stage.deliveries(slow, 96), stage.deliveries(service, 50)
        sent, back = set(), set()
        async for told in sender.send(in_batches([*hanging, *queue, *good], 20)):
            sent |= {one.id for one in told if one.kind == "sent"}
            back |= {one.id for one in told if one.why == "host_slow" and not one.tried}
            if len(sent) == len(good):
                break
        assert sent == {one.id for one in good}
        # All but those of the batch in which the good ones were.
        assert {one.id for one in queue[: -few.held // 2]} <= back <= {one.id for one in queue}


async def test_a_host_that_answers_nobody_is_left_alone(stage: Stage):
    began = now()
    async with (
        stage.service("127.0.0.2", answer={"manner": "reset"}) as away,
        stage.service() as service,
        stage.sender(away, service) as sender,
    ):
        lost, good = stage.deliveries(away, 200), stage.deliveries(service, 200)
        outcomes = by_id(await all_of(sender, [*lost, *good]))
        assert {outcomes[one.id].kind for one in good} == {"sent"}
        assert {outcomes[one.id].kind for one in lost} == {"later"}
        untried = [outcomes[one.id] for one in lost if not outcomes[one.id].tried]
        assert {one.why for one in untried} == {"host_away"}
        assert len(lost) - len(untried) <= FAILURES + BRIEF.connections
        assert all(15 <= seconds_from(began, one.retry_at) <= 40 for one in untried)
        again = await all_of(sender, stage.deliveries(away, 5))
        assert {(one.why, one.tried) for one in again} == {("host_away", False)}


async def test_a_host_that_is_not_there_is_told_of(stage: Stage):
    async with stage.service() as service:
        gone = stage.deliveries(service, 1)
    async with stage.sender(service) as sender:
        (outcome,) = await all_of(sender, gone)
    assert (outcome.kind, outcome.why) == ("later", "unreachable")


async def test_endpoints_that_hang_do_not_close_their_host_to_others(stage: Stage):
    async with stage.service() as service, stage.sender(service) as sender:
        await all_of(sender, stage.deliveries(service, 1))
        hanging = stage.deliveries(service, 20, manner="hang")
        outcomes = by_id(await all_of(sender, [*hanging, *stage.deliveries(service, 300)]))
        assert {outcomes[one.id].why for one in hanging} == {"timeout"}
        assert {one.kind for one in await all_of(sender, stage.deliveries(service, 5))} == {"sent"}


async def test_a_name_that_leads_inside_is_not_connected_to(stage: Stage):
    """Were the list of hosts wrong, or a name server bribed."""
    async with stage.sender(hosts=["localhost"]) as sender, stage.service() as service:
        browser = service.subscribe(stage.point)
        delivery = stage.to(browser, endpoint="https://localhost/x")
        (outcome,) = await all_of(sender, [delivery])
    assert (outcome.kind, outcome.why, outcome.tried) == ("refused_address", "inside", False)


@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "all_proxy"])
async def test_no_proxy_of_the_environment_is_asked(stage: Stage, monkeypatch, name):
    """It would connect where nobody looks at the address."""
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    async with stage.service() as service, stage.sender(service) as sender:
        assert {one.kind for one in await all_of(sender, stage.deliveries(service, 2))} == {"sent"}


async def test_a_redirect_is_not_followed(stage: Stage):
    async with stage.service("127.0.0.2") as elsewhere, stage.service() as service:
        target = elsewhere.subscribe(stage.point)
        answer = Answer(302, (("location", target.endpoint),))
        async with stage.sender(service, elsewhere) as sender:
            (outcome,) = await all_of(sender, [stage.to(service.subscribe(stage.point, answer))])
        assert (outcome.kind, outcome.why) == ("refused_address", "redirect")
        assert elsewhere.connections == 0


async def test_no_more_is_asked_for_than_can_be_held(stage: Stage):
    few = Limits(held=60, answer_s=5, connect_s=5, stalled_s=5)
    async with stage.service() as service, stage.sender(service, limits=few) as sender:
        deliveries = stage.deliveries(service, 1_000)
        given = told = most = 0

        async def counted() -> AsyncIterator[Sequence[Delivery]]:
            nonlocal given, most
            async for batch in in_batches(deliveries, 20):
                given += len(batch)
                most = max(most, given - told)
                yield batch

        async for some in sender.send(counted()):
            told += len(some)
        assert told == len(deliveries)
        # What is held, and the batch that waits for room.
        assert most <= few.held + 20


async def test_what_has_not_begun_does_not_begin_for_somebody_who_left(stage: Stage):
    patient = Limits(answer_s=2, connect_s=2, stalled_s=60, connections=4)
    async with stage.service() as service, stage.sender(service, limits=patient) as sender:
        hanging = stage.deliveries(service, patient.connections, manner="hang")
        sending = sender.send(in_batches([*hanging, *stage.deliveries(service, 100)]))
        first = asyncio.ensure_future(anext(sending))
        await service.was_asked.wait()
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        # It comes after all the others, which would be sent as soon as the first are timed out.
        await all_of(sender, stage.deliveries(service, 1))
        assert sum(service.asked.values()) == patient.connections + 1


async def test_one_that_cannot_be_sealed_just_now_stops_nobody_else(stage: Stage):
    class Strange(str):
        """What nobody has thought of."""

        __slots__ = ()

        def __hash__(self) -> int:
            raise OSError(28, "No space left on device")

    async with stage.service() as service, stage.sender(service) as sender:
        strange, *good = stage.deliveries(service, 4)
        strange = replace(strange, vapid=Strange(strange.vapid))
        outcomes = by_id(await all_of(sender, [strange, *good]))
    assert (outcomes[strange.id].kind, outcomes[strange.id].why) == ("later", "not_sealed")
    assert {outcomes[one.id].kind for one in good} == {"sent"}


async def test_several_send_at_once_and_each_hears_of_its_own(stage: Stage):
    async with stage.service() as service, stage.sender(service) as sender:
        shares = [stage.deliveries(service, 100) for _ in range(4)]
        await asyncio.gather(*(all_of(sender, share) for share in shares))


async def test_a_source_that_breaks_is_heard_of_after_what_it_gave(stage: Stage):
    async def breaking() -> AsyncIterator[Sequence[Delivery]]:
        yield deliveries
        raise LookupError("no more rows")

    async with stage.service() as service, stage.sender(service) as sender:
        deliveries = stage.deliveries(service, 30)
        told = []

        async def listen() -> None:
            async for some in sender.send(breaking()):
                told.extend(some)

        with pytest.raises(LookupError):
            await listen()
        assert len(told) == 30


async def test_whoever_waits_when_it_is_closed_hears_of_it(stage: Stage):
    patient = Limits(answer_s=20, connect_s=20, stalled_s=20)
    async with stage.service(answer={"manner": "hang"}) as service:
        async with stage.sender(service, limits=patient) as sender:
            waiting = asyncio.create_task(all_of(sender, stage.deliveries(service, 3)))
            await service.was_asked.wait()
        with pytest.raises(SenderClosed):
            await waiting
        with pytest.raises(SenderClosed):
            await all_of(sender, stage.deliveries(service, 1))
