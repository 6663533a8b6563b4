"""Saying stop: how often something may be done within a window of time.

The count is kept in the database, so that several processes share it, under a keyed hash of
whoever is counted, so that it remembers no phone and no address.
"""

from datetime import datetime, timedelta
from math import ceil
from typing import Final

from msgspec import Struct

from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import keyed_hash
from xiangyi.features.identity import errors

#: No window is longer; what is older is forgotten.
_LONGEST: Final = timedelta(days=1)


class Limit(Struct, frozen=True):
    """At most `most` within each window of so many seconds."""

    seconds: int
    most: int


async def count(what: str, whose: str, limits: tuple[Limit, ...], *, now: datetime) -> None:
    """Count one more, in a transaction of its own, so that a refusal afterwards counts too.

    Raises:
        TooManyTries: one of the limits is reached; this one is not counted.
    """
    key = keyed_hash(f"{what}\0{whose}", field="tally")
    at = now.timestamp()
    async with atomic():
        for limit in limits:
            since = int(at // limit.seconds * limit.seconds)
            counted = await run(
                "INSERT INTO tally (key, seconds, since, times) VALUES ({}, {}, {}, 1)"
                " ON CONFLICT (key, seconds, since) DO UPDATE SET times = tally.times + 1"
                " WHERE tally.times < {} RETURNING times",
                *(key, limit.seconds, since, limit.most),
            )
            if not counted:
                wait = ceil(since + limit.seconds - at)
                raise errors.TooManyTries(retry_after_s=max(1, wait))


async def forget(*, now: datetime) -> None:
    """Drop the windows that count no more."""
    await run("DELETE FROM tally WHERE since < {}", int((now - _LONGEST).timestamp()) - 86_400)
