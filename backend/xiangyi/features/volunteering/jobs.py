"""What the worker does for volunteering."""

from datetime import datetime

import structlog

from xiangyi.features.volunteering.service import (
    asking_back,
    phones,
    reminding,
    rolling,
    sampling,
    sealing,
)
from xiangyi.settings import Settings

log = structlog.get_logger()


async def ask_who_is_still_there(_: Settings, now: datetime) -> None:
    """Ask those who came and have not gone, soon after their shift."""
    await asking_back.ask_who_is_still_there(now=now)


async def forget_tickets(_: Settings, now: datetime) -> None:
    """Forget codes that were read by browsers which nobody signed in on, and by which phones."""
    await rolling.forget(now=now)
    await phones.forget(now=now)


async def remind_of_shifts(_: Settings, now: datetime) -> None:
    """Remind those with a seat, a day and an hour before."""
    await reminding.remind(now=now)


async def seal_lists(_: Settings, now: datetime) -> None:
    """Write down which lists of who was there are sealed by now."""
    await sealing.seal_due(now=now)


async def draw_samples(_: Settings, now: datetime) -> None:
    """Draw a sample of each month that is over."""
    if lines := await sampling.draw(now=now):
        log.info("sample drawn", lines=lines)
