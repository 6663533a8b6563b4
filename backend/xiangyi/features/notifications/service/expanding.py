"""Making of each campaign a notice for everybody concerned: a thousand at a time.

Each thousand is one transaction that ends with how far it came, so that a worker that is killed
leaves nobody out and tells nobody twice; several workers share the work.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.bulk import insert_rows
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.notifications.adapters import audience as people
from xiangyi.features.notifications.adapters.audience import Found
from xiangyi.features.notifications.rules.quiet import heard_at
from xiangyi.features.notifications.schemas import Audience
from xiangyi.features.notifications.tables import Attempt, Campaign, Notice

AT_ONCE: Final = 1_000
_BEYOND_PEOPLE: Final = "d:"


async def expand_due(*, now: datetime) -> int:
    """Tell every campaign whose time has come; how many thousands that took."""
    parts = 0
    while await _expand_some(now):
        parts += 1
    return parts


async def _expand_some(now: datetime) -> bool:
    async with atomic():
        campaign = await _next(now)
        if campaign is None:
            return False
        audience = msgspec.json.decode(campaign["audience"], type=Audience)
        cursor: str = campaign["cursor"] or "a:"
        if not cursor.startswith(_BEYOND_PEOPLE):
            found = await people.page(audience, after=_place(cursor), most=AT_ONCE)
            if found:
                await _tell(campaign, found, now)
            whole = len(found) == AT_ONCE
            cursor = f"a:{found[-1].record}" if whole else _BEYOND_PEOPLE
            await run("UPDATE campaign SET cursor = {} WHERE id = {}", cursor, campaign["id"])
            return True
        phones = await people.watchers(
            audience, campaign["topic"], after=_place(cursor), most=AT_ONCE
        )
        await insert_rows(Attempt, [_knock(campaign, None, phone, now) for phone in phones])
        if len(phones) == AT_ONCE:
            cursor = f"{_BEYOND_PEOPLE}{phones[-1]}"
            await run("UPDATE campaign SET cursor = {} WHERE id = {}", cursor, campaign["id"])
        else:
            await run("UPDATE campaign SET told_at = {} WHERE id = {}", now, campaign["id"])
    return True


async def _next(now: datetime) -> dict[str, Any] | None:
    """The campaign that waits longest, which no other worker is at."""
    mine = " FOR UPDATE SKIP LOCKED" if is_postgres() else ""
    rows = await run(
        "SELECT id FROM campaign WHERE told_at IS NULL AND cancelled_at IS NULL"  # noqa: S608  # ours
        f" AND send_at <= {{}} ORDER BY send_at, id LIMIT 1{mine}",
        now,
    )
    if not rows:
        return None
    row: dict[str, Any] | None = await Campaign.select().where(Campaign.id == rows[0]["id"]).first()
    return row


async def _tell(campaign: dict[str, Any], found: Sequence[Found], now: datetime) -> None:
    accounts = list(dict.fromkeys(one.account for one in found))
    # Whoever has claimed what a clerk had kept for them may have been told for that record.
    told = await _among(campaign["id"], accounts)
    accounts = [one for one in accounts if one not in told]
    if not accounts:
        return
    await insert_rows(
        Notice,
        [
            {"campaign": str(campaign["id"]), "account": str(one), "made_at": now}
            for one in accounts
        ],
    )
    await _replace_earlier(campaign, accounts, now)
    wishes = {
        row["account"]: row
        for row in await run(
            "SELECT account, push, anytime FROM notice_setting WHERE topic = {}"  # noqa: S608  # blanks
            f" AND account IN ({_blanks(accounts)})",
            campaign["topic"],
            *accounts,
        )
    }
    phones = await run(
        "SELECT push_subscription.id, push_subscription.account FROM push_subscription"  # noqa: S608  # blanks
        " JOIN device ON device.id = push_subscription.device AND device.ended_at IS NULL"
        " WHERE push_subscription.ended_at IS NULL"
        f" AND push_subscription.account IN ({_blanks(accounts)})",
        *accounts,
    )
    knocks = [
        _knock(campaign, phone["account"], phone["id"], now, wishes.get(phone["account"], {}))
        for phone in phones
        if wishes.get(phone["account"], {}).get("push", True)
    ]
    await insert_rows(Attempt, knocks)


def _knock(
    campaign: dict[str, Any],
    account: object,
    phone: object,
    now: datetime,
    wish: dict[str, object] | None = None,
) -> dict[str, object]:
    anytime = bool((wish or {}).get("anytime", False))
    return {
        "campaign": str(campaign["id"]),
        "account": account and str(account),
        "subscription": str(phone),
        "channel": "web_push",
        "state": "waiting",
        "due_at": heard_at(now, campaign["urgency"], anytime=anytime),
        "tries": 0,
    }


async def _among(campaign: UUID, accounts: Sequence[UUID]) -> set[UUID]:
    rows = await run(
        f"SELECT account FROM notice WHERE campaign = {{}} AND account IN ({_blanks(accounts)})",  # noqa: S608  # blanks
        campaign,
        *accounts,
    )
    return {UUID(str(row["account"])) for row in rows}


async def _replace_earlier(
    campaign: dict[str, Any], accounts: Sequence[UUID], now: datetime
) -> None:
    """What was told before of the same thread is not how it is any more."""
    earlier = [
        row["id"]
        for row in await run(
            "SELECT id FROM campaign WHERE thread = {} AND made_at < {} AND id <> {}",
            *(campaign["thread"], campaign["made_at"], campaign["id"]),
        )
    ]
    if not earlier:
        return
    where = f"campaign IN ({_blanks(earlier)}) AND account IN ({_blanks(accounts)})"
    await run(
        f"UPDATE notice SET replaced_at = {{}} WHERE {where} AND replaced_at IS NULL",  # noqa: S608  # blanks
        now,
        *earlier,
        *accounts,
    )
    await run(
        f"UPDATE attempt SET state = 'replaced', done_at = {{}} WHERE {where}"  # noqa: S608  # blanks
        " AND state = 'waiting'",
        now,
        *earlier,
        *accounts,
    )


def _place(cursor: str) -> UUID | None:
    _, _, id_ = cursor.partition(":")
    return UUID(id_) if id_ else None


def _blanks(values: Sequence[object]) -> str:
    return ", ".join(["{}"] * len(values))
