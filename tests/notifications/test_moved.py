"""A knock at an address that is no more is made again at the one that the phone has by now."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from tests.notifications.knocking import attempts, phone_of, tell
from tests.notifications.makers import person, telling
from tests.notifications.push_service import Answer, Browser

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.notifications.adapters.push.delivery import Outcome
from xiangyi.features.notifications.adapters.push.vapid import letters
from xiangyi.features.notifications.rules.endpoints import Endpoints
from xiangyi.features.notifications.schemas import Subscribing
from xiangyi.features.notifications.service import delivering, expanding, subscribing
from xiangyi.features.notifications.service.notifying import notify, withdraw


class Meanwhile:
    """A sender during whose sending something happens, before anybody hears what came of it."""

    def __init__(self, sender, happens: Callable[[], Awaitable[object]]) -> None:
        self._sender, self._happens = sender, happens

    async def send(self, batches) -> AsyncGenerator[list[Outcome], None]:
        async for told in self._sender.send(batches):
            await self._happens()
            yield told


async def renew(who, id_: UUID, here, service, clock, browser: Browser) -> None:
    said = Subscribing(
        endpoint=browser.endpoint,
        p256dh=letters(browser.p256dh),
        auth=letters(browser.auth),
        key=here.key,
    )
    asker = Asker(account=who.account, device=who.device)
    allowed = Endpoints.known([], [service.origin])
    await subscribing.subscribe(asker, id_, said, allowed, address="127.0.0.1", now=clock.now)


async def test_one_that_was_under_way_when_the_phone_moved_rings_at_the_new_address(here, clock):
    rider = await person("13800000001", clock)
    async with here.service() as service, here.sender(service) as sender:
        id_, _ = await phone_of(rider, service, here, clock, status=410)
        new = service.subscribe(here.point)

        async def move() -> None:
            await renew(rider, id_, here, service, clock, new)

        await tell(clock)
        assert await delivering.deliver(Meanwhile(sender, move), clock) == 0
        assert await delivering.deliver(sender, clock) == 1
    row = (await attempts())[str(id_)]
    assert (row["state"], row["status"], len(new.got)) == ("sent", 201, 1)


async def test_one_that_found_nobody_rings_once_the_phone_says_where_it_is(here, clock):
    rider = await person("13800000001", clock)
    async with here.service() as service, here.sender(service) as sender:
        id_, _ = await phone_of(rider, service, here, clock, status=410)
        await tell(clock)
        await tell(clock, thread="consultation/2", ends_at=clock.now + timedelta(minutes=1))
        await tell(clock, thread="consultation/3")
        assert await delivering.deliver(sender, clock) == 0
        # One is over by now, another is not how it is any more.
        clock.now += timedelta(minutes=2)
        await withdraw("consultation/3", now=clock.now)
        new = service.subscribe(here.point)
        await renew(rider, id_, here, service, clock, new)
        assert await delivering.deliver(sender, clock) == 1
        assert len(new.got) == 1
        # The same address again brings nothing back.
        await renew(rider, id_, here, service, clock, new)
        assert await delivering.deliver(sender, clock) == 0
    states = await run("SELECT state FROM attempt ORDER BY id")
    assert [one["state"] for one in states] == ["sent", "failed", "failed"]


async def test_an_address_that_ends_too_is_not_asked_again(here, clock):
    rider = await person("13800000001", clock)
    async with here.service() as service, here.sender(service) as sender:
        id_, _ = await phone_of(rider, service, here, clock, status=410)
        await notify(telling(urgency="urgent"), now=clock.now)
        await expanding.expand_due(now=clock.now)
        await delivering.deliver(sender, clock)
        new = service.subscribe(here.point, Answer(410))
        await renew(rider, id_, here, service, clock, new)
        for _ in range(2):
            assert await delivering.deliver(sender, clock) == 0
        assert service.asked[new.endpoint.removeprefix(service.origin)] == 1
