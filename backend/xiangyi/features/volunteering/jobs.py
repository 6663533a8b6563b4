"""What the worker does for volunteering."""

from datetime import datetime

from xiangyi.features.volunteering.service import asking_back, rolling
from xiangyi.settings import Settings


async def ask_who_is_still_there(_: Settings, now: datetime) -> None:
    """Ask those who came and have not gone, soon after their shift."""
    await asking_back.ask_who_is_still_there(now=now)


async def forget_tickets(_: Settings, now: datetime) -> None:
    """Forget codes that were read by browsers which nobody signed in on."""
    await rolling.forget(now=now)
