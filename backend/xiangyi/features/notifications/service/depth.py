"""How far behind the knocks are, for whoever runs the service."""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.features.notifications.rules.words import Channel

#: Outcomes are counted of so long.
LATELY: Final = timedelta(hours=1)


class Waiting(Struct, frozen=True):
    """How many attempts of a channel are due, and for how many seconds the oldest has been."""

    channel: Channel
    number: int
    oldest_s: float


class Done(Struct, frozen=True):
    """How many attempts of a channel came to an end lately, and how."""

    channel: Channel
    state: str
    why: str
    number: int


class Depth(Struct, frozen=True):
    """As of now.

    Attributes:
        untold: campaigns whose time has come and that are not in every inbox yet.
        held: attempts that wait for the end of quiet hours, or for a push service.
    """

    untold: int
    held: int
    waiting: list[Waiting]
    done: list[Done]


async def depth(*, now: datetime) -> Depth:
    [untold] = await run(
        "SELECT count(*) AS number FROM campaign WHERE told_at IS NULL AND cancelled_at IS NULL"
        " AND send_at <= {}",
        now,
    )
    [held] = await run(
        "SELECT count(*) AS number FROM attempt WHERE state = 'waiting' AND due_at > {}", now
    )
    waiting = await run(
        "SELECT channel, count(*) AS number, min(due_at) AS oldest FROM attempt"
        " WHERE state = 'waiting' AND due_at <= {} GROUP BY channel ORDER BY channel",
        now,
    )
    done = await run(
        "SELECT channel, state, COALESCE(why, '') AS why, count(*) AS number FROM attempt"
        " WHERE done_at > {} GROUP BY channel, state, why ORDER BY channel, state, why",
        now - LATELY,
    )
    return Depth(
        untold=int(str(untold["number"])),
        held=int(str(held["number"])),
        waiting=[
            Waiting(
                row["channel"],  # type: ignore[arg-type]  # as it was written
                int(str(row["number"])),
                (now - _instant(row["oldest"])).total_seconds(),
            )
            for row in waiting
        ],
        done=[
            Done(row["channel"], str(row["state"]), str(row["why"]), int(str(row["number"])))  # type: ignore[arg-type]  # as it was written
            for row in done
        ],
    )


def _instant(value: object) -> datetime:
    """SQLite hands over what it computed as text."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
