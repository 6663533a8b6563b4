"""People sign up for a shift, wait for a seat, or leave it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.features.identity.errors import GuardianNeeded
from xiangyi.features.identity.rules.persons import age
from xiangyi.features.identity.service import deeds, guardians
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.notifications.service.following import follow, unfollow
from xiangyi.features.volunteering import errors
from xiangyi.features.volunteering.schemas import MySignUp, SeatLeft
from xiangyi.features.volunteering.service import leading, presences, seats
from xiangyi.features.volunteering.service.telling import subject_of
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup, VolunteerActivity


async def sign_up(asker: Asker, shift: UUID, *, now: datetime) -> MySignUp:
    """Take a seat, or wait for one where none is free; once more changes nothing.

    Raises:
        ShiftNotFound: there is none of an approved activity.
        ShiftCancelled, ShiftBegun: it does not take place, or takes place already.
        SignUpNotOpen: people sign up later.
        GuardianNeeded: the person is under 14, and nobody who answers for them has agreed.
        BirthDateNeeded, TooYoung: it has a minimum age.
        SignUpOverlaps: the person is in another shift then, or waits for it, or leads it.
    """
    person = asker.subject
    await _expect_old_enough(person, await known(shift), now=now)
    async with atomic():
        await hold_alone(person)
        held = await seats.hold_shift(shift)
        there = await known(shift)
        before = await _of(shift, person)
        if before is None or before["state"] == "cancelled":
            _expect_open(there, now=now)
            await _expect_alone(person, held)
            taken = (await seats.taken([shift]))[shift]
            state = "signed" if seats.free(held, taken) else "waiting"
            await run(
                "INSERT INTO shift_signup"
                " (id, shift, account, state, at, turn, reserved, promoted_at)"
                " VALUES ({}, {}, {}, {}, {}, (SELECT COALESCE(max(turn), 0) + 1 FROM shift_signup"
                " WHERE shift = {}), {}, NULL) ON CONFLICT (shift, account)"
                " DO UPDATE SET state = EXCLUDED.state, at = EXCLUDED.at, turn = EXCLUDED.turn,"
                " reserved = EXCLUDED.reserved, promoted_at = NULL",
                *(uuid4(), shift, person, state, now, shift, False),
            )
            await follow(subject_of(shift), person, now=now)
            await deeds.note(
                *(asker, "activity.signed_up", "shift", shift), now=now, after={"state": state}
            )
        mine = await of_person(person, [shift])
    return mine[shift]


async def leave(asker: Asker, shift: UUID, *, now: datetime) -> SeatLeft:
    """Give the seat back, or wait no longer; whoever has waited longest gets the seat.

    Who had come early is out, and nothing is counted of it. Once more changes nothing.

    Raises:
        ShiftNotFound: there is none of an approved activity.
        SignUpNotFound: the person has not signed up for it.
        ShiftBegun: it takes place already.
    """
    person = asker.subject
    async with atomic():
        await hold_alone(person)
        held = await seats.hold_shift(shift)
        await known(shift)
        before = await _of(shift, person)
        if before is None:
            raise errors.SignUpNotFound
        if before["state"] == "cancelled":
            return SeatLeft(await presences.ended_at(shift, person, before["at"]))
        if held["starts_at"] <= now:
            raise errors.ShiftBegun
        await let_go(held, before, now=now)
        await deeds.note(
            *(asker, "activity.signed_off", "shift", shift),
            now=now,
            before={"state": before["state"]},
        )
        return SeatLeft(await presences.ended_at(shift, person, now))


async def let_go(shift: dict[str, Any], signup: dict[str, Any], *, now: datetime) -> None:
    """Free a seat for whoever waits, in the caller's transaction, which holds the shift."""
    await ShiftSignup.update(
        {ShiftSignup.state: "cancelled", ShiftSignup.at: now, ShiftSignup.reserved: False}
    ).where(ShiftSignup.id == signup["id"])
    await presences.end_early(shift["id"], signup["account"], now=now)
    await unfollow(subject_of(shift["id"]), signup["account"])
    await seats.fill(shift, now=now)


