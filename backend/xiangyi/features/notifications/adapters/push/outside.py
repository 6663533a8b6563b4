"""What a sender is handed of the world: time, chance, and whom to trust."""

import random
from collections.abc import Callable
from datetime import datetime

import certifi
from msgspec import Struct

from xiangyi.core.clock import stopwatch, utc_now


class Outside(Struct, frozen=True, kw_only=True):
    """The world as it is, but for tests.

    Attributes:
        clock: the time of day, for tokens and for when to try again.
        stopwatch: seconds of a clock that nobody sets.
        chance: a number from 0 to 1, so that those who failed together come back apart.
        ca_file: the certificates that are trusted.
    """

    clock: Callable[[], datetime] = utc_now
    stopwatch: Callable[[], float] = stopwatch
    chance: Callable[[], float] = random.random
    ca_file: str = certifi.where()
