"""What the worker does for notifications."""

from collections.abc import Callable
from datetime import datetime, timedelta

from xiangyi.features.notifications.service import expanding, forgetting
from xiangyi.settings import Settings


async def tell_due(_: Settings, clock: Callable[[], datetime]) -> None:
    """Put into the inboxes whatever is to be told by now; called each second."""
    await expanding.expand_due(now=clock())


async def forget_notices(settings: Settings, now: datetime) -> None:
    """Turn what was told long ago into its numbers."""
    await forgetting.forget(keep=timedelta(days=settings.notice_days), now=now)
