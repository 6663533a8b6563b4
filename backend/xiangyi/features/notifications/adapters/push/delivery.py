"""What the sender is given, and what it gives back."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from xiangyi.features.notifications.rules.answers import Kind
from xiangyi.features.notifications.rules.words import Word

Urgency = Literal["very-low", "low", "normal", "high"]


class Delivery(Struct, frozen=True, kw_only=True):
    """One message to one subscription.

    Attributes:
        id: whatever tells it from others; comes back in its outcome.
        endpoint: as the browser gave it.
        p256dh: the browser's public key, 65 bytes (X9.62, uncompressed).
        auth: its secret, 16 bytes.
        payload: at most `encryption.MOST_BYTES` in the clear.
        ttl_s: seconds that the push service keeps it for a phone that is off.
        topic: at most 32 letters of base64url; a later message of the topic takes its place.
        vapid: the id of the key that the subscription was made with.
        tries: how often it was tried before.
    """

    id: int | UUID
    endpoint: str
    p256dh: bytes
    auth: bytes
    payload: bytes
    ttl_s: int
    vapid: str
    urgency: Urgency = "normal"
    topic: str = ""
    tries: int = 0


class Outcome(Struct, frozen=True):
    """What became of a delivery.

    Attributes:
        kind: `sent`: the push service has it. `gone`: this subscription has ended, and no other.
            `ours`: it was refused for something that only the operator can mend. `later`: to be
            tried again at `retry_at`. `given_up`: it would be later, but its tries are used up, or
            the push service asks for more time than the message has.
            `refused_address`: nothing may be posted there.
        why: one word for it, as in `unsubscribed`, `throttled`, `timeout`.
        status: of HTTP, where there was an answer.
        tried: whether it counts as a try; what waits for a host that answers nobody does not.
        said: the beginning of a refusal's body, for the operator.
        endpoint: which has ended, where it is `gone`; the phone may have another one by now.
    """

    id: int | UUID
    kind: Kind
    why: Word
    status: int | None = None
    retry_at: datetime | None = None
    tried: bool = True
    said: str = ""
    endpoint: str = ""
