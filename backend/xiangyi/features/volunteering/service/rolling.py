"""The codes of a shift: shown by whoever leads, read by whoever comes, believed or not."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from msgspec import Struct

from xiangyi.core import codes
from xiangyi.core.asking import Asker
from xiangyi.core.codes import NotAToken, Phase
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.numbers import Numbers
from xiangyi.features.volunteering.rules.windows import TICKET_LASTS, fault_of, ticket_until
from xiangyi.features.volunteering.schemas.hours import (
    How,
    ScanSaid,
    ShiftCode,
    Ticket,
    TicketWanted,
)
from xiangyi.features.volunteering.service import grounds, leading, ruling
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.tables.hours import CodeTicket

#: Where a QR leads: the token is behind the #, and so in nobody's log.
PATH: Final = "/in#"
TICKET_TRIES: Final = 3
#: Of a million codes, for one person and shift.
_TYPED: Final = (Limit(1_800, 5),)
#: A whole crowd behind one address comes within a few minutes.
_TICKETS: Final = (Limit(60, 300),)


class Seen(Struct, frozen=True, kw_only=True):
    """A code that was shown: of which shift, for what, and when.

    Attributes:
        lead: who led then, and showed it.
        received_at: when we heard of it first.
        ticket: by which it came.
    """

    ground: Ground
    lead: UUID
    phase: Phase
    step: int
    received_at: datetime
    how: How
    ticket: UUID | None = None


async def show(asker: Asker, shift: UUID, origin: str, *, now: datetime) -> ShiftCode:
    """What a phone needs to show the codes of a shift without a network; the look is recorded.

    Raises:
        ShiftNotFound: there is none that has been approved.
        ShiftNotYours: the asker does not lead it.
        ScanClosed: it does not take place.
    """
    ground = await grounds.of_shift(shift)
    if asker.acting_for or asker.account != ground.lead:
        raise errors.ShiftNotYours
    if not ground.takes_place:
        raise errors.ScanClosed
    numbers = await ruling.numbers_of_shift(ground)
    await audit.record(
        asker,
        "shift.code_shown",
        "shift",
        shift,
        now=now,
        division=await ruling.home_of(ground.host),
    )
    secret_in, secret_out = (
        urlsafe_b64encode(codes.secret(shift, ground.code_number, phase)).rstrip(b"=").decode()
        for phase in ("in", "out")
    )
    return ShiftCode(
        shift=shift,
        address=f"{origin}{PATH}",
        secret_in=secret_in,
        secret_out=secret_out,
        step_s=codes.STEP_S,
        now=now,
        shows_from=ground.stretch.starts_at - timedelta(minutes=numbers.early_min),
        shows_until=ground.stretch.ends_at + timedelta(minutes=numbers.leaving_min),
    )


async def ticket(wanted: TicketWanted, address: str, *, now: datetime) -> Ticket:
    """Write down that a code was read, for whoever signs in with the same browser in time.

    Raises:
        CodeUnknown: it is no code that a shift shows.
        ScanClosed, ScanTooEarly, ScanTooLate: it counts no more, or not yet.
        TooManyTries: too many from this address.
    """
    await tallies.count("code ticket from", address, _TICKETS, now=now)
    seen = await _of_token(wanted.token, now=now)
    numbers = await expect_counts(seen)
    until = ticket_until(seen.step, now, numbers)
    id_ = uuid4()
    await CodeTicket.insert(
        CodeTicket(
            id=id_,
            shift=seen.ground.shift,
            phase=seen.phase,
            step=seen.step,
            received_at=now,
            tries=0,
            scan=None,
        )
    )
    return Ticket(
        id=id_,
        shift=seen.ground.shift,
        title=seen.ground.title,
        phase=seen.phase,
        expires_at=until,
        lasts_s=int((until - now).total_seconds()),
        tries=TICKET_TRIES,
    )


async def seen(asker: Asker, said: ScanSaid, *, now: datetime) -> Seen:
    """The code that somebody says they read, if it is one of what they stand for.

    Raises:
        OwnHandsOnly: somebody acts for the person.
        CodeUnknown: no shift shows it, or not then.
        WrongActivity, AnotherShiftsCode, WrongPhase: it is another than what they stand for.
        TicketNotFound, TicketLapsed: nobody was given the ticket, or it holds no more.
        TooManyTries: they have typed too many.
    """
    if asker.acting_for:
        raise OwnHandsOnly
    if (said.token, said.digits, said.ticket).count(None) != 2:  # noqa: PLR2004  # one of three
        raise errors.CodeUnknown
    if said.token is not None:
        found = await _of_token(said.token, now=now)
    elif said.ticket is not None:
        found = await _of_ticket(said.ticket, now=now)
    else:
        found = await _of_digits(asker, said, now=now)
    await _expect_stood_for(found, said)
    return found


async def expect_counts(seen: Seen) -> Numbers:
    """The numbers by which a code counts.

    Raises:
        ScanClosed, ScanTooEarly, ScanTooLate: it counts no more, or not yet.
    """
    ground, stretch = seen.ground, seen.ground.stretch
    numbers = await ruling.numbers_of_shift(ground)
    fault = fault_of(stretch, seen.phase, seen.step, seen.received_at, numbers)
    if not ground.takes_place or fault == "closed":
        raise errors.ScanClosed
    if fault == "early":
        raise errors.ScanTooEarly(
            from_at=stretch.starts_at - timedelta(minutes=numbers.early_min), **ground.told
        )
    if fault == "late":
        after = timedelta(minutes=numbers.leaving_min if seen.phase == "out" else 0)
        raise errors.ScanTooLate(until_at=stretch.ends_at + after, **ground.told)
    return numbers


async def spend(seen: Seen, scan: UUID) -> None:
    """Let a ticket become a scan, in the caller's transaction.

    Raises:
        TicketLapsed: it has become another.
    """
    if seen.ticket is None:
        return
    spent = await run(
        "UPDATE code_ticket SET scan = {} WHERE id = {} AND scan IS NULL RETURNING id",
        *(scan, seen.ticket),
    )
    if not spent:
        raise errors.TicketLapsed


async def forget(*, now: datetime) -> None:
    """Drop tickets that hold no more since a day."""
    await CodeTicket.delete().where(CodeTicket.received_at < now - timedelta(days=1))


async def _of_token(text: str, *, now: datetime) -> Seen:
    try:
        token = codes.read(text)
    except NotAToken as error:
        raise errors.CodeUnknown from error
    ground = await grounds.maybe_of_shift(token.subject)
    if ground is None or (lead := await leading.shown_by(ground, token)) is None:
        raise errors.CodeUnknown
    return Seen(
        ground=ground, lead=lead, phase=token.phase, step=token.step, received_at=now, how="qr"
    )


async def _of_ticket(id_: UUID, *, now: datetime) -> Seen:
    async with atomic():
        rows: list[dict[str, Any]] = await run(
            "UPDATE code_ticket SET tries = tries + 1 WHERE id = {} AND tries < {}"
            " AND received_at > {} AND scan IS NULL RETURNING shift, phase, step, received_at",
            *(id_, TICKET_TRIES, now - TICKET_LASTS),
        )
    row = await CodeTicket.select().where(CodeTicket.id == id_).first()
    if row is None:
        raise errors.TicketNotFound
    if not rows:
        raise errors.TicketLapsed
    ground = await grounds.of_shift(row["shift"])
    numbers = await ruling.numbers_of_shift(ground)
    if now >= ticket_until(row["step"], row["received_at"], numbers):
        raise errors.TicketLapsed
    led = [one.account for one in await leading.leads(ground) if one.led_in(row["step"])]
    return Seen(
        ground=ground,
        lead=led[0],
        phase=row["phase"],
        step=row["step"],
        received_at=row["received_at"],
        how="ticket",
        ticket=id_,
    )


async def _of_digits(asker: Asker, said: ScanSaid, *, now: datetime) -> Seen:
    """Looked for around now, and typed without a network, around the time that the phone tells."""
    ground = said.shift and await grounds.maybe_of_shift(said.shift)
    if not ground or said.phase is None or said.digits is None:
        raise errors.CodeUnknown
    await tallies.count("code typed", f"{asker.subject}/{ground.shift}", _TYPED, now=now)
    # No sooner than anybody could have been shown one.
    first = ground.stretch.starts_at - timedelta(days=1)
    typed_at = max(first, min(said.typed_at or now, now))
    # Ours first: with a network, a phone whose clock goes wrong does no harm.
    arounds = [codes.step_at(one) for one in (now, typed_at)]
    found = await _typed(ground, said.phase, said.digits, arounds)
    if found is None:
        other: Phase = "out" if said.phase == "in" else "in"
        if await _typed(ground, other, said.digits, arounds):
            raise errors.WrongPhase(expected=said.phase)
        raise errors.CodeUnknown
    lead, step = found
    return Seen(
        ground=ground, lead=lead, phase=said.phase, step=step, received_at=now, how="digits"
    )


async def _typed(
    ground: Ground, phase: Phase, digits: str, arounds: Sequence[int]
) -> tuple[UUID, int] | None:
    for around in arounds:
        if found := await leading.typed_from(ground, phase, digits, around):
            return found
    return None


async def _expect_stood_for(seen: Seen, said: ScanSaid) -> None:
    ground = seen.ground
    if said.shift is not None and said.shift != ground.shift:
        stands_for = await grounds.maybe_of_shift(said.shift)
        if stands_for is None or stands_for.activity != ground.activity:
            raise errors.WrongActivity(**ground.told)
        raise errors.AnotherShiftsCode(
            starts_at=ground.stretch.starts_at, ends_at=ground.stretch.ends_at
        )
    if said.phase is not None and said.phase != seen.phase:
        raise errors.WrongPhase(expected=said.phase)
