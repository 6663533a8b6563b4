"""What the worker does for identity."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from xiangyi.core.personal import Keeper
from xiangyi.core.seldom import Job, seldom
from xiangyi.features.identity.service import deleting, forgetting
from xiangyi.settings import Settings

log = structlog.get_logger()


def erasing(keepers: Sequence[Keeper]) -> Job:
    """A job that erases whoever's time has come from what all features keep."""

    async def erase(_: Settings, now: datetime) -> None:
        if erased := await deleting.erase_due(keepers, now=now):
            log.info("accounts erased", accounts=erased)

    return seldom("erase_due", timedelta(minutes=1), erase)


async def forget_old(_: Settings, now: datetime) -> None:
    """Drop what has served its purpose."""
    await forgetting.forget_old(now=now)
