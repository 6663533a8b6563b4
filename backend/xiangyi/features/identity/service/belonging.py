"""Who stands in an organisation: who holds a role in it, and who belongs to it."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run

_SERVES: Final = (
    "SELECT 1 AS one FROM role_grant AS held WHERE held.scope_kind = 'organisation'"
    " AND held.scope_id = {{}} AND {theirs} AND held.confirmed_at IS NOT NULL"
    " AND (held.withdrawn_at IS NULL OR held.withdrawn_at > {{}}) LIMIT 1"
)
_BELONGED: Final = (
    "SELECT 1 AS one FROM member WHERE member.organisation = {{}} AND {theirs}"
    " AND member.since_at <= {{}} AND (member.ended_at IS NULL OR member.ended_at > {{}}) LIMIT 1"
)


async def serves(accounts: Collection[UUID], organisation: UUID, *, since: datetime) -> bool:
    """Whether one of them holds a role in it, or did at any time since then."""
    theirs = among("held.account", "UUID")
    return bool(
        await run(_SERVES.format(theirs=theirs), str(organisation), listed(accounts), since)
    )


async def belonged(accounts: Collection[UUID], organisation: UUID, *, at: datetime) -> bool:
    """Whether one of them belonged to it at that time."""
    theirs = among("member.account", "UUID")
    return bool(await run(_BELONGED.format(theirs=theirs), organisation, listed(accounts), at, at))
