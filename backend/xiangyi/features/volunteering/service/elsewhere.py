"""Nobody is in two places at once, whether scans say where they were or somebody claims it.

A stay is from then to then; minutes that are claimed lie somewhere in their shift. All of them have
room if no time that reaches from the beginning of one shift to the end of another is asked for more
minutes, by the shifts within it, than are left of it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.counting import Stay, Stretch, within
from xiangyi.features.volunteering.rules.presence import SPOKEN_FOR, THERE
from xiangyi.features.volunteering.service import leading
from xiangyi.features.volunteering.service.grounds import Ground

Row = dict[str, Any]

_AT: Final = (
    " t.shift, s.starts_at, s.ends_at, a.id AS activity, a.title FROM {told} t"
    " JOIN activity_shift s ON s.id = t.shift JOIN volunteer_activity a ON a.id = s.activity"
    " WHERE t.account = {{}} AND s.starts_at < {{}} AND s.ends_at > {{}}"
)
_STAYS: Final = (
    f"SELECT t.came_at, t.left_at, t.minutes,{_AT.format(told='shift_presence')}"
    f" AND t.state IN {THERE} ORDER BY t.came_at"
)
#: What is claimed says how long they were there, and not when.
_CLAIMS: Final = (
    f"SELECT SUM(t.minutes) AS minutes,{_AT.format(told='service_claim')}"
    f" AND t.state IN {SPOKEN_FOR} GROUP BY t.shift, s.starts_at, s.ends_at, a.id, a.title"
    " ORDER BY s.starts_at"
)
#: How far away what leaves no room begins: nobody serves two days without a pause.
_NEAR: Final = timedelta(days=2)


class _Part(Struct):
    """What one shift has of somebody's time.

    Attributes:
        there: when they certainly were there, or led it.
        minutes: of service, proved and claimed.
        told: the shift, for a refusal that names it.
    """

    shift: UUID
    starts_at: datetime
    ends_at: datetime
    told: Row
    there: list[Stay]
    minutes: int = 0

    @property
    def more(self) -> timedelta:
        """For how long they were there besides, somewhere in it."""
        seen = sum((one.left_at - one.came_at for one in self.there), timedelta())
        return max(timedelta(), timedelta(minutes=self.minutes) - seen)


async def expect_room(ground: Ground, account: UUID, wanted: int) -> None:
    """Raises ClaimOverlaps: they cannot have been here for so many minutes, and where they were.

    Args:
        wanted: the minutes of the shift, with what is spoken for of it already.
    """
    here, others = await _parts(ground, account)
    here.minutes = wanted
    for span in _crowded([here, *others]):
        if _has(span, here):
            raise errors.ClaimOverlaps(**_nearest(span, here, others))


async def expect_room_within(ground: Ground, account: UUID, stay: Stay, wanted: int) -> None:
    """Raises ClaimOverlaps: they cannot have been here for so many minutes of a stay that counts
    for nothing yet, and where they were.
    """
    here, others = await _parts(ground, account)
    within_it = _inside(stay, here)
    allowed = _Part(ground.shift, within_it.came_at, within_it.left_at, here.told, [], wanted)
    for span in _crowded([here, allowed, *others]):
        if _has(span, allowed):
            raise errors.ClaimOverlaps(**_nearest(span, here, others))


async def expect_stayed(ground: Ground, account: UUID, stay: Stay) -> None:
    """Raises ScanOverlaps: by what has been claimed they were elsewhere for some of the stay, or of
    the earlier ones here, as one more stay may make those count.
    """
    first, last = (
        min(stay.came_at, ground.stretch.starts_at),
        max(stay.left_at, ground.stretch.ends_at),
    )
    claims: list[Row] = await run(_CLAIMS, account, last, first)
    if all(claim["shift"] == ground.shift for claim in claims):
        return
    here, others = await _parts(ground, account, stay)
    for span in _crowded([here, *others]):
        if _seen(span, here):
            raise errors.ScanOverlaps(**_nearest(span, here, others))


async def _parts(
    ground: Ground, account: UUID, stay: Stay | None = None
) -> tuple[_Part, list[_Part]]:
    """What this shift has of somebody's time, with one more stay; and what others around it."""
    around = ground.stretch.starts_at - _NEAR, ground.stretch.ends_at + _NEAR
    at = ground.stretch.starts_at, ground.stretch.ends_at
    here = _Part(ground.shift, *at, told=_of(ground), there=[stay] if stay else [])
    parts = {ground.shift: here}
    stays: list[Row] = await run(_STAYS, account, *reversed(around))
    claims: list[Row] = await run(_CLAIMS, account, *reversed(around))
    for row in [*stays, *claims]:
        if (part := parts.get(row["shift"])) is None:
            at = row["starts_at"], row["ends_at"]
            part = parts[row["shift"]] = _Part(row["shift"], *at, told=_told(row), there=[])
        part.minutes += int(row["minutes"])
    for row in stays:
        part, there = parts[row["shift"]], Stay(row["came_at"], row["left_at"])
        # Early and late beside a shift they may be where they like, but for the one that is asked.
        inside = there if stay and part is here else _inside(there, part)
        if inside.left_at > inside.came_at:
            part.there.append(inside)
    others = [part for part in parts.values() if part is not here]
    for led, first, last in await leading.led_around(account, *around):
        others.append(_Part(led.shift, first, last, told=_of(led), there=[Stay(first, last)]))
    return here, others


def _crowded(parts: Sequence[_Part]) -> Iterable[Stretch]:
    """The times that are asked for more minutes than they have."""
    asking = [one for one in parts if one.more]
    starts, ends = {one.starts_at for one in asking}, {one.ends_at for one in asking}
    for first, last in sorted(product(starts, ends)):
        span = Stretch(first, last)
        asked = sum((one.more for one in asking if _has(span, one)), timedelta())
        left = last - first - sum((_seen(span, one) for one in parts), timedelta())
        if asked > max(left, timedelta()):
            yield span


def _has(span: Stretch, part: _Part) -> bool:
    return span.starts_at <= part.starts_at and part.ends_at <= span.ends_at


def _seen(span: Stretch, part: _Part) -> timedelta:
    return sum((within(span, one) for one in part.there), timedelta())


def _inside(stay: Stay, part: _Part) -> Stay:
    return Stay(max(stay.came_at, part.starts_at), min(stay.left_at, part.ends_at))


def _nearest(span: Stretch, here: _Part, others: Sequence[_Part]) -> Row:
    """What of those that leave no room is beside this shift; itself, where there is no other."""
    crowding = [one for one in others if _seen(span, one) or (one.more and _has(span, one))]
    beside = [
        one for one in crowding if one.starts_at < here.ends_at and one.ends_at > here.starts_at
    ]
    return next(iter([*beside, *crowding, here])).told


def _of(ground: Ground) -> Row:
    return ground.told | {
        "starts_at": ground.stretch.starts_at,
        "ends_at": ground.stretch.ends_at,
    }


def _told(row: Row) -> Row:
    return {name: row[name] for name in ("activity", "title", "starts_at", "ends_at")}
