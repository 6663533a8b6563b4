"""Web Push over HTTP: which key to subscribe with, and phones that have."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, delete, get, put
from litestar.params import FromPath, JSONBody

from xiangyi.core.asking import maybe_asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.identity.errors import ActingForRefused, TooManyTries
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.schemas import PushKey, Subscribed, Subscribing
from xiangyi.features.notifications.service import subscribing


@get(
    "/push/key",
    operation_id="getPushKey",
    tags=["push"],
    security=PUBLIC,
    responses=refusals(errors.PushOff),
)
async def get_push_key() -> PushKey:
    """What a phone subscribes with from now on (RFC 8292)."""
    return subscribing.push_key()


@put(
    "/push/subscriptions/{subscription_id:uuid}",
    operation_id="subscribeToPush",
    tags=["push"],
    security=PUBLIC,
    responses=refusals(
        errors.EndpointRefused,
        errors.SubscriptionKeysUnusable,
        errors.VapidKeyUnknown,
        errors.PushOff,
        errors.SubscriptionDiffers,
        DivisionNotFound,
        ActingForRefused,
        TooManyTries,
    ),
)
async def subscribe_to_push(
    request: Request[Any, Any, Any], subscription_id: FromPath[UUID], data: JSONBody[Subscribing]
) -> Subscribed:
    """Knock for this phone, under an id that it has made and tells nobody else; or go on."""
    callers: Callers = request.app.state.callers
    return await subscribing.subscribe(
        maybe_asker_of(request),
        subscription_id,
        data,
        request.app.state.endpoints,
        address=callers.address(request),
        now=request.app.state.clock(),
    )


@delete(
    "/push/subscriptions/{subscription_id:uuid}",
    operation_id="unsubscribeFromPush",
    tags=["push"],
    security=PUBLIC,
    responses=refusals(no_path=True),
)
async def unsubscribe_from_push(subscription_id: FromPath[UUID]) -> None:
    """Knock for this phone no more."""
    await subscribing.unsubscribe(subscription_id)


HANDLERS: Final = [get_push_key, subscribe_to_push, unsubscribe_from_push]
