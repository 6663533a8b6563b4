"""Phones that can be knocked for, with an account or without."""

from base64 import urlsafe_b64decode
from binascii import Error
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.core.sealing import keyed_hash, seal
from xiangyi.features.divisions import service as tree
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity.errors import ActingForRefused
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.adapters.push import vapid
from xiangyi.features.notifications.adapters.push.encryption import usable
from xiangyi.features.notifications.rules.endpoints import Endpoints
from xiangyi.features.notifications.rules.words import PUBLIC_TOPICS
from xiangyi.features.notifications.schemas import PushKey, Subscribed, Subscribing, Watch
from xiangyi.features.notifications.tables import PushSubscription, PushWatch

ENDPOINT: Final = "endpoint"
#: For so long what found nobody at one address is worth a knock at the next.
_WORTH_A_KNOCK: Final = timedelta(days=3)
#: A carrier's network has many phones; a machine that makes up subscriptions has all day.
_PER_ADDRESS: Final = (Limit(60, 60), Limit(3_600, 600))


def push_key() -> PushKey:
    """What a phone subscribes with from now on.

    Raises:
        PushOff: this deployment has no key for it yet.
    """
    try:
        id_, public = vapid.current()
    except vapid.KeyUnknown as error:
        raise errors.PushOff from error
    return PushKey(id_, vapid.letters(public))


async def subscribe(  # noqa: PLR0913  # who, which phone, what it says, and where from
    asker: Asker | None,
    id_: UUID,
    said: Subscribing,
    endpoints: Endpoints,
    *,
    address: str,
    now: datetime,
) -> Subscribed:
    """Knock for this phone from now on; said again, it is renewed.

    It belongs to whoever has signed in on it just now. Without an account it hears of the topics
    that it watches, where everybody may hear of them. A phone whose browser has been given
    another address says it under the same id.

    Raises:
        EndpointRefused: the address is of no push service that we know.
        SubscriptionKeysUnusable: nothing could be sealed with what the phone says.
        PushOff: this deployment has no key for it yet.
        VapidKeyUnknown: it has subscribed with a key that is not ours.
        DivisionNotFound: a division that it would watch is not known.
        SubscriptionDiffers: the phone says two things at once.
        ActingForRefused: a clerk asks for somebody whose phone it is not.
        TooManyTries: too much comes from this address.
    """
    if asker and asker.acting_for:
        raise ActingForRefused
    await tallies.count("push subscription", address, _PER_ADDRESS, now=now)
    if not endpoints.allowed(said.endpoint):
        raise errors.EndpointRefused(host=_host(said.endpoint))
    p256dh, auth = _keys(said)
    try:
        vapid.public_key(said.key)
    except vapid.KeyUnknown as error:
        raise errors.VapidKeyUnknown from error
    current = push_key().id
    watches = [] if asker else await _watches(said.watches)
    row = {
        "account": asker.account if asker else None,
        "device": asker.device if asker else None,
        "endpoint": seal(said.endpoint, owner=id_, field=ENDPOINT),
        "endpoint_hash": keyed_hash(said.endpoint, field=ENDPOINT),
        "p256dh": p256dh,
        "auth": auth,
        "vapid_key": said.key,
        "renewed_at": now,
        "ended_at": None,
        "ended_why": None,
    }
    with duplicate_is(errors.SubscriptionDiffers()):
        async with atomic():
            if asker:
                await hold(asker.account)
            await _let_go_of_others(id_, row["endpoint_hash"])
            await _put(id_, row, now)
            await PushWatch.delete().where(PushWatch.subscription == id_)
            for watch in watches:
                await PushWatch.insert(
                    PushWatch(subscription=id_, division=watch.division, topic=watch.topic)
                )
    return Subscribed(
        id=id_,
        signed_in=asker is not None,
        watches=watches,
        renew=said.key != current,
    )


