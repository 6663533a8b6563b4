"""Taking attempts that are due, so that no two workers make the same one, and saying what came."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.notifications.rules.words import AttemptState, Channel, Why

#: A worker that was killed holds up what it had for so long.
LEASE: Final = timedelta(minutes=2)
_DONE: Final = "state = {}, why = {}, status = {}, tries = tries + {}, claimed_until = NULL"


class Result(Struct, frozen=True):
    """What came of an attempt.

    Attributes:
        state: waiting where it is to be made again, at `again_at`.
        tried: whether it counts as a try.
    """

    attempt: int
    state: AttemptState
    why: Why | None = None
    status: int | None = None
    again_at: datetime | None = None
    tried: bool = True


class Claimed(Struct, frozen=True):
    """An attempt that is this worker's for a while, and when it was due, as the database tells."""

    due_at: Any
    id: int


async def claim(
    channel: Channel, *, most: int, now: datetime, after: Claimed | None = None
) -> list[Claimed]:
    """Take attempts to make, those that wait longest first.

    Whoever goes on `after` the last that they had does not pass over all those that are under way.
    """
    others = " FOR UPDATE SKIP LOCKED" if is_postgres() else ""
    beyond = " AND (due_at, id) > ({}, {})" if after else ""
    # No more comes back than leads on: on SQLite each further column costs a claim a fifth.
    async with atomic():
        await _go_by_index()
        rows = await run(
            "UPDATE attempt SET claimed_until = {} WHERE id IN (SELECT id FROM attempt"  # noqa: S608  # ours
            f" WHERE state = 'waiting' AND channel = {{}} AND due_at <= {{}}{beyond}"
            " AND (claimed_until IS NULL OR claimed_until < {})"
            f" ORDER BY due_at, id LIMIT {{}}{others}) RETURNING due_at, id",
            *(now + LEASE, channel, now),
            *((after.due_at, after.id) if after else ()),
            *(now, most),
        )
    found = [Claimed(row["due_at"], int(str(row["id"]))) for row in rows]
    return sorted(found, key=lambda one: (one.due_at, one.id))


async def _go_by_index() -> None:
    """Have PostgreSQL take what waits in the order of its index, in this transaction.

    What it knows of a table is of before a campaign came: by that hardly anything waits, and it
    would sort all that does for each claim.
    """
    if is_postgres():
        await run(
            "SELECT set_config('enable_sort', 'off', true),"
            " set_config('enable_bitmapscan', 'off', true)"
        )


async def settle(results: Iterable[Result], *, now: datetime) -> None:
    """Write down what came of attempts; a later word of the same thread has gone before.

    That an attempt waits is read from `done_at`: `state` would lead PostgreSQL to the index of
    all that wait.
    """
    same: dict[tuple[AttemptState, str | None, int | None, bool], list[Result]] = {}
    for one in results:
        same.setdefault((one.state, one.why, one.status, one.tried), []).append(one)
    if not same:
        return
    async with atomic():
        for some in same.values():
            await _settle(some, now)


async def _settle(some: list[Result], now: datetime) -> None:
    """Write down, in one statement, where the same has come of several."""
    one = some[0]
    done = (one.state, one.why, one.status, int(one.tried))
    if one.state != "waiting":
        await run(
            f"UPDATE attempt SET {_DONE}, done_at = {{}} WHERE {among('id', 'BIGINT')}"  # noqa: S608  # ours
            " AND done_at IS NULL",
            *(*done, now, listed(one.attempt for one in some)),
        )
        return
    times = {one.attempt: one.again_at and str(one.again_at.astimezone(UTC)) for one in some}
    if is_postgres():
        told, again = "json_each_text(CAST({} AS JSON))", "CAST(told.value AS TIMESTAMPTZ)"
    else:
        told, again = "json_each({})", "told.value"
    await run(
        f"UPDATE attempt SET {_DONE}, due_at = COALESCE({again}, due_at) FROM {told} AS told"  # noqa: S608  # ours
        " WHERE attempt.id = CAST(told.key AS BIGINT) AND done_at IS NULL",
        *(*done, msgspec.json.encode(times).decode()),
    )
