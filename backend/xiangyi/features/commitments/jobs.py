"""What the worker does for commitments."""

from datetime import datetime

from xiangyi.features.commitments.service import climbing, judging
from xiangyi.settings import Settings


async def follow_commitments(_: Settings, now: datetime) -> None:
    """Count answers whose last day is over, and tell what is overdue."""
    await climbing.recount(now=now)
    await judging.count_due(now=now)
    await climbing.tell_overdue(now=now)
