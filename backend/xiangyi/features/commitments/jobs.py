"""What the worker does for commitments."""

from datetime import datetime

from xiangyi.features.commitments.service import climbing, judging, resting
from xiangyi.settings import Settings


async def follow_commitments(_: Settings, now: datetime) -> None:
    """Count answers whose last day is over, tell what is overdue, and close what is over."""
    await climbing.recount(now=now)
    await judging.count_due(now=now)
    await climbing.tell_overdue(now=now)
    await resting.rest(now=now)
