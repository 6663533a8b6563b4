"""Letting go of who was told what: the numbers stay, the persons go."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.db import atomic, run
from xiangyi.features.notifications.service.outcomes import counted
from xiangyi.features.notifications.tables import Campaign

#: A phone that has not opened the app for so long is nobody's to knock for.
IDLE: Final = timedelta(days=180)
_AT_ONCE: Final = 100


async def forget(*, keep: timedelta, now: datetime) -> None:
    """Turn old campaigns into their numbers, and drop phones that have long been silent."""
    while True:
        old: list[dict[str, Any]] = (
            await Campaign.select()
            .where((Campaign.made_at < now - keep) & Campaign.counts.is_null())
            .order_by(Campaign.made_at)
            .limit(_AT_ONCE)
        )
        for row in old:
            await _forget(row, keep)
        if len(old) < _AT_ONCE:
            break
    await run(
        "DELETE FROM push_watch WHERE subscription IN"
        " (SELECT id FROM push_subscription WHERE renewed_at < {})",
        now - IDLE,
    )
    await run("DELETE FROM push_subscription WHERE renewed_at < {}", now - IDLE)


async def forget_person(account: UUID) -> None:
    """Erase what somebody was told, wanted and followed, and where to knock for them."""
    for table in ("notice", "notice_setting", "follow", "attempt", "push_subscription"):
        await run(f"DELETE FROM {table} WHERE account = {{}}", account)  # noqa: S608  # our own tables
    await run("UPDATE campaign SET sender = NULL WHERE sender = {}", account)


async def _forget(row: dict[str, Any], keep: timedelta) -> None:
    id_ = row["id"]
    async with atomic():
        numbers = await counted(row, keep=keep)
        told = msgspec.structs.replace(numbers, waiting=0, next_at=None, kept_until=None)
        await run(
            "UPDATE campaign SET counts = {} WHERE id = {}",
            *(msgspec.json.encode(told).decode(), id_),
        )
        await run("DELETE FROM attempt WHERE campaign = {}", id_)
        await run("DELETE FROM notice WHERE campaign = {}", id_)
