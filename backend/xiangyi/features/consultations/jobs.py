"""What the worker does for consultations."""

from datetime import datetime

from xiangyi.features.consultations.service import forgetting
from xiangyi.settings import Settings


async def forget_delegates(_: Settings, now: datetime) -> None:
    """Forget who came in somebody's place, once the meeting is long over."""
    await forgetting.forget_delegates(now=now)
