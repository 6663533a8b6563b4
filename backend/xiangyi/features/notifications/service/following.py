"""Who wants to be told of what; the feature that owns the subject says so."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.notifications.schemas import Subject


async def follow(subject: Subject, account: UUID, *, now: datetime) -> None:
    """Tell the account of the subject from now on; once more changes nothing."""
    await run(
        "INSERT INTO follow (subject_kind, subject_id, account, since_at) VALUES ({}, {}, {}, {})"
        " ON CONFLICT (subject_kind, subject_id, account) DO NOTHING",
        *(subject.kind, subject.id, account, now),
    )


async def follow_along(subject: Subject, other: Subject) -> None:
    """Tell everybody of the other too who is told of the subject."""
    await run(
        "INSERT INTO follow (subject_kind, subject_id, account, since_at)"
        " SELECT CAST({} AS VARCHAR), CAST({} AS VARCHAR), account, since_at"
        " FROM follow WHERE subject_kind = {} AND subject_id = {}"
        " ON CONFLICT (subject_kind, subject_id, account) DO NOTHING",
        *(other.kind, other.id, subject.kind, subject.id),
    )


async def unfollow_along(subject: Subject, other: Subject, *, but: Sequence[Subject]) -> None:
    """Tell nobody of the other any more who is told of the subject, and of none of `but`."""
    blanks = ", ".join(["({}, {})"] * len(but)) or "('', '')"
    await run(
        "DELETE FROM follow WHERE subject_kind = {} AND subject_id = {} AND account IN"  # noqa: S608  # blanks
        " (SELECT account FROM follow WHERE subject_kind = {} AND subject_id = {})"
        " AND account NOT IN (SELECT account FROM follow WHERE (subject_kind, subject_id) IN"
        f" (VALUES {blanks}))",
        *(other.kind, other.id, subject.kind, subject.id),
        *(part for one in but for part in (one.kind, one.id)),
    )


async def unfollow(subject: Subject, account: UUID) -> None:
    await run(
        "DELETE FROM follow WHERE subject_kind = {} AND subject_id = {} AND account = {}",
        *(subject.kind, subject.id, account),
    )


async def is_followed(subject: Subject) -> bool:
    """Whether anybody wants to be told of it."""
    return bool(
        await run(
            "SELECT 1 AS one FROM follow WHERE subject_kind = {} AND subject_id = {} LIMIT 1",
            *(subject.kind, subject.id),
        )
    )


async def follows(subject: Subject, account: UUID) -> bool:
    return bool(
        await run(
            "SELECT 1 AS one FROM follow WHERE subject_kind = {} AND subject_id = {}"
            " AND account = {}",
            *(subject.kind, subject.id, account),
        )
    )
