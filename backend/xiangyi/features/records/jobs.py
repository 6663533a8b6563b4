"""What the worker does for records."""

from datetime import datetime

from xiangyi.features.records.service import due, syncing
from xiangyi.settings import Settings


async def tell_of_overdue(_: Settings, now: datetime) -> None:
    """Tell those who have to record or answer something that it is overdue."""
    await due.tell_of_overdue(now=now)


async def gather_lines(_: Settings, __: datetime) -> None:
    """Give each line that is recorded its place on the way to the national system."""
    await syncing.gather()
