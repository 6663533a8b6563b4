"""Letting go of what was said: a year after its answer, or when its writer's account goes."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.feedback.rules import expired_before
from xiangyi.features.feedback.service.saying import opened
from xiangyi.features.feedback.tables import Feedback

_ERASE: Final = "UPDATE feedback SET words = NULL, contact = NULL, erased_at = {}"


async def forget_old(*, now: datetime) -> None:
    """Erase words and contact a year after the answer; that and when there was one stays."""
    old = expired_before(now)
    if await Feedback.exists().where(_kept() & (Feedback.answered_at < old)):
        await run(f"{_ERASE} WHERE answered_at < {{}} AND erased_at IS NULL", now, old)


async def forget_of(account: UUID, *, now: datetime) -> None:
    """Erase what an account said and was answered, in the caller's transaction.

    That something was said and answered, and when, stays without a name.
    """
    await run(f"{_ERASE}, answer = NULL, account = NULL WHERE account = {{}}", now, account)


async def of_account(account: UUID) -> list[dict[str, Any]]:
    """What an account said, the oldest first, for the person themselves."""
    rows = await Feedback.select().where(Feedback.account == account).order_by(Feedback.said_at)
    return [
        {
            "id": str(row["id"]),
            "kind": row["kind"],
            "said_at": row["said_at"].isoformat(),
            "division": row["division"],
            "words": opened(row, "words"),
            "contact": opened(row, "contact"),
            "answer": opened(row, "answer"),
            "answered_at": row["answered_at"] and row["answered_at"].isoformat(),
        }
        for row in rows
    ]


def _kept() -> Any:
    return Feedback.erased_at.is_null()
