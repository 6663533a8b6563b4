"""What the worker does for identity."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

import structlog

from xiangyi.core.personal import Keeper
from xiangyi.features.identity.service import deleting, forgetting
from xiangyi.settings import Settings

Job = Callable[[Settings, Callable[[], datetime]], Awaitable[None]]

log = structlog.get_logger()


class _Seldom:
    """Something the worker asks for each second and that is done once in a while.

    What fails is done again at the next request.
    """

    def __init__(self, every: timedelta) -> None:
        self._every, self._next_at = every, datetime.min.replace(tzinfo=UTC)

    async def do(self, work: Callable[[datetime], Awaitable[None]], now: datetime) -> None:
        if now >= self._next_at:
            await work(now)
            self._next_at = now + self._every


def erasing(keepers: Sequence[Keeper]) -> Job:
    """A job that erases whoever's time has come from what all features keep."""
    seldom = _Seldom(timedelta(minutes=1))

    async def erase(now: datetime) -> None:
        if erased := await deleting.erase_due(keepers, now=now):
            log.info("accounts erased", accounts=erased)

    async def erase_due(_: Settings, clock: Callable[[], datetime]) -> None:
        await seldom.do(erase, clock())

    return erase_due


def forgetting_old() -> Job:
    """A job that drops, each hour, what has served its purpose."""
    seldom = _Seldom(timedelta(hours=1))

    async def forget(now: datetime) -> None:
        await forgetting.forget_old(now=now)

    async def forget_old(_: Settings, clock: Callable[[], datetime]) -> None:
        await seldom.do(forget, clock())

    return forget_old
