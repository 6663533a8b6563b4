"""How long to wait before a delivery is tried again, and when it is given up."""

from datetime import datetime, timedelta
from typing import Final

#: With the pauses below, a little over three hours.
MOST_TRIES: Final = 8
_FIRST_S: Final = 30.0
_LONGEST_S: Final = 3_600.0
#: What a push service may ask us to wait; a message older than that is news to nobody.
_LONGEST_ASKED_S: Final = 6 * 3_600.0


def pause_s(tries: int, chance: float) -> float:
    """Seconds after so many tries, of which half is left to chance (0 to 1).

    So those who failed together do not come back together.
    """
    doubled = min(_FIRST_S * 2.0 ** min(tries - 1, 16), _LONGEST_S)
    return doubled * (0.5 + chance / 2)


def try_again_at(
    tries: int, now: datetime, chance: float, *, asked_s: float = 0.0
) -> datetime | None:
    """When to try again after `tries` tries; None once they are used up.

    Never before a push service said (`asked_s`, its Retry-After), within six hours.
    """
    if tries >= MOST_TRIES:
        return None
    own = pause_s(tries, chance)
    if asked_s > 0:
        asked = min(asked_s, _LONGEST_ASKED_S)
        own = asked + chance * min(asked * 0.1, _FIRST_S)
    return now + timedelta(seconds=own)
