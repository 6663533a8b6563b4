"""How long to wait before a delivery is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

#: With the pauses below, a little over three hours.
MOST_TRIES: Final = 8
_FIRST_S: Final = 30.0
_LONGEST_S: Final = 3_600.0


def pause_s(tries: int, chance: float) -> float:
    """Seconds after so many tries, of which half is left to chance (0 to 1).

    So those who failed together do not come back together.
    """
    doubled = min(_FIRST_S * 2.0 ** min(tries - 1, 16), _LONGEST_S)
    return doubled * (0.5 + chance / 2)


def asked_s(retry_after: str, now: datetime) -> float:
    """Seconds that a Retry-After asks for (RFC 9110 §10.2.3); 0 where it says nothing of use."""
    told = retry_after.strip()
    if told.isascii() and told.isdigit():
        return float(told[:10])
    try:
        at = parsedate_to_datetime(told)
    except ValueError:
        return 0.0
    return max((at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds(), 0.0)


def try_again_at(
    tries: int, now: datetime, chance: float, *, asked_s: float = 0.0, left_s: float
) -> datetime | None:
    """When to try again after `tries` tries; None once they are used up, or it would be too late.

    Never before a push service said (`asked_s`, its Retry-After), and never once nobody needs to
    hear of it any more (`left_s`, the message's TTL).
    """
    if tries >= MOST_TRIES:
        return None
    wait_s = pause_s(tries, chance)
    if asked_s > 0:
        wait_s = asked_s + chance * min(asked_s * 0.1, _FIRST_S)
    return now + timedelta(seconds=wait_s) if wait_s < left_s else None
