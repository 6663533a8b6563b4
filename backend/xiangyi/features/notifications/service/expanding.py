"""Making of each campaign a notice for everybody concerned: a thousand at a time.

Each thousand is one transaction that ends with how far it came, so that a worker that is killed
leaves nobody out and tells nobody twice; several workers share the work.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.bulk import among, insert_new, insert_rows, listed, outgrown
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.notifications.adapters import audience as people
from xiangyi.features.notifications.adapters.audience import Found
from xiangyi.features.notifications.rules.quiet import heard_at
from xiangyi.features.notifications.schemas import Audience
from xiangyi.features.notifications.service.notifying import take_back
from xiangyi.features.notifications.tables import Attempt, Campaign, Notice

AT_ONCE: Final = 1_000
_BEYOND_PEOPLE: Final = "d:"
_REPLACED: Final = "UPDATE attempt SET state = 'replaced', done_at = {}"


async def expand_due(*, now: datetime) -> int:
    """Tell every campaign whose time has come; how many thousands that took."""
    # An invitation to what is over by now, because the worker was away, is none.
    await run(
        "UPDATE campaign SET cancelled_at = {} WHERE told_at IS NULL AND cursor IS NULL"
        " AND cancelled_at IS NULL AND ends_at <= {}",
        *(now, now),
    )
    parts = 0
    while await _expand_some(now):
        parts += 1
        # Inboxes are read meanwhile, and attempts made.
        await outgrown("notice", "attempt")
    return parts


async def _expand_some(now: datetime) -> bool:
    async with atomic():
        campaign = await _next(now)
        if campaign is None:
            return False
        audience = msgspec.json.decode(campaign["audience"], type=Audience)
        if await _has_outgrown(campaign, audience, now):
            return True
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
        knocked: list[dict[str, object]] = [
            {"phone": str(id_), "account": None, "anytime": False} for id_ in phones
        ]
        if phones:
            await _replace_earlier_knocks(campaign, phones, now)
        await insert_rows(Attempt, _knocks(campaign, knocked, now))
        if len(phones) == AT_ONCE:
            cursor = f"{_BEYOND_PEOPLE}{phones[-1]}"
            await run("UPDATE campaign SET cursor = {} WHERE id = {}", cursor, campaign["id"])
        else:
            await run("UPDATE campaign SET told_at = {} WHERE id = {}", now, campaign["id"])
    return True


async def _next(now: datetime) -> dict[str, Any] | None:
    """The campaign that waits longest, which no other worker is at.

    Those of a thread are told one after the other: the last word is the one that stays.
    """
    mine = " FOR UPDATE SKIP LOCKED" if is_postgres() else ""
    rows = await run(
        "SELECT id FROM campaign WHERE told_at IS NULL AND cancelled_at IS NULL"  # noqa: S608  # ours
        " AND send_at <= {} AND NOT EXISTS (SELECT 1 FROM campaign earlier"
        " WHERE earlier.thread = campaign.thread AND earlier.told_at IS NULL"
        " AND earlier.cancelled_at IS NULL"
        " AND (earlier.made_at, earlier.id) < (campaign.made_at, campaign.id))"
        f" ORDER BY send_at, id LIMIT 1{mine}",
        now,
    )
    if not rows:
        return None
    row: dict[str, Any] | None = await Campaign.select().where(Campaign.id == rows[0]["id"]).first()
    return row


async def _has_outgrown(campaign: dict[str, Any], audience: Audience, now: datetime) -> bool:
    """Whether it goes to nobody, since it has more people by now than it may."""
    if campaign["most"] is None or campaign["cursor"] is not None:
        return False
    number = await people.count(audience)
    if number <= campaign["most"]:
        return False
    await run(
        "UPDATE campaign SET cancelled_at = {}, outgrown = {} WHERE id = {}",
        *(now, number, campaign["id"]),
    )
    await take_back([campaign["id"]], now=now)
    return True


async def _tell(campaign: dict[str, Any], found: Sequence[Found], now: datetime) -> None:
    concerned = list(dict.fromkeys(one.account for one in found))
    # Whoever has claimed what a clerk had kept for them may have been told for that record;
    # whoever has acted upon it already knows of it.
    accounts = await insert_new(
        Notice,
        [
            {"campaign": str(campaign["id"]), "account": str(one), "made_at": now}
            for one in concerned
        ],
        over=["campaign", "account"],
        returning="account",
    )
    await _replace_earlier(campaign, concerned, now)
    if not accounts:
        return
    phones = await run(
        "SELECT CAST(push_subscription.id AS VARCHAR) AS phone,"  # noqa: S608  # ours
        " CAST(push_subscription.account AS VARCHAR) AS account,"
        " COALESCE(notice_setting.anytime, false) AS anytime FROM push_subscription"
        " JOIN device ON device.id = push_subscription.device AND device.ended_at IS NULL"
        " LEFT JOIN notice_setting ON notice_setting.account = push_subscription.account"
        " AND notice_setting.topic = {} WHERE push_subscription.ended_at IS NULL"
        f" AND COALESCE(notice_setting.push, true)"
        f" AND {among('push_subscription.account', 'UUID')}",
        *(campaign["topic"], listed(accounts)),
    )
    await insert_rows(Attempt, _knocks(campaign, phones, now))


def _knocks(
    campaign: dict[str, Any], phones: Sequence[dict[str, object]], now: datetime
) -> Iterator[dict[str, object]]:
    """One for each phone, given as text with its account."""
    id_ = str(campaign["id"])
    due_at = {
        anytime: heard_at(now, campaign["urgency"], anytime=anytime, known_by=campaign["known_by"])
        for anytime in (False, True)
    }
    for phone in phones:
        yield {
            "campaign": id_,
            "account": phone["account"],
            "subscription": phone["phone"],
            "channel": "web_push",
            "state": "waiting",
            "due_at": due_at[bool(phone["anytime"])],
            "tries": 0,
        }


async def _replace_earlier(
    campaign: dict[str, Any], accounts: Sequence[UUID], now: datetime
) -> None:
    """What was told before of the same thread is not how it is any more."""
    if not (earlier := await _earlier(campaign)):
        return
    where = f"{among('campaign', 'UUID')} AND {among('account', 'UUID')}"
    blanks = (now, listed(earlier), listed(accounts))
    await run(
        f"UPDATE notice SET replaced_at = {{}} WHERE {where} AND replaced_at IS NULL",  # noqa: S608  # ours
        *blanks,
    )
    await run(f"{_REPLACED} WHERE {where} AND done_at IS NULL", *blanks)


async def _replace_earlier_knocks(
    campaign: dict[str, Any], phones: Sequence[UUID], now: datetime
) -> None:
    """The same for phones without an account, which have no more than knocks."""
    if earlier := await _earlier(campaign):
        await run(
            f"{_REPLACED} WHERE {among('campaign', 'UUID')} AND account IS NULL"
            f" AND {among('subscription', 'UUID')} AND done_at IS NULL",
            *(now, listed(earlier), listed(phones)),
        )


async def _earlier(campaign: dict[str, Any]) -> list[object]:
    """What was told of the same thread before."""
    rows = await run(
        "SELECT id FROM campaign WHERE thread = {} AND (made_at, id) < ({}, {})",
        *(campaign["thread"], campaign["made_at"], campaign["id"]),
    )
    return [row["id"] for row in rows]


def _place(cursor: str) -> UUID | None:
    _, _, id_ = cursor.partition(":")
    return UUID(id_) if id_ else None
