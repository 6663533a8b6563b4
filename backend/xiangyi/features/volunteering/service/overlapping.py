"""A shift has been moved: who is now in two places at once is told so, with both times."""

from collections import defaultdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.notifications.schemas import Audience, Group, Telling
from xiangyi.features.notifications.service import notifying
from xiangyi.features.volunteering.service import telling
from xiangyi.features.volunteering.service.keeping import kept
from xiangyi.features.volunteering.tables import ActivityShift

#: The other shifts of those who have a seat in one, or wait for it.
_OTHERS: Final = (
    " FROM shift_signup u JOIN activity_shift s ON s.id = u.shift"
    " JOIN shift_signup v ON v.account = u.account AND v.shift <> u.shift"
    " JOIN activity_shift t ON t.id = v.shift JOIN volunteer_activity o ON o.id = t.activity"
    " WHERE u.shift = {}"
)
_ANY: Final = f"SELECT DISTINCT v.shift{_OTHERS}"  # ours
_BOTH: Final = (
    f"SELECT u.account, v.shift, o.title, t.starts_at, t.ends_at{_OTHERS}"  # ours
    " AND u.state <> 'cancelled' AND v.state <> 'cancelled' AND t.cancelled_at IS NULL"
    " AND o.state = 'approved' AND t.starts_at < s.ends_at AND t.ends_at > s.starts_at"
    " ORDER BY v.shift, u.account"
)


async def tell_anew(shift: UUID, *, now: datetime) -> None:
    """Tell whom it concerns, in the caller's transaction; they give back whichever they like."""
    await take_back(shift, now=now)
    rows: list[dict[str, Any]] = await run(_BOTH, shift)
    together: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        together[row["shift"]].append(row)
    moved: Any = await ActivityShift.select().where(ActivityShift.id == shift).first()
    one = await kept(moved["activity"])
    for other, people in together.items():
        there = people[0]
        facts = {
            "otherTitle": there["title"],
            "otherStartsAt": there["starts_at"],
            "otherEndsAt": there["ends_at"],
        }
        told = Telling(
            kind="activity.overlaps",
            topic="volunteering",
            thread=_thread_of(shift, other),
            link=f"/activities/{one.id}",
            facts=await telling.blanks(one, moved) | facts,
            audience=Audience(groups=(Group(accounts=tuple(row["account"] for row in people)),)),
            urgency="urgent",
            ends_at=moved["starts_at"],
        )
        await telling.notify(one, "overlaps", told, shift=shift, now=now)


async def take_back(shift: UUID, *, now: datetime) -> None:
    """What was said of another time, or of a shift that is off, is so no more."""
    for row in await run(_ANY, shift):
        await notifying.withdraw(_thread_of(shift, row["shift"]), now=now)


def _thread_of(*shifts: object) -> str:
    return "/".join(("both", *sorted(str(one) for one in shifts)))
