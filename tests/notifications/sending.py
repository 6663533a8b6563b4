"""What tests of the sender share: services that stand in, and deliveries to their browsers."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import trustme
from msgspec.structs import replace
from tests.notifications.push_service import Answer, Browser, PushService

from xiangyi.core import keys
from xiangyi.features.notifications.adapters.push import vapid
from xiangyi.features.notifications.adapters.push.delivery import Delivery, Outcome
from xiangyi.features.notifications.adapters.push.limits import Limits
from xiangyi.features.notifications.adapters.push.outside import Outside
from xiangyi.features.notifications.adapters.push.sender import Sender
from xiangyi.features.notifications.rules.endpoints import Endpoints

CONTACT = "mailto:push@xiangyi.example"
#: Nothing on loopback takes so long that does not hang, however busy the machine is.
BRIEF = Limits(answer_s=3, connect_s=3, stalled_s=3)


class Stage:
    """Trust, keys and numbers for one test."""

    def __init__(self, folder: Path) -> None:
        self.ca = trustme.CA()
        self.ca_file = str(folder / "ca.pem")
        self.ca.cert_pem.write_to_path(self.ca_file)
        keys.use(keys.minted())
        self.key, self.point = vapid.current()
        self._ids = count(1)

    def service(self, host: str = "127.0.0.1", **manner: Any) -> PushService:
        answer = Answer(**manner.pop("answer", {}))
        return PushService(self.ca, host, answer=answer, **manner)

    def sender(
        self, *services: PushService, limits: Limits = BRIEF, hosts: Sequence[str] = ()
    ) -> Sender:
        endpoints = Endpoints.known(hosts, [service.origin for service in services])
        outside = Outside(ca_file=self.ca_file, chance=lambda: 0.5)
        return Sender(endpoints, contact=CONTACT, limits=limits, outside=outside)

    def to(self, browser: Browser, **told: Any) -> Delivery:
        delivery = Delivery(
            id=next(self._ids),
            endpoint=browser.endpoint,
            p256dh=browser.p256dh,
            auth=browser.auth,
            payload=b'{"tag": "meeting"}',
            ttl_s=3_600,
            vapid=self.key,
        )
        return replace(delivery, **told)

    def deliveries(self, service: PushService, times: int, **answer: Any) -> list[Delivery]:
        """To so many browsers of a service that answers all as told, or as it does in any case."""
        told = Answer(**answer) if answer else None
        return [self.to(service.subscribe(self.point, told)) for _ in range(times)]


async def in_batches(
    deliveries: Sequence[Delivery], size: int = 1_000
) -> AsyncIterator[Sequence[Delivery]]:
    for start in range(0, len(deliveries), size):
        yield deliveries[start : start + size]


async def all_of(sender: Sender, deliveries: Sequence[Delivery]) -> list[Outcome]:
    """The outcomes in the order in which they came, one for each."""
    came = [one async for told in sender.send(in_batches(deliveries)) for one in told]
    assert sorted(one.id for one in came) == sorted(one.id for one in deliveries)
    return came


def by_id(outcomes: Iterable[Outcome]) -> dict[object, Outcome]:
    return {one.id: one for one in outcomes}


def seconds_from(began: datetime, at: datetime | None) -> float:
    assert at is not None
    return (at - began).total_seconds()


def now() -> datetime:
    return datetime.now(UTC)
