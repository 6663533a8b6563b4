"""Whom a campaign has not reached, for the telephone at the counter."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from piccolo.querystring import QueryString

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.identity.service import persons
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
    """Some of them with their numbers; with `homes`, those who are at home in these divisions."""
    rows: list[dict[str, Any]] = await run(
        "SELECT notice.id AS place, notice.account, (SELECT why FROM attempt"  # noqa: S608  # ours
        " WHERE attempt.campaign = notice.campaign AND attempt.account = notice.account"
        " AND attempt.why IS NOT NULL ORDER BY attempt.id DESC LIMIT 1) AS why FROM notice"
        f" WHERE {NOT_REACHED} AND {{}} AND notice.id > {{}} ORDER BY notice.id LIMIT {{}}",
        *(campaign, _at_home(homes), int(after or 0), _PAGE + 1),
    )
    shown = rows[:_PAGE]
    people = await persons.to_be_rung({UUID(str(one["account"])) for one in shown})
    return NotReachedPage(
        people=[
            NotReached(
                account=(account := UUID(str(one["account"]))),
                name=people[account].name,
                phone=people[account].phone,
                why=one["why"] or "no_push",
            )
            for one in shown
        ],
        next=str(shown[-1]["place"]) if len(rows) > _PAGE else None,
    )


async def number(campaign: UUID, *, homes: Collection[str] | None) -> int:
    """How many of them there are."""
    [left] = await run(
        f"SELECT count(*) AS people FROM notice WHERE {NOT_REACHED} AND {{}}",  # noqa: S608  # ours
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
