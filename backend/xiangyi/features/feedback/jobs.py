"""What the worker does for feedback."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from xiangyi.features.feedback.service import forgetting
from xiangyi.settings import Settings

_EVERY: Final = timedelta(hours=1)
#: When this process last looked; a day sooner or later is nothing to a year.
_looked: dict[str, datetime] = {}


async def forget_feedback(settings: Settings, clock: Callable[[], datetime]) -> None:
    """Erase words and contact that have been kept long enough; looks once an hour."""
    now = clock()
    if now - _looked.get(settings.data, now - _EVERY) >= _EVERY:
        await forgetting.forget_old(now=now)
        _looked[settings.data] = now
