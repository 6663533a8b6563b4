"""Sealing the lists of who was there that nobody has sealed by hand."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.volunteering.rules.counting import Stretch
from xiangyi.features.volunteering.rules.windows import sealed_from
from xiangyi.features.volunteering.service import ruling
from xiangyi.features.volunteering.tables import ActivityShift

_MOST: Final = 500
_OVER: Final = (
    "SELECT s.id, s.starts_at, s.ends_at, a.organisation FROM activity_shift s"
    " JOIN volunteer_activity a ON a.id = s.activity WHERE s.sealed_at IS NULL AND s.ends_at <= {}"
    " AND s.cancelled_at IS NULL AND a.state IN ('approved', 'closed')"
    " ORDER BY s.ends_at, s.id LIMIT {}"
)


async def seal_due(*, now: datetime) -> None:
    """Write down that a list is sealed, as it is by the clock: triggers hold what is written."""
    rows: list[dict[str, Any]] = await run(_OVER, now, _MOST)
    hosts: dict[UUID, Any] = {}
    for row in rows:
        host = row["organisation"]
        if host not in hosts:
            hosts[host] = await ruling.numbers(host, now=now)
        due_at = sealed_from(Stretch(row["starts_at"], row["ends_at"]), hosts[host])
        if now >= due_at:
            await ActivityShift.update({ActivityShift.sealed_at: due_at}).where(
                (ActivityShift.id == row["id"]) & ActivityShift.sealed_at.is_null()
            )
