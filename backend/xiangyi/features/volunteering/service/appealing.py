"""A long day that was refused, and that its volunteer disputes: it may be allowed after all."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.db import run
from xiangyi.features.audit import service as audit
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.counting import Stay, tier
from xiangyi.features.volunteering.service import counting, elsewhere, ruling, seconds
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables.hours import ShiftPresence

Row = dict[str, Any]


async def refused_of(account: UUID | None, shift: UUID, line: UUID | None) -> Row | None:
    """Somebody's stay in a shift that was refused, by its name or, where none is told, the last.

    Nobody's who is erased.
    """
    if account is None:
        return None
    named = ShiftPresence.state == "refused" if line is None else ShiftPresence.id == line
    row: Row | None = (
        await ShiftPresence.select()
        .where(
            (ShiftPresence.account == account)
            & (ShiftPresence.shift == shift)
            & (ShiftPresence.state == "refused")
            & named
        )
        .order_by(ShiftPresence.came_at, ascending=False)
        .first()
    )
    return row


async def level_of(ground: Ground, stay: Row) -> Literal["host", "county"]:
    """Whose yes its day wants, as long as it is by now."""
    long = int(stay["minutes"]) + await counting.of_day(stay["account"], stay["day"])
    asked = tier(long, await ruling.numbers_of_shift(ground))
    return "county" if asked == "county" else "host"


async def expect_host(asker: Asker, ground: Ground, stay: Row) -> None:
    """Raises RoleMissing, NotSecondPerson: unless the asker allows long days for the host.

    Whoever refused it by mistake may be the one.
    """
    if await level_of(ground, stay) == "county":
        raise RoleMissing(roles=list(seconds.COUNTY))
    await seconds.expect_host(asker, ground, apart=[stay["account"]])


async def allow(asker: Asker, ground: Ground, stay: Row, minutes: int, *, now: datetime) -> None:
    """Count it after all, in the transaction that holds its account; its scans prove what they did.

    Raises:
        ClaimTooHigh: they prove no more than `most` minutes.
        NothingToDecide: it has been counted since.
        ClaimOverlaps: what they claimed elsewhere leaves no room for so many; names it.
    """
    if minutes > stay["minutes"]:
        raise errors.ClaimTooHigh(most=stay["minutes"])
    there = Stay(stay["came_at"], stay["left_at"])
    await elsewhere.expect_room_within(ground, stay["account"], there, minutes)
    counted = {
        "state": "counted",
        "minutes": minutes,
        "decided_by": asker.account,
        "decided_at": now,
        "counted_at": now,
        "why": None,
    }
    settled = await run(
        "UPDATE shift_presence SET state = {}, minutes = {}, decided_by = {}, decided_at = {},"
        " counted_at = {}, why = {} WHERE id = {} AND state = 'refused' RETURNING id",
        *(*counted.values(), stay["id"]),
    )
    if not settled:
        raise errors.NothingToDecide
    await counting.put_down(ground, stay | counted, now=now)
    await audit.record(
        *(asker, "presence.approved", "presence", stay["id"]),
        now=now,
        division=ground.home,
        about=stay["account"],
    )
