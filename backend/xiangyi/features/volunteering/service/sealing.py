"""Sealing the lists of who was there that nobody has sealed by hand."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.volunteering.rules.counting import Stretch
from xiangyi.features.volunteering.rules.numbers import Numbers
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
    known: dict[tuple[UUID, date], Numbers] = {}
    for row in rows:
        host, starts_at = row["organisation"], row["starts_at"]
        of = (host, starts_at.astimezone(SHANGHAI).date())
        if of not in known:
            known[of] = await ruling.numbers(host, now=starts_at)
        due_at = sealed_from(Stretch(starts_at, row["ends_at"]), known[of])
        if now >= due_at:
            await ActivityShift.update({ActivityShift.sealed_at: due_at}).where(
                (ActivityShift.id == row["id"]) & ActivityShift.sealed_at.is_null()
            )
