"""What the worker does for feedback."""

from datetime import datetime

from xiangyi.features.feedback.service import forgetting
from xiangyi.settings import Settings


async def forget_feedback(_: Settings, now: datetime) -> None:
    """Erase words and contact that have been kept long enough."""
    await forgetting.forget_old(now=now)
