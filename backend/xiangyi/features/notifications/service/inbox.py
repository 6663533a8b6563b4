"""The inbox: what somebody has been told, and what of it they have read."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.bulk import among, insert_new, listed
from xiangyi.core.db import atomic, run
from xiangyi.core.text import END
from xiangyi.features.identity.errors import ActingForRefused
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.adapters import audience as people
from xiangyi.features.notifications.rules.words import Topic
from xiangyi.features.notifications.schemas import Audience, Inbox, NoticeShown
from xiangyi.features.notifications.tables import Notice

_PAGE: Final = 50
#: How long phones hold notices, to be read without a network (`store/notices.ts`).
KEPT: Final = timedelta(days=30)
#: Of these nobody wants an answer once they are over; what else was told is still worth reading.
_MEETINGS: Final[Topic] = "consultations"
#: What a cursor looks like.
CURSOR: Final = "^[0-9]{1,18}" + END


async def inbox(asker: Asker, *, before: str | None, now: datetime) -> Inbox:
    """The latest notices, or those before a cursor; a phone that fetches them shows nobody any.

    Raises:
        ActingForRefused: a clerk asks for somebody; what they are told is theirs to read.
    """
    _own(asker)
    place = int(before) if before else 2**62
    rows = await run(
        "SELECT notice.id AS place, campaign.id AS campaign, campaign.kind, campaign.topic,"
        " campaign.thread, campaign.link, campaign.facts, campaign.urgency, notice.made_at,"
        " notice.seen_at, notice.read_at, notice.replaced_at, campaign.ends_at FROM notice"
        " JOIN campaign ON campaign.id = notice.campaign"
        " WHERE notice.account = {} AND notice.id < {} ORDER BY notice.id DESC LIMIT {}",
        *(asker.account, place, _PAGE + 1),
    )
    shown = rows[:_PAGE]
    return Inbox(
        notices=[_shown(row) for row in shown],
        unread=await unread(asker.account, now=now),
        next=str(shown[-1]["place"]) if len(rows) > _PAGE else None,
    )


async def unread(account: UUID, *, now: datetime) -> int:
    """How many notices somebody has not read and that still say how it is.

    Nobody is reminded of what came longer ago than a phone keeps it, nor of a meeting that is over.
    """
    rows = await run(
        "SELECT count(*) AS unread FROM notice JOIN campaign ON campaign.id = notice.campaign"
        " WHERE notice.account = {} AND notice.read_at IS NULL AND notice.replaced_at IS NULL"
        " AND notice.made_at > {}"
        " AND (campaign.topic <> {} OR campaign.ends_at IS NULL OR campaign.ends_at > {})",
        *(account, now - KEPT, _MEETINGS, now),
    )
    return int(str(rows[0]["unread"]))


async def read(asker: Asker, campaign: UUID, *, now: datetime) -> None:
    """Take note that somebody has opened a notice; the first time counts.

    Raises:
        NoticeNotFound: they have been told no such thing.
        ActingForRefused: a clerk asks for somebody.
    """
    _own(asker)
    async with atomic():
        rows = await run(
            "UPDATE notice SET read_at = COALESCE(read_at, {}), seen_at = COALESCE(seen_at, {})"
            " WHERE account = {} AND campaign = {} RETURNING id",
            *(now, now, asker.account, campaign),
        )
    if not rows:
        raise errors.NoticeNotFound


async def see(asker: Asker, campaigns: Sequence[UUID], *, now: datetime) -> None:
    """Take note that somebody had these before their eyes; the first time counts.

    Raises:
        ActingForRefused: a clerk asks for somebody.
    """
    _own(asker)
    await run(
        "UPDATE notice SET seen_at = {} WHERE account = {} AND seen_at IS NULL"  # noqa: S608  # ours
        f" AND {among('campaign', 'UUID')}",
        *(now, asker.account, listed(campaigns)),
    )


async def read_all(asker: Asker, up_to: UUID, *, now: datetime) -> None:
    """Take note that somebody wants to be reminded of none of what came until then.

    Whoever says so of all has taken notice of all; what has come since is news to them.

    Raises:
        NoticeNotFound: they have been told no such thing.
        ActingForRefused: a clerk asks for somebody.
    """
    _own(asker)
    async with atomic():
        rows = await run(
            "SELECT id FROM notice WHERE account = {} AND campaign = {}", asker.account, up_to
        )
        if not rows:
            raise errors.NoticeNotFound
        await run(
            "UPDATE notice SET read_at = {}, seen_at = COALESCE(seen_at, {})"
            " WHERE account = {} AND id <= {} AND read_at IS NULL",
            *(now, now, asker.account, rows[0]["id"]),
        )


async def answered(account: UUID, thread: str, *, now: datetime) -> None:
    """Take what somebody is told of a thread as read: they have acted upon it.

    That includes what the worker has yet to tell them: it need not knock for it any more.
    """
    await _tell_before_the_worker(account, thread, now)
    await run(
        "UPDATE notice SET read_at = COALESCE(read_at, {}), seen_at = COALESCE(seen_at, {})"
        " WHERE account = {} AND campaign IN (SELECT id FROM campaign WHERE thread = {})",
        *(now, now, account, thread),
    )


async def was_told(account: UUID, thread: str) -> bool:
    """Whether they have been told anything of a thread."""
    return await Notice.exists().where(
        (Notice.account == account) & (Notice.campaign.thread == thread)
    )


async def _tell_before_the_worker(account: UUID, thread: str, now: datetime) -> None:
    coming = await run(
        "SELECT id, audience FROM campaign WHERE thread = {} AND told_at IS NULL"
        " AND cancelled_at IS NULL AND send_at <= {}",
        *(thread, now),
    )
    for row in coming:
        audience = msgspec.json.decode(str(row["audience"]), type=Audience)
        if await people.includes(audience, account):
            notice = {"campaign": str(row["id"]), "account": str(account), "made_at": now}
            await insert_new(Notice, [notice], over=["campaign", "account"], returning="id")


def _own(asker: Asker) -> None:
    if asker.acting_for:
        raise ActingForRefused


def _shown(row: dict[str, Any]) -> NoticeShown:
    return NoticeShown(
        id=UUID(str(row["campaign"])),
        kind=row["kind"],
        topic=row["topic"],
        thread=row["thread"],
        link=row["link"],
        facts=msgspec.json.decode(row["facts"]),
        urgency=row["urgency"],
        made_at=row["made_at"],
        seen_at=row["seen_at"],
        read_at=row["read_at"],
        replaced=row["replaced_at"] is not None,
        over_at=row["ends_at"] if row["topic"] == _MEETINGS else None,
    )
