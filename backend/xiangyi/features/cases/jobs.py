"""What the worker does for cases."""

from datetime import datetime

from xiangyi.features.cases.service import climbing, forgetting, recounting
from xiangyi.settings import Settings


async def forget_cases(settings: Settings, now: datetime) -> None:
    """Erase words and photos of cases that ended long ago."""
    await forgetting.forget_old(settings.media_dir, now=now)


async def follow_cases(_: Settings, now: datetime) -> None:
    """Tell desks of what is new, and of what is past its day."""
    await climbing.tell_new(now=now)
    await climbing.tell_overdue(now=now)


async def recount_due(_: Settings, now: datetime) -> None:
    """Set days anew that were provisional."""
    await recounting.recount(now=now)
