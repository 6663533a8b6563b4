"""Whom a campaign has not reached, for the telephone at the counter."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from piccolo.querystring import QueryString

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.identity.service import persons
from xiangyi.features.identity.service.persons import Masked
from xiangyi.features.notifications import errors
from xiangyi.features.notifications.schemas import NotReached, NotReachedPage

#: Neither on a screen nor announced: a knock that left counts, even where nobody looked yet.
#: Whoever has been told something newer of the thread is rung up for that, and for that alone.
NOT_REACHED: Final = (
    "notice.campaign = {} AND notice.seen_at IS NULL AND notice.replaced_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM attempt"
    " WHERE attempt.campaign = notice.campaign AND attempt.account = notice.account"
    " AND attempt.state IN ('sent', 'waiting'))"
)
_PAGE: Final = 100


async def page(
    campaign: UUID, *, homes: Collection[str] | None, after: str | None
) -> NotReachedPage:
    """Some of them with their numbers, and who was rung up.

    With `homes`, those who are at home in these divisions.
    """
    rows: list[dict[str, Any]] = await run(
        "SELECT notice.id AS place, notice.account, notice.rung_at, notice.rung_by,"  # noqa: S608  # ours
        " (SELECT why FROM attempt"
        " WHERE attempt.campaign = notice.campaign AND attempt.account = notice.account"
        " AND attempt.why IS NOT NULL ORDER BY attempt.id DESC LIMIT 1) AS why FROM notice"
        f" WHERE {NOT_REACHED} AND {{}} AND notice.id > {{}} ORDER BY notice.id LIMIT {{}}",
        *(campaign, _at_home(homes), int(after or 0), _PAGE + 1),
    )
    shown = rows[:_PAGE]
    people = await persons.to_be_rung({UUID(str(one["account"])) for one in shown})
    clerks = await persons.masks({UUID(str(one["rung_by"])) for one in shown if one["rung_by"]})
    return NotReachedPage(
        people=[
            NotReached(
                account=(account := UUID(str(one["account"]))),
                name=people[account].name,
                phone=people[account].phone,
                why=one["why"] or "no_push",
                rung_at=one["rung_at"],
                rung_by=_shown(clerks, one["rung_by"]),
            )
            for one in shown
        ],
        next=str(shown[-1]["place"]) if len(rows) > _PAGE else None,
    )


def _shown(clerks: Mapping[UUID, Masked], id_: object) -> str | None:
    mask = clerks.get(UUID(str(id_))) if id_ else None
    return (mask.name or mask.phone) if mask else None


async def note(  # noqa: PLR0913  # of what, whom, what, by whom, and when
    campaign: UUID,
    account: UUID,
    *,
    rung: bool,
    by: UUID,
    homes: Collection[str] | None,
    now: datetime,
) -> None:
    """Keep that somebody was told by telephone, or that they were not after all; once each.

    Raises:
        NoticeNotFound: they were told no such thing, or are at home elsewhere.
        SeenMeanwhile: they have seen it, and were not ticked before.
    """
    first = "rung_at = COALESCE(rung_at, {}), rung_by = COALESCE(rung_by, {})"
    change = QueryString(first, now, by) if rung else QueryString("rung_at = NULL, rung_by = NULL")
    whose = QueryString("campaign = {} AND account = {} AND {}", campaign, account, _at_home(homes))
    left = QueryString("(seen_at IS NULL OR rung_at IS NOT NULL)" if rung else "true")
    if await run("UPDATE notice SET {} WHERE {} AND {} RETURNING id", change, whose, left):
        return
    if await run("SELECT id FROM notice WHERE {}", whose):
        raise errors.SeenMeanwhile
    raise errors.NoticeNotFound


async def number(campaign: UUID, *, homes: Collection[str] | None) -> int:
    """How many of them nobody has rung up yet."""
    [left] = await run(
        f"SELECT count(*) AS people FROM notice WHERE {NOT_REACHED}"  # noqa: S608  # ours
        " AND notice.rung_at IS NULL AND {}",
        *(campaign, _at_home(homes)),
    )
    return int(str(left["people"]))


def _at_home(homes: Collection[str] | None) -> QueryString:
    if homes is None:
        return QueryString("true")
    return QueryString(
        f"notice.account IN (SELECT id FROM account WHERE {among('home', 'TEXT')})",  # noqa: S608  # ours
        listed(sorted(homes)),
    )
