"""Phones that can open what they get, things that are told, and what came of each knock."""

from tests.notifications.makers import subscribed, telling

from xiangyi.core.db import run
from xiangyi.core.sealing import keyed_hash, seal
from xiangyi.features.notifications.service import expanding
from xiangyi.features.notifications.service.notifying import notify
from xiangyi.features.notifications.service.subscribing import ENDPOINT


async def phone_of(who, service, stage, clock, **answer):
    """A phone at the service that stands in; its browser can open what it gets."""
    [delivery] = stage.deliveries(service, 1, **answer)
    id_ = await subscribed(who, clock)
    await run(
        "UPDATE push_subscription SET endpoint = {}, endpoint_hash = {}, p256dh = {}, auth = {},"
        " vapid_key = {} WHERE id = {}",
        seal(delivery.endpoint, owner=id_, field=ENDPOINT),
        keyed_hash(delivery.endpoint, field=ENDPOINT),
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
