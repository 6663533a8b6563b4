"""Nobody is in two places at once, whether scans say where they were or somebody claims it."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.counting import Stay, Stretch, minutes, within
from xiangyi.features.volunteering.rules.presence import SPOKEN_FOR, THERE
from xiangyi.features.volunteering.service.grounds import Ground

Row = dict[str, Any]

_AT: Final = (
    " s.starts_at, s.ends_at, a.id AS activity, a.title FROM {told} t"
    " JOIN activity_shift s ON s.id = t.shift JOIN volunteer_activity a ON a.id = s.activity"
    " WHERE t.account = {{}} AND t.shift <> {{}} AND s.starts_at < {{}} AND s.ends_at > {{}}"
)
_STAYS: Final = (
    f"SELECT t.came_at, t.left_at,{_AT.format(told='shift_presence')}"
    f" AND t.state IN {THERE} ORDER BY t.came_at"
)
#: Of those who have gone from a shift.
_HERE: Final = (
    "SELECT came_at, left_at FROM shift_presence WHERE account = {} AND shift = {}"  # noqa: S608  # ours
    f" AND state IN {THERE}"
)
#: What is claimed says how long they were there, and not when.
_CLAIMS: Final = (
    f"SELECT SUM(t.minutes) AS minutes,{_AT.format(told='service_claim')}"
    f" AND t.state IN {SPOKEN_FOR} GROUP BY s.id, s.starts_at, s.ends_at, a.id, a.title"
    " ORDER BY s.starts_at"
)


async def expect_room(ground: Ground, account: UUID, wanted: int) -> None:
    """Raises ClaimOverlaps: they cannot have been here for so many minutes, and where they were.

    Args:
        wanted: the minutes of the shift, with what is spoken for of it already.
    """
    here = Stay(ground.stretch.starts_at, ground.stretch.ends_at)
    span = (account, ground.shift, here.left_at, here.came_at)
    stays: list[Row] = await run(_STAYS, *span)
    claims: list[Row] = await run(_CLAIMS, *span)
    away = timedelta()
    for there, row in [
        *((_meeting(row, here), row) for row in stays),
        *((_at_least(row, here), row) for row in claims),
    ]:
        away += there
        if there and wanted > minutes(here.left_at - here.came_at - away):
            raise errors.ClaimOverlaps(**_told(row))


async def expect_stayed(ground: Ground, account: UUID, stay: Stay) -> None:
    """Raises ScanOverlaps: by what has been claimed they were elsewhere for some of the stay, or
    of the earlier ones here, as one more stay may make those count.
    """
    here = ground.stretch
    span = max(stay.left_at, here.ends_at), min(stay.came_at, here.starts_at)
    claims: list[Row] = await run(_CLAIMS, account, ground.shift, *span)
    if not claims:
        return
    rows: list[Row] = await run(_HERE, account, ground.shift)
    stays = [stay, *(Stay(one["came_at"], one["left_at"]) for one in rows)]
    for claim in claims:
        there = _stretch(claim)
        away = sum((within(there, one) for one in stays), timedelta())
        if away and int(claim["minutes"]) > minutes(there.ends_at - there.starts_at - away):
            raise errors.ScanOverlaps(**_told(claim))


def _at_least(claim: Row, span: Stay) -> timedelta:
    """For how long they were in another shift within the span, however its minutes lay."""
    there = _stretch(claim)
    long = there.ends_at - there.starts_at
    outside = long - within(there, span)
    return max(timedelta(), timedelta(minutes=int(claim["minutes"])) - outside)


def _meeting(stay: Row, span: Stay) -> timedelta:
    """For how long a stay, as far as it lies in its own shift, lies in the span."""
    there = _stretch(stay)
    both = Stretch(max(there.starts_at, span.came_at), min(there.ends_at, span.left_at))
    return within(both, Stay(stay["came_at"], stay["left_at"]))


def _stretch(row: Row) -> Stretch:
    return Stretch(row["starts_at"], row["ends_at"])


def _told(row: Row) -> dict[str, datetime | UUID | str]:
    return {name: row[name] for name in ("activity", "title", "starts_at", "ends_at")}
