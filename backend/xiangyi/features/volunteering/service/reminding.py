"""Reminding those with a seat a day and an hour before their shift, and not in quiet time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from xiangyi.core.db import atomic, run
from xiangyi.features.notifications.rules.quiet import before_quiet
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying
from xiangyi.features.volunteering.service import telling
from xiangyi.features.volunteering.service.keeping import kept
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup

When = Literal["day_before", "hour_before"]
_BEFORE: Final[Mapping[When, timedelta]] = {
    "day_before": timedelta(hours=24),
    "hour_before": timedelta(hours=1),
}
#: A day before, and a night more: before it somebody is reminded of what begins in the morning.
_AHEAD: Final = timedelta(hours=34)
_MOST: Final = 500
_COMING: Final = (
    "SELECT s.* FROM activity_shift s JOIN volunteer_activity a ON a.id = s.activity"
    " WHERE s.starts_at > {} AND s.starts_at <= {} AND s.cancelled_at IS NULL"
    " AND (s.day_before_at IS NULL OR s.hour_before_at IS NULL) AND a.state = 'approved'"
    " ORDER BY s.starts_at, s.id LIMIT {}"
)


def due_at(starts_at: datetime, when: When) -> datetime:
    """When somebody is reminded of what begins then."""
    return before_quiet(starts_at - _BEFORE[when])


async def remind(*, now: datetime) -> None:
    """Tell those who have a seat by now, of each shift once a day and once an hour before."""
    coming: list[dict[str, Any]] = await run(_COMING, now, now + _AHEAD, _MOST)
    for shift in coming:
        for when in _BEFORE:
            if _is_due(shift, when, now=now):
                await _remind(shift, when, now=now)


async def set_anew(shift: UUID, starts_at: datetime, *, now: datetime) -> None:
    """Take back what was said of another time, in the caller's transaction.

    For what is so near that a reminder would be due, whoever is told of the new time needs none.
    """
    await take_back(shift, now=now)
    past: dict[Any, Any] = {
        f"{when}_at": now if due_at(starts_at, when) <= now else None for when in _BEFORE
    }
    await ActivityShift.update(past).where(ActivityShift.id == shift)


async def take_back(shift: UUID, *, now: datetime) -> None:
    """Remind nobody of it any more, in the caller's transaction."""
    for when in _BEFORE:
        await notifying.withdraw(_thread_of(shift, when), now=now)


def _is_due(shift: dict[str, Any], when: When, *, now: datetime) -> bool:
    starts_at = shift["starts_at"]
    is_told = shift[f"{when}_at"] is not None
    return not is_told and due_at(starts_at, when) <= now < _last_at(starts_at, when)


def _last_at(starts_at: datetime, when: When) -> datetime:
    """Until when it is worth saying: a worker that was away tells of a shift once."""
    return due_at(starts_at, "hour_before") if when == "day_before" else starts_at


async def _remind(shift: dict[str, Any], when: When, *, now: datetime) -> None:
    async with atomic():
        # As it was read, or it has been moved or reminded of meanwhile.
        rows = await run(
            f"UPDATE activity_shift SET {when}_at = {{}} WHERE id = {{}} AND starts_at = {{}}"  # noqa: S608  # ours
            f" AND {when}_at IS NULL AND cancelled_at IS NULL RETURNING id",
            *(now, shift["id"], shift["starts_at"]),
        )
        people = await ShiftSignup.select(ShiftSignup.account).where(
            (ShiftSignup.shift == shift["id"]) & (ShiftSignup.state == "signed")
        )
        if not (rows and people):
            return
        one = await kept(shift["activity"])
        accounts = tuple(sorted(row["account"] for row in people))
        told = Telling(
            kind="activity.reminder",
            topic="volunteering",
            thread=_thread_of(shift["id"], when),
            link=f"/activities/{one.id}",
            facts=await telling.blanks(one, shift),
            audience=Audience(groups=(Group(accounts=accounts),)),
            ends_at=_last_at(shift["starts_at"], when),
            known_by=shift["starts_at"],
        )
        await telling.notify(one, "reminder", told, shift=shift["id"], now=now)


def _thread_of(shift: UUID, when: When) -> str:
    return f"{telling.thread_of(shift)}/{when}"
