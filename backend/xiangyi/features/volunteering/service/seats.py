"""The seats of a shift: taken one after the other, so that none is given twice."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import is_postgres, run
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.service import telling
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup


class Taken(Struct, frozen=True):
    """How many have a seat that anybody may take, one that the host gave, or wait for one."""

    open: int = 0
    reserved: int = 0
    waiting: int = 0


def free(shift: dict[str, Any], taken: Taken) -> int:
    """How many seats anybody may still take."""
    return max(0, int(shift["capacity"]) - int(shift["reserved"]) - taken.open)


async def hold_shift(id_: UUID) -> dict[str, Any]:
    """A shift whose seats nobody else gives away before the caller's transaction ends.

    Raises:
        ShiftNotFound: there is none.
    """
    if is_postgres():
        await run("SELECT id FROM activity_shift WHERE id = {} FOR NO KEY UPDATE", id_)
    row: dict[str, Any] | None = await ActivityShift.select().where(ActivityShift.id == id_).first()
    if row is None:
        raise errors.ShiftNotFound
    return row


async def taken(shifts: Collection[UUID]) -> dict[UUID, Taken]:
    """Of each of the shifts, how its seats are taken."""
    if not shifts:
        return {}
    rows = await run(
        "SELECT shift, state, reserved, count(*) AS people FROM shift_signup"  # noqa: S608  # ours
        f" WHERE {among('shift', 'UUID')} AND state <> 'cancelled'"
        " GROUP BY shift, state, reserved",
        listed(shifts),
    )
    found = dict.fromkeys(shifts, Taken())
    for row in rows:
        id_, people = UUID(str(row["shift"])), int(str(row["people"]))
        was = found[id_]
        if row["state"] == "waiting":
            found[id_] = Taken(was.open, was.reserved, was.waiting + people)
        elif row["reserved"]:
            found[id_] = Taken(was.open, was.reserved + people, was.waiting)
        else:
            found[id_] = Taken(was.open + people, was.reserved, was.waiting)
    return found


async def fill(shift: dict[str, Any], *, now: datetime) -> None:
    """Give seats that are free to those who wait, the longest first, and tell them.

    In the caller's transaction, which holds the shift.
    """
    if shift["starts_at"] <= now or shift["cancelled_at"] is not None:
        return
    seats = free(shift, (await taken([shift["id"]]))[shift["id"]])
    if not seats:
        return
    next_ = (
        await ShiftSignup.select()
        .where((ShiftSignup.shift == shift["id"]) & (ShiftSignup.state == "waiting"))
        .order_by(ShiftSignup.turn)
        .limit(seats)
    )
    for one in next_:
        await promote(shift, one, reserved=False, now=now)


async def promote(
    shift: dict[str, Any], signup: dict[str, Any], *, reserved: bool, now: datetime
) -> None:
    """Give a seat to somebody who waits, and tell them, in the transaction that holds the shift."""
    await ShiftSignup.update(
        {
            ShiftSignup.state: "signed",
            ShiftSignup.at: now,
            ShiftSignup.reserved: reserved,
            ShiftSignup.promoted_at: now,
        }
    ).where(ShiftSignup.id == signup["id"])
    await telling.promoted(shift, signup, now=now)
