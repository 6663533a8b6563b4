"""What the worker does for the ledger."""

from datetime import datetime

import structlog

from xiangyi.features.ledger.service import checkpoints
from xiangyi.settings import Settings

log = structlog.get_logger()


async def sign_checkpoint(settings: Settings, now: datetime) -> None:
    """Sign each day what the ledger is, and write it where no database can change it."""
    if made := await checkpoints.sign_daily(settings.checkpoints_dir, now=now):
        log.info("checkpoint signed", entries=made.size)
