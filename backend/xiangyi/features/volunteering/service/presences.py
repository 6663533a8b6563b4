"""Stays as they are shown, to whoever they are of."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.core.sealing import unseal_some
from xiangyi.features.volunteering.rules.counting import Reckoning
from xiangyi.features.volunteering.rules.paging import Place, cursor_of, instant, micros
from xiangyi.features.volunteering.schemas.hours import MyPresences, PresenceShown
from xiangyi.features.volunteering.tables.hours import ShiftPresence

#: As what a reason is sealed.
WHY: Final = "presence_why"

_PAGE: Final = 50
#: After all that can be.
_END: Final[Place] = (10**16, UUID(int=0))
_MINE: Final = (
    "SELECT p.*, a.id AS activity, a.title FROM shift_presence p"
    " JOIN activity_shift s ON s.id = p.shift JOIN volunteer_activity a ON a.id = s.activity"
    " WHERE p.account = {} AND (p.came_at, p.id) < ({}, {})"
    " ORDER BY p.came_at DESC, p.id DESC LIMIT {}"
)


async def mine(asker: Asker, *, before: Place | None) -> MyPresences:
    """A person's comings and goings with what each added, the latest first."""
    number, id_ = before or _END
    rows: list[dict[str, Any]] = await run(_MINE, asker.subject, instant(number), id_, _PAGE + 1)
    items = [shown(row, title=row["title"], activity=row["activity"]) for row in rows[:_PAGE]]
    last = items[-1] if len(rows) > _PAGE else None
    return MyPresences(items, cursor_of(micros(last.came_at), last.id) if last else None)


async def end_early(shift: UUID, account: UUID | None = None, *, now: datetime) -> None:
    """Let those be out who had come early to what begins at another time now, or is off.

    Or, with `account`, whoever gives up their seat. In the caller's transaction, which holds the
    shift. Nothing is counted of it; they come again.
    """
    which = (ShiftPresence.shift == shift) & (ShiftPresence.state == "open")
    if account is not None:
        which &= ShiftPresence.account == account
    await ShiftPresence.update(
        {
            ShiftPresence.left_at: now,
            ShiftPresence.left_on_time: True,
            ShiftPresence.state: "short",
        }
    ).where(which)


async def ended_at(shift: UUID, account: UUID, at: datetime) -> bool:
    """Whether somebody was let out at that very moment."""
    return await ShiftPresence.exists().where(
        (ShiftPresence.shift == shift)
        & (ShiftPresence.account == account)
        & (ShiftPresence.left_at == at)
    )


def shown(row: dict[str, Any], *, title: str, activity: UUID) -> PresenceShown:
    told = row["reckoning"]
    return PresenceShown(
        id=row["id"],
        activity=activity,
        shift=row["shift"],
        title=title,
        came_at=row["came_at"],
        left_at=row["left_at"],
        state=row["state"],
        minutes=row["minutes"],
        service_class=row["service_class"],
        why=unseal_some(row["why"], owner=row["id"], field=WHY),
        confirmed_at=row["confirmed_at"],
        reckoning=told and msgspec.json.decode(told, type=Reckoning),
    )


def as_it_was_open(row: dict[str, Any]) -> dict[str, Any]:
    """A stay as it was before they went."""
    return row | {
        "left_at": None,
        "state": "open",
        "minutes": 0,
        "service_class": None,
        "why": None,
        "confirmed_at": None,
        "reckoning": None,
    }
