"""What has been told, for a feature that has to say less of it, or how it was before."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import msgspec

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.notifications.tables import Campaign


async def told(campaigns: Collection[UUID]) -> set[UUID]:
    """Those of which somebody has been told."""
    if not campaigns:
        return set()
    rows = await run(
        "SELECT id FROM campaign WHERE (told_at IS NOT NULL OR cursor IS NOT NULL)"  # noqa: S608  # ours
        f" AND {among('id', 'UUID')}",
        listed(campaigns),
    )
    return {UUID(str(row["id"])) for row in rows}


async def unsay(campaigns: Collection[UUID], words: Collection[str]) -> None:
    """Erase these words from what was or is to be told, in the caller's transaction.

    Whoever has the notice keeps it without them; their phone hears of that when it next asks.
    """
    if not campaigns or not words:
        return
    rows = await Campaign.select(Campaign.id, Campaign.facts).where(
        Campaign.id.is_in(list(campaigns))
    )
    for row in rows:
        facts = msgspec.json.decode(row["facts"])
        left = _without(facts, words)
        if left != facts:
            text = msgspec.json.encode(left).decode()
            await Campaign.update({Campaign.facts: text}).where(Campaign.id == row["id"])


def _without(facts: Any, words: Collection[str]) -> Any:
    """The same without the words, where one is all that is said or a part between dots."""
    if isinstance(facts, dict):
        return {name: _without(one, words) for name, one in facts.items()}
    if isinstance(facts, list):
        return [_without(one, words) for one in facts]
    if isinstance(facts, str):
        if facts in words:
            return ""
        return " · ".join(part for part in facts.split(" · ") if part not in words)
    return facts
