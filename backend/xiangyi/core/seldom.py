"""Work that the worker asks for each second and that is done once in a while."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from xiangyi.settings import Settings

Job = Callable[[Settings, Callable[[], datetime]], Awaitable[None]]


def seldom(
    name: str, every: timedelta, work: Callable[[Settings, datetime], Awaitable[None]]
) -> Job:
    """A job that does the work at once and then every so often; what fails is done again."""
    next_at = datetime.min.replace(tzinfo=UTC)

    async def job(settings: Settings, clock: Callable[[], datetime]) -> None:
        nonlocal next_at
        now = clock()
        if now >= next_at:
            await work(settings, now)
            next_at = now + every

    job.__name__ = name
    return job
