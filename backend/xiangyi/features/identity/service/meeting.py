"""Since when a phone has been here, told by a token that the phone keeps and nobody else does.

A private window is as new as it looks; a rider's own phone has had the app since some day before.
The server says at the first visit when that was, signed for that phone's key, and remembers
nothing of it but how many it has met behind an address that day: a phone has one key, and whoever
wants a thousand must come from many places. The phone shows it with a report.
"""

import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Final

from xiangyi.core.sealing import keyed_hash
from xiangyi.features.identity.service.tallies import Limit

DAY_S: Final = 86_400
#: From then on a phone is no private window that was opened for the purpose.
SETTLED: Final = timedelta(days=1)
#: So many phones open the app for the first time behind one address in a day. One that is
#: refused is a stranger a while longer, and asks again when the app is next started.
PER_ADDRESS: Final = (Limit(DAY_S, 90),)


def meet(device: str, *, now: datetime) -> str:
    """`1764100000.` and 43 characters of base64url (RFC 4648): seconds of Unix time, signed."""
    return _signed(device, int(now.timestamp()))


def met_at(device: str, token: str) -> datetime | None:
    """When the phone was met; None where the token is not ours, or another phone's."""
    seconds, _, _ = token.partition(".")
    # Longer than any time of ours, and int() would not have to be quick.
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= len("9999999999")):
        return None
    if not hmac.compare_digest(token.encode(), _signed(device, int(seconds)).encode()):
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def settled_since(met: datetime | None, *, now: datetime) -> datetime | None:
    """When the phone was met, if that was before yesterday's hour."""
    return met if met and now - met >= SETTLED else None


def _signed(device: str, seconds: int) -> str:
    mac = keyed_hash(f"{device}\0{seconds}", field="device met")
    return f"{seconds}.{urlsafe_b64encode(mac).decode().rstrip('=')}"
