"""The list of who was there, which whoever leads writes while it lasts, and nobody afterwards."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service import persons
from xiangyi.features.volunteering.errors import SignUpNotFound
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.numbers import Numbers
from xiangyi.features.volunteering.rules.windows import sealed_from
from xiangyi.features.volunteering.schemas.hours import LateTickShown, Ticking, TickTaken
from xiangyi.features.volunteering.service import grounds, leading, ruling, seats
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup
from xiangyi.features.volunteering.tables.hours import LateTick, ShiftTick

#: In SQL, of a seat `u`: whoever led saw them there, whether we heard of it before the list was
#: sealed or after. Of what came after, the last word counts.
SEEN: Final = (
    "(EXISTS (SELECT 1 FROM shift_tick t WHERE t.signup = u.id) OR COALESCE((SELECT l.there"
    " FROM late_tick l WHERE l.signup = u.id ORDER BY l.ticked_at DESC, l.id DESC LIMIT 1), FALSE))"
)


async def tick(
    asker: Asker, shift: UUID, signup: UUID, said: Ticking, *, now: datetime
) -> TickTaken:
    """Say that somebody is there, or that this was a mistake; while the list is open.

    What was said then, and comes once the list is sealed, is kept beside it. The same again
    changes nothing.

    Raises:
        ShiftNotFound: there is none that has been approved.
        ShiftNotYours: the asker did not lead it then.
        TicksSealed: it was sealed by then, or nobody came yet, or it comes far too late.
        SignUpNotFound: nobody has this seat.
    """
    at = min(said.at or now, now)
    ground = await grounds.of_shift(shift)
    if asker.acting_for or asker.account != (await leading.lead_at(ground, at)).account:
        raise errors.ShiftNotYours
    numbers = await ruling.numbers_of_shift(ground)
    async with atomic():
        # So that a list that is being sealed gets no more ticks.
        await seats.hold_shift(shift)
        ground = await grounds.of_shift(shift)
        if not ground.takes_place or not was_open(ground, numbers, at=at):
            raise errors.TicksSealed
        if not await ShiftSignup.exists().where(
            (ShiftSignup.id == signup)
            & (ShiftSignup.shift == shift)
            & (ShiftSignup.state == "signed")
        ):
            raise SignUpNotFound
        was = await ShiftTick.exists().where(ShiftTick.signup == signup)
        sealed = is_sealed(ground, numbers, now=now)
        if sealed:
            if now > ground.stretch.ends_at + timedelta(hours=numbers.sending_h):
                raise errors.TicksSealed
            earlier = (await late(ground, [signup]))[signup]
            if (earlier[-1].there if earlier else was) == said.there:
                return TickTaken("late" if earlier else "listed")
            await LateTick.insert(
                LateTick(
                    signup=signup,
                    there=said.there,
                    ticked_by=asker.account,
                    ticked_at=at,
                    received_at=now,
                )
            )
        elif was == said.there:
            return TickTaken("listed")
        elif said.there:
            await ShiftTick.insert(ShiftTick(signup=signup, ticked_by=asker.account, ticked_at=now))
        else:
            await ShiftTick.delete().where(ShiftTick.signup == signup)
        done = "shift.ticked" if said.there else "shift.unticked"
        await audit.record(
            asker,
            f"{done}_late" if sealed else done,
            "sign_up",
            signup,
            now=now,
            division=await ruling.home_of(ground.host),
        )
    return TickTaken("late" if sealed else "listed")


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


def was_open(ground: Ground, numbers: Numbers, *, at: datetime) -> bool:
    """Whether ticks could be made at a moment."""
    first = ground.stretch.starts_at - timedelta(minutes=numbers.early_min)
    return first <= at < (ground.sealed_at or sealed_from(ground.stretch, numbers))


def is_sealed(ground: Ground, numbers: Numbers, *, now: datetime) -> bool:
    """By whoever leads, or by itself some time after the shift."""
    return ground.sealed_at is not None or now >= sealed_from(ground.stretch, numbers)


async def expect_seen(ground: Ground, account: UUID | None, *, now: datetime) -> None:
    """Raises TicksOpen, NotTicked: the list is not sealed, or whoever led did not see them.

    A tick that came late says so too; whoever decides sees that it is not on the list.
    """
    numbers = await ruling.numbers_of_shift(ground)
    if not is_sealed(ground, numbers, now=now):
        raise errors.TicksOpen
    rows = await run(
        f"SELECT u.id FROM shift_signup u WHERE u.shift = {{}} AND u.account = {{}} AND {SEEN}",  # noqa: S608  # ours
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


async def late(ground: Ground, signups: Sequence[UUID]) -> dict[UUID, list[LateTickShown]]:
    """Of each seat, the ticks that came once the list was sealed, the earliest first."""
    found: dict[UUID, list[LateTickShown]] = defaultdict(list)
    if not signups:
        return found
    rows = (
        await LateTick.select()
        .where(LateTick.signup.is_in(list(signups)))
        .order_by(LateTick.ticked_at, LateTick.id)
    )
    masks = await persons.masks({row["ticked_by"] for row in rows})
    for row in rows:
        mask = masks.get(row["ticked_by"])
        told = LateTickShown(
            there=row["there"],
            ticked_at=row["ticked_at"],
            received_at=row["received_at"],
            by=(mask and (mask.name or mask.phone)) or "",
            led_since=(await leading.lead_at(ground, row["ticked_at"])).since_at,
        )
        found[row["signup"]].append(told)
    return found


async def _led(asker: Asker, shift: UUID) -> tuple[Ground, Numbers]:
    ground = await grounds.of_shift(shift)
    if asker.acting_for or asker.account != ground.lead:
        raise errors.ShiftNotYours
    return ground, await ruling.numbers_of_shift(ground)
