"""What the worker does for consultations."""

from collections.abc import Callable
from datetime import datetime

from xiangyi.features.consultations.service import (
    falling_due,
    forgetting,
    outgrowing,
    papers,
    seating,
)
from xiangyi.features.media.service.papers import sweep
from xiangyi.settings import Settings


async def forget_delegates(_: Settings, now: datetime) -> None:
    """Forget who came in somebody's place or on paper, once the meeting is long over."""
    await forgetting.forget_delegates(now=now)


async def renew_limits(_: Settings, clock: Callable[[], datetime]) -> None:
    """Hold what one person is about to tell against the rule of now."""
    await outgrowing.renew_limits(now=clock())


async def ask_for_yes(_: Settings, clock: Callable[[], datetime]) -> None:
    """Have a second person asked where something had too many people; called each second."""
    await outgrowing.ask_for_yes(now=clock())


async def release_seats(_: Settings, now: datetime) -> None:
    """Give whoever waits the seats that parties have not taken, once their hour has come."""
    await seating.release(now=now)


async def sweep_papers(settings: Settings, now: datetime) -> None:
    """Remove the files of papers that were taken off or never landed."""
    await sweep(settings.media_dir, await papers.needed(), now=now)


async def note_owed(_: Settings, now: datetime) -> None:
    """Tell of records that are due, and of objections that nobody has answered."""
    await falling_due.note(now=now)