async def unsubscribe(id_: UUID) -> None:
    """Knock no more, and forget where; whoever has the id is the phone itself.

    Where there is none, nothing is left to end: a phone whose answer got lost says it again.
    """
    async with atomic():
        await PushWatch.delete().where(PushWatch.subscription == id_)
        await run("DELETE FROM push_subscription WHERE id = {} AND ended_at IS NULL", id_)


async def end(endpoints: Sequence[str], why: str, *, now: datetime) -> None:
    """End the subscriptions at these addresses, and forget what could be sealed for them.

    A phone that has told another address meanwhile goes on at that one.
    """
    await run(
        "UPDATE push_subscription SET ended_at = {}, ended_why = {}, p256dh = NULL, auth = NULL"  # noqa: S608  # blanks
        f" WHERE endpoint_hash IN ({', '.join(['{}'] * len(endpoints))}) AND ended_at IS NULL",
        *(now, why),
        *(keyed_hash(one, field=ENDPOINT) for one in endpoints),
    )


async def _let_go_of_others(id_: UUID, hashed: object) -> None:
    """A phone that forgot its id has the same address still, and only it knows that."""
    await PushSubscription.delete().where(
        (PushSubscription.endpoint_hash == hashed) & (PushSubscription.id != id_)
    )


async def by_key() -> dict[str, int]:
    """How many subscriptions belong to each VAPID key, by its id."""
    rows = await run(
        "SELECT vapid_key, count(*) AS phones FROM push_subscription WHERE ended_at IS NULL"
        " GROUP BY vapid_key"
    )
    return {str(row["vapid_key"]): int(str(row["phones"])) for row in rows}


async def _put(id_: UUID, row: dict[str, Any], now: datetime) -> None:
    columns: dict[Any, Any] = dict(row)
    held = await PushSubscription.select(PushSubscription.endpoint_hash).where(
        PushSubscription.id == id_
    )
    if held:
        await PushSubscription.update(columns).where(PushSubscription.id == id_)
    else:
        await PushSubscription.insert(PushSubscription(id=id_, made_at=now, **row))
    if held and held[0]["endpoint_hash"] == row["endpoint_hash"]:
        return
    # What was tried at the address that is no more says nothing of this one.
    await run("UPDATE attempt SET tries = 0 WHERE state = 'waiting' AND subscription = {}", id_)
    await run(
        "UPDATE attempt SET state = 'waiting', why = NULL, status = NULL, tries = 0,"
        " done_at = NULL, due_at = {} WHERE state = 'failed' AND subscription = {}"
        " AND why IN ('gone', 'unknown', 'unsubscribed') AND done_at > {}"
        " AND NOT EXISTS (SELECT 1 FROM notice WHERE notice.campaign = attempt.campaign"
        " AND notice.account = attempt.account AND notice.replaced_at IS NOT NULL)"
        " AND campaign IN (SELECT id FROM campaign WHERE ends_at IS NULL OR ends_at > {})",
        *(now, id_, now - _WORTH_A_KNOCK, now),
    )


async def _watches(said: Sequence[Watch]) -> list[Watch]:
    wanted = [one for one in dict.fromkeys(said) if one.topic in PUBLIC_TOPICS]
    known = await tree.lineages({one.division for one in wanted})
    for one in wanted:
        if one.division not in known:
            raise DivisionNotFound(key=one.division)
    return wanted


def _keys(said: Subscribing) -> tuple[bytes, bytes]:
    """The phone's public key and its secret (RFC 8291 §3)."""
    try:
        p256dh, auth = _read(said.p256dh), _read(said.auth)
    except (ValueError, Error) as error:
        raise errors.SubscriptionKeysUnusable from error
    if not usable(p256dh, auth):
        raise errors.SubscriptionKeysUnusable
    return p256dh, auth


def _read(letters: str) -> bytes:
    return urlsafe_b64decode(letters + "=" * (-len(letters) % 4))


def _host(endpoint: str) -> str:
    try:
        return urlsplit(endpoint).hostname or ""
    except ValueError:
        return ""