async def of_person(person: UUID, shifts: list[UUID]) -> dict[UUID, MySignUp]:
    """What a person has said of each of the shifts of which they have said something."""
    if not shifts:
        return {}
    rows = await ShiftSignup.select().where(
        (ShiftSignup.account == person) & ShiftSignup.shift.is_in(shifts)
    )
    return {row["shift"]: await _mine(row) for row in rows}


async def _mine(row: dict[str, Any]) -> MySignUp:
    ahead = None
    if row["state"] == "waiting":
        ahead = await ShiftSignup.count().where(
            (ShiftSignup.shift == row["shift"])
            & (ShiftSignup.state == "waiting")
            & (ShiftSignup.turn < row["turn"])
        )
    return MySignUp(row["state"], row["at"], ahead, row["promoted_at"])


class Known(Struct, frozen=True):
    """A shift and its activity, as they are kept."""

    activity: dict[str, Any]
    shift: dict[str, Any]


async def known(shift: UUID) -> Known:
    """Raises ShiftNotFound: there is none of an approved activity."""
    row: dict[str, Any] | None = (
        await ActivityShift.select().where(ActivityShift.id == shift).first()
    )
    activity: dict[str, Any] | None = row and (
        await VolunteerActivity.select().where(VolunteerActivity.id == row["activity"]).first()
    )
    if row is None or activity is None or activity["approved_at"] is None:
        raise errors.ShiftNotFound
    return Known(activity, row)


async def _of(shift: UUID, person: UUID) -> dict[str, Any] | None:
    row: dict[str, Any] | None = (
        await ShiftSignup.select()
        .where((ShiftSignup.shift == shift) & (ShiftSignup.account == person))
        .first()
    )
    return row


def _expect_open(there: Known, *, now: datetime) -> None:
    if there.shift["cancelled_at"] is not None or there.activity["state"] == "cancelled":
        raise errors.ShiftCancelled
    if there.activity["state"] != "approved" or there.shift["starts_at"] <= now:
        raise errors.ShiftBegun
    opens_at = there.activity["opens_at"]
    if opens_at is not None and now < opens_at:
        raise errors.SignUpNotOpen(opens_at=opens_at)


async def _expect_old_enough(person: UUID, there: Known, *, now: datetime) -> None:
    born = await guardians.born_on(person)
    if await guardians.standing(person, born, now=now) == "needed":
        raise GuardianNeeded
    least = there.activity["minimum_age"]
    if least is None:
        return
    if born is None:
        raise errors.BirthDateNeeded(minimum_age=least)
    on: date = there.shift["starts_at"].astimezone(SHANGHAI).date()
    if age(born, on) < least:
        raise errors.TooYoung(minimum_age=least)


async def _expect_alone(person: UUID, shift: dict[str, Any]) -> None:
    """Nobody is in two places at once, nor waits to be; one shift may begin as another ends."""
    rows = await run(
        "SELECT a.id, a.title, s.starts_at, s.ends_at FROM shift_signup u"
        " JOIN activity_shift s ON s.id = u.shift"
        " JOIN volunteer_activity a ON a.id = s.activity"
        " WHERE u.account = {} AND u.state <> 'cancelled' AND u.shift <> {}"
        " AND s.cancelled_at IS NULL AND a.state = 'approved'"
        " AND s.starts_at < {} AND s.ends_at > {} ORDER BY s.starts_at, s.id LIMIT 1",
        *(person, shift["id"], shift["ends_at"], shift["starts_at"]),
    )
    leads = await leading.led_beside(shift["id"], person, shift["starts_at"], shift["ends_at"])
    for row in [*rows, *leads]:
        raise errors.SignUpOverlaps(
            activity=row["id"],
            title=row["title"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
        )
