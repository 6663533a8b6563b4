"""Telling something: one row beside what came to be true, and nothing more."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import atomic, run
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.tables import Campaign


async def notify(telling: Telling, *, now: datetime, id_: UUID | None = None) -> UUID:
    """Let the worker tell it, once the caller's transaction has ended well; the campaign's id.

    An earlier campaign of the same thread that nobody has been told yet is not sent any more.

    Raises:
        AudienceEmpty: a group of the audience says nothing of whom it means.
    """
    expect_somebody(telling.audience)
    id_ = id_ or uuid4()
    async with atomic():
        await cancel(telling.thread, now=now)
        await Campaign.insert(
            Campaign(
                id=id_,
                kind=telling.kind,
                topic=telling.topic,
                thread=telling.thread,
                link=telling.link,
                facts=msgspec.json.encode(telling.facts).decode(),
                audience=msgspec.json.encode(telling.audience).decode(),
                urgency=telling.urgency,
                sender=telling.sender,
                division=telling.division,
                made_at=now,
                send_at=max(telling.send_at or now, now),
                ends_at=telling.ends_at,
                known_by=telling.known_by,
                falls_back_at=telling.falls_back_at,
                most=telling.most,
            )
        )
    return id_


async def cancel(thread: str, *, now: datetime) -> bool:
    """Call off what of a thread has been told to nobody; whether there was any.

    What has been told to some is told to all: half of an audience knows what the other does not.
    """
    async with atomic():
        rows = await run(
            "UPDATE campaign SET cancelled_at = {} WHERE thread = {} AND cancelled_at IS NULL"
            " AND told_at IS NULL AND cursor IS NULL RETURNING id",
            *(now, thread),
        )
        await take_back([row["id"] for row in rows], now=now)
    return bool(rows)


async def take_back(campaigns: Collection[object], *, now: datetime) -> None:
    """Let go of what somebody has of campaigns that nobody is told, in the caller's transaction.

    Whoever acted upon one before the worker came has its notice already.
    """
    if campaigns:
        await run(
            "UPDATE notice SET replaced_at = {} WHERE replaced_at IS NULL"  # noqa: S608  # ours
            f" AND {among('campaign', 'UUID')}",
            *(now, listed(campaigns)),
        )


async def limited(*, until: datetime) -> list[UUID]:
    """Campaigns that may go to so many people, are due by then, and that nobody was told yet."""
    rows = await run(
        "SELECT id FROM campaign WHERE most IS NOT NULL AND told_at IS NULL AND cursor IS NULL"
        " AND cancelled_at IS NULL AND send_at <= {} ORDER BY id",
        until,
    )
    return [UUID(str(row["id"])) for row in rows]


async def limit(campaign: UUID, most: int) -> None:
    """Let a campaign that nobody was told yet go to so many people at most."""
    await run(
        "UPDATE campaign SET most = {} WHERE id = {} AND most <> {}"
        " AND told_at IS NULL AND cursor IS NULL",
        *(most, campaign, most),
    )


async def outgrown(*, now: datetime) -> list[UUID]:
    """Campaigns, not over yet, that nobody was told since they had more people than they may."""
    rows = await run(
        "SELECT id FROM campaign WHERE outgrown IS NOT NULL AND ends_at > {} ORDER BY id", now
    )
    return [UUID(str(row["id"])) for row in rows]


async def withdraw(thread: str, *, now: datetime) -> None:
    """Tell nobody any more what a thread says, and let what it has told be replaced.

    For what is wrong by now, of which another thread says how it is: half of an audience that
    does not hear of it misses nothing.
    """
    of_thread = "campaign IN (SELECT id FROM campaign WHERE thread = {})"
    async with atomic():
        # It waits for a worker who is at one, and so finds all that was told.
        await run(
            "UPDATE campaign SET cancelled_at = {} WHERE thread = {} AND cancelled_at IS NULL"
            " AND told_at IS NULL",
            *(now, thread),
        )
        await run(
            f"UPDATE notice SET replaced_at = {{}} WHERE {of_thread} AND replaced_at IS NULL",  # noqa: S608  # ours
            *(now, thread),
        )
        await run(
            "UPDATE attempt SET state = 'replaced', done_at = {}"  # noqa: S608  # ours
            f" WHERE {of_thread} AND done_at IS NULL",
            *(now, thread),
        )


async def last_told(thread: str) -> datetime | None:
    """When the latest campaign of a thread was made."""
    row = (
        await Campaign.select(Campaign.made_at)
        .where(Campaign.thread == thread)
        .order_by(Campaign.made_at, ascending=False)
        .first()
    )
    return None if row is None else row["made_at"]


def expect_somebody(audience: Audience) -> None:
    """Raises AudienceEmpty where there is no group, or one that means everybody there is."""
    if not audience.groups or any(
        msgspec.structs.replace(group, apart=()) == Group() for group in audience.groups
    ):
        raise errors.AudienceEmpty
