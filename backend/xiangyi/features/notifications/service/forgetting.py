"""Letting go of who was told what: the numbers stay, the persons go."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from piccolo.columns.combination import WhereRaw

from xiangyi.core.db import atomic, run
from xiangyi.features.notifications.schemas import Audience
from xiangyi.features.notifications.service.outcomes import OVER_AT, counted
from xiangyi.features.notifications.tables import Campaign

#: A phone that has not opened the app for so long is nobody's to knock for.
IDLE: Final = timedelta(days=180)
#: Where nobody is to be knocked for any more.
_LET_GO: Final = (
    "renewed_at < {} OR ended_at IS NOT NULL OR EXISTS (SELECT 1 FROM device"
    " WHERE device.id = push_subscription.device AND device.ended_at IS NOT NULL)"
)
_AT_ONCE: Final = 100
#: What is told to nobody, and what is told of then.
_NOBODY: Final = msgspec.json.encode(Audience(groups=())).decode()
_NOTHING: Final = "{}"


async def forget(*, keep: timedelta, now: datetime) -> None:
    """Turn old campaigns into their numbers, and drop phones that have long been silent."""
    while True:
        old: list[dict[str, Any]] = (
            await Campaign.select()
            .where(
                WhereRaw(
                    "counts IS NULL AND (told_at IS NOT NULL OR cancelled_at IS NOT NULL)"
                    f" AND {OVER_AT} < {{}}",
                    now - keep,
                )
            )
            .limit(_AT_ONCE)
        )
        for row in old:
            await _forget(row, keep)
        if len(old) < _AT_ONCE:
            break
    await run(
        "DELETE FROM push_watch WHERE subscription IN"  # noqa: S608  # our own words
        f" (SELECT id FROM push_subscription WHERE {_LET_GO})",
        now - IDLE,
    )
    await run(f"DELETE FROM push_subscription WHERE {_LET_GO}", now - IDLE)  # noqa: S608  # our own words


async def forget_person(account: UUID) -> None:
    """Erase what somebody was told, wanted and followed, and where to knock for them."""
    for table in ("notice", "notice_setting", "follow", "attempt", "push_subscription"):
        await run(f"DELETE FROM {table} WHERE account = {{}}", account)  # noqa: S608  # our own tables
    await run("UPDATE campaign SET sender = NULL WHERE sender = {}", account)
    rows = await run("SELECT id, audience FROM campaign WHERE audience LIKE {}", f"%{account}%")
    for row in rows:
        audience = msgspec.json.decode(str(row["audience"]), type=Audience)
        left = msgspec.json.encode(_without(audience, account)).decode()
        await run("UPDATE campaign SET audience = {} WHERE id = {}", left, row["id"])


def _without(audience: Audience, account: UUID) -> Audience:
    """The same, but for them; a group that was theirs alone would else say nothing of whom."""
    groups = tuple(
        msgspec.structs.replace(
            group,
            accounts=tuple(one for one in group.accounts if one != account),
            apart=tuple(one for one in group.apart if one != account),
        )
        for group in audience.groups
        if group.accounts != (account,)
    )
    return msgspec.structs.replace(audience, groups=groups)


async def _forget(row: dict[str, Any], keep: timedelta) -> None:
    id_ = row["id"]
    async with atomic():
        numbers = await counted(row, keep=keep)
        told = msgspec.structs.replace(numbers, waiting=0, next_at=None, kept_until=None)
        await run(
            "UPDATE campaign SET counts = {}, audience = {}, facts = {} WHERE id = {}",
            *(msgspec.json.encode(told).decode(), _NOBODY, _NOTHING, id_),
        )
        await run("DELETE FROM attempt WHERE campaign = {}", id_)
        await run("DELETE FROM notice WHERE campaign = {}", id_)
