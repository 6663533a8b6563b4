"""Asking those who came and have not gone whether they are still there."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import atomic, run
from xiangyi.features.volunteering.service import telling

#: Whoever goes with the others has gone by then.
_AFTER: Final = timedelta(minutes=5)
#: What was missed for longer, as by a worker that stood still, is nobody's news.
_NO_LONGER: Final = timedelta(hours=1)
_MOST: Final = 500
_OPEN: Final = (
    "SELECT p.id, p.account, p.shift, s.activity FROM shift_presence p"
    " JOIN activity_shift s ON s.id = p.shift WHERE p.state = 'open' AND p.asked_at IS NULL"
    " AND p.account IS NOT NULL AND s.ends_at < {} AND s.ends_at > {} ORDER BY p.id LIMIT {}"
)


async def ask_who_is_still_there(*, now: datetime) -> None:
    """Ask each once, soon after the shift has ended; what they do not scan they can claim."""
    async with atomic():
        rows: list[dict[str, Any]] = await run(_OPEN, now - _AFTER, now - _NO_LONGER, _MOST)
        if not rows:
            return
        await run(
            f"UPDATE shift_presence SET asked_at = {{}} WHERE {among('id', 'UUID')}",  # noqa: S608  # our own column
            *(now, listed(row["id"] for row in rows)),
        )
        people: dict[tuple[UUID, UUID], list[UUID]] = defaultdict(list)
        for row in rows:
            people[row["shift"], row["activity"]].append(row["account"])
        for (shift, activity), accounts in people.items():
            await telling.still_there(shift, activity, accounts, now=now)
