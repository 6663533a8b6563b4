"""The list of who was there, which whoever leads writes while it lasts, and nobody afterwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.volunteering.errors import SignUpNotFound
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.numbers import Numbers
from xiangyi.features.volunteering.rules.windows import sealed_from
from xiangyi.features.volunteering.service import grounds, ruling, seats
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup
from xiangyi.features.volunteering.tables.hours import ShiftTick


async def tick(asker: Asker, shift: UUID, signup: UUID, *, there: bool, now: datetime) -> None:
    """Say that somebody is there, or that this was a mistake; while the shift lasts.

    Raises:
        ShiftNotFound: there is none that has been approved.
        ShiftNotYours: the asker does not lead it.
        TicksSealed: it is sealed, or nobody comes yet.
        SignUpNotFound: nobody has this seat.
    """
    ground, numbers = await _led(asker, shift)
    first = ground.stretch.starts_at - timedelta(minutes=numbers.early_min)
    async with atomic():
        # So that a list that is being sealed gets no more ticks.
        await seats.hold_shift(shift)
        ground = await grounds.of_shift(shift)
        if now < first or is_sealed(ground, numbers, now=now) or not ground.takes_place:
            raise errors.TicksSealed
        if not await ShiftSignup.exists().where(
            (ShiftSignup.id == signup)
            & (ShiftSignup.shift == shift)
            & (ShiftSignup.state == "signed")
        ):
            raise SignUpNotFound
        was = await ShiftTick.exists().where(ShiftTick.signup == signup)
        if was == there:
            return
        if there:
            await ShiftTick.insert(ShiftTick(signup=signup, ticked_by=asker.account, ticked_at=now))
        else:
            await ShiftTick.delete().where(ShiftTick.signup == signup)
        await audit.record(
            asker,
            "shift.ticked" if there else "shift.unticked",
            "sign_up",
            signup,
            now=now,
            division=await ruling.home_of(ground.host),
        )


async def seal(asker: Asker, shift: UUID, *, now: datetime) -> None:
    """Seal the list before its time; once more changes nothing.

    Raises:
        ShiftNotFound, ShiftNotYours: as `tick`.
        TicksOpen: the shift is not over.
    """
    ground, numbers = await _led(asker, shift)
    if now < ground.stretch.ends_at:
        raise errors.TicksOpen
    if is_sealed(ground, numbers, now=now):
        return
    async with atomic():
        await seats.hold_shift(shift)
        await ActivityShift.update({ActivityShift.sealed_at: now}).where(
            (ActivityShift.id == shift) & ActivityShift.sealed_at.is_null()
        )
        await audit.record(
            *(asker, "shift.sealed", "shift", shift),
            now=now,
            division=await ruling.home_of(ground.host),
        )


def is_sealed(ground: Ground, numbers: Numbers, *, now: datetime) -> bool:
    """By whoever leads, or by itself some time after the shift."""
    return ground.sealed_at is not None or now >= sealed_from(ground.stretch, numbers)


async def expect_ticked(ground: Ground, account: UUID | None, *, now: datetime) -> None:
    """Raises TicksOpen, NotTicked: the list is not sealed, or they are not on it."""
    numbers = await ruling.numbers_of_shift(ground)
    if not is_sealed(ground, numbers, now=now):
        raise errors.TicksOpen
    rows = await run(
        "SELECT t.signup FROM shift_tick t JOIN shift_signup u ON u.id = t.signup"
        " WHERE u.shift = {} AND u.account = {}",
        *(ground.shift, account),
    )
    if not rows:
        raise errors.NotTicked


async def ticked(signups: Sequence[UUID]) -> dict[UUID, Any]:
    """Of each seat that has a tick, when it was made."""
    if not signups:
        return {}
    rows = await ShiftTick.select().where(ShiftTick.signup.is_in(list(signups)))
    return {row["signup"]: row["ticked_at"] for row in rows}


async def _led(asker: Asker, shift: UUID) -> tuple[Ground, Numbers]:
    ground = await grounds.of_shift(shift)
    if asker.acting_for or asker.account != ground.lead:
        raise errors.ShiftNotYours
    return ground, await ruling.numbers_of_shift(ground)
