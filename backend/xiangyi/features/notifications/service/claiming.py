"""Taking attempts that are due, so that no two workers make the same one, and saying what came."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from msgspec import Struct

from xiangyi.core.db import is_postgres, run
from xiangyi.features.notifications.rules.words import AttemptState, Channel

#: A worker that was killed holds up what it had for so long.
LEASE: Final = timedelta(minutes=2)


class Result(Struct, frozen=True):
    """What came of an attempt.

    Attributes:
        state: waiting where it is to be made again, at `again_at`.
        tried: whether it counts as a try.
    """

    attempt: int
    state: AttemptState
    why: str | None = None
    status: int | None = None
    again_at: datetime | None = None
    tried: bool = True


async def claim(channel: Channel, *, most: int, now: datetime) -> list[dict[str, Any]]:
    """Attempts that are this worker's to make for a while, those that wait longest first."""
    others = " FOR UPDATE SKIP LOCKED" if is_postgres() else ""
    return await run(
        "UPDATE attempt SET claimed_until = {} WHERE id IN (SELECT id FROM attempt"  # noqa: S608  # ours
        " WHERE state = 'waiting' AND channel = {} AND due_at <= {}"
        " AND (claimed_until IS NULL OR claimed_until < {})"
        f" ORDER BY due_at, id LIMIT {{}}{others})"
        " RETURNING id, campaign, account, subscription, tries",
        *(now + LEASE, channel, now, now, most),
    )


async def settle(results: Iterable[Result], *, now: datetime) -> None:
    """Write down what came of attempts; a later word of the same thread has gone before."""
    same: dict[tuple[AttemptState, str | None, int | None, datetime | None, bool], list[int]] = {}
    for one in results:
        key = (one.state, one.why, one.status, one.again_at, one.tried)
        same.setdefault(key, []).append(one.attempt)
    for (state, why, status, again_at, tried), ids in same.items():
        await run(
            "UPDATE attempt SET state = {}, why = {}, status = {}, done_at = {},"  # noqa: S608  # blanks
            " due_at = COALESCE({}, due_at), tries = tries + {}, claimed_until = NULL"
            f" WHERE id IN ({_blanks(ids)}) AND state = 'waiting'",
            *(state, why, status, None if state == "waiting" else now, again_at, int(tried)),
            *ids,
        )


def _blanks(values: Sequence[object]) -> str:
    return ", ".join(["{}"] * len(values))
