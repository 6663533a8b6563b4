"""Saying stop: how often something may be done within a window of time.

The count is kept in the database, so that several processes share it, under a keyed hash of
whoever is counted, so that it remembers no phone and no address.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final

from msgspec import Struct
from piccolo.querystring import QueryString

from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import keyed_hash
from xiangyi.features.identity import errors

#: No window is longer; what is older is forgotten.
_LONGEST: Final = timedelta(days=1)


class Limit(Struct, frozen=True):
    """At most `most` within each window of so many seconds."""

    seconds: int
    most: int


class Counted(Struct, frozen=True):
    """What is counted, of whom, and how much of it is too much."""

    what: str
    whose: str
    limits: tuple[Limit, ...]


async def count(what: str, whose: str, limits: tuple[Limit, ...], *, now: datetime) -> None:
    """Count one more, in a transaction of its own, so that a refusal afterwards counts too.

    Raises:
        TooManyTries: one of the limits is reached; this one is not counted.
    """
    await count_each([Counted(what, whose, limits)], now=now)


async def count_each(counted: Sequence[Counted], *, now: datetime) -> None:
    """Count one more of each, or none of any; in the caller's transaction if there is one.

    Name them in the same order everywhere: PostgreSQL holds each window until the transaction ends.

    Raises:
        TooManyTries: one of the limits is reached; none is counted, as the transaction fails.
    """
    at = now.timestamp()
    most: dict[tuple[bytes, int], int] = {}
    values: list[QueryString] = []
    for one in counted:
        key = keyed_hash(f"{one.what}\0{one.whose}", field="tally")
        for limit in one.limits:
            most[key, limit.seconds] = limit.most
            since = int(at // limit.seconds * limit.seconds)
            values.append(QueryString("({}, {}, {}, 1)", key, limit.seconds, since))
    blanks = ", ".join(["{}"] * len(values))
    async with atomic():
        rows: list[dict[str, Any]] = await run(
            f"INSERT INTO tally (key, seconds, since, times) VALUES {blanks}"  # noqa: S608  # ours
            " ON CONFLICT (key, seconds, since) DO UPDATE SET times = tally.times + 1"
            " RETURNING key, seconds, since, times",
            *values,
        )
        waits = [
            ceil(row["since"] + row["seconds"] - at)
            for row in rows
            if row["times"] > most[bytes(row["key"]), row["seconds"]]
        ]
        if waits:
            raise errors.TooManyTries(retry_after_s=max(1, *waits))


async def forget(*, now: datetime) -> None:
    """Drop the windows that count no more."""
    await run("DELETE FROM tally WHERE since < {}", int((now - _LONGEST).timestamp()) - 86_400)
