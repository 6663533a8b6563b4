"""Somebody has read a code: they come, or they go and have served."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from xiangyi.core import codes
from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import duplicate_is, insert, run, together
from xiangyi.features.identity.service.holding import hold_alone
from xiangyi.features.ledger.schemas import Receipt
from xiangyi.features.ledger.service.receipts import of_line, signed
from xiangyi.features.volunteering.errors import hours as errors
from xiangyi.features.volunteering.rules.counting import Stay
from xiangyi.features.volunteering.rules.numbers import Numbers
from xiangyi.features.volunteering.rules.windows import is_on_time
from xiangyi.features.volunteering.schemas.hours import ScanSaid, ScanTaken
from xiangyi.features.volunteering.service import (
    counting,
    elsewhere,
    grounds,
    leading,
    phones,
    presences,
    rolling,
)
from xiangyi.features.volunteering.service.grounds import Ground
from xiangyi.features.volunteering.service.rolling import Seen
from xiangyi.features.volunteering.tables.hours import ShiftPresence

Row = dict[str, Any]

#: Whether a scan is known, its account has a seat and has read this code: one look, as a whole
#: square asks at once.
_STANDING: Final = (
    "SELECT (SELECT count(*) FROM shift_scan WHERE id = {}) AS known, (SELECT count(*)"
    " FROM shift_signup WHERE shift = {} AND account = {} AND state = 'signed') AS seats,"
    " (SELECT count(*) FROM shift_scan WHERE shift = {} AND account = {} AND phase = {}"
    " AND step = {}) AS read"
)
#: Whether whoever comes is in already, here or elsewhere, and how often they have come that day.
_BEFORE: Final = (
    "SELECT (SELECT count(*) FROM shift_presence WHERE shift = {} AND account = {}"
    " AND state = 'open') AS here, (SELECT count(*) FROM shift_presence p"
    " JOIN activity_shift s ON s.id = p.shift WHERE p.account = {} AND p.came_at < {}"
    " AND COALESCE(p.left_at, s.ends_at) > {}) AS anywhere, (SELECT count(*)"
    " FROM shift_presence p JOIN activity_shift s ON s.id = p.shift"
    " WHERE p.account = {} AND p.day = {} AND s.activity = {}) AS pairs"
)
#: Where somebody has been, or is, around a moment; whoever forgot to go is there no longer than
#: the shift.
_ELSEWHERE: Final = (
    "SELECT p.id, p.shift, p.came_at, a.id AS activity, a.title, s.starts_at, s.ends_at"
    " FROM shift_presence p JOIN activity_shift s ON s.id = p.shift"
    " JOIN volunteer_activity a ON a.id = s.activity"
    " WHERE p.account = {} AND p.id <> {} AND p.came_at < {}"
    " AND COALESCE(p.left_at, s.ends_at) > {} ORDER BY p.came_at LIMIT 1"
)


async def scan(
    asker: Asker, id_: UUID, said: ScanSaid, phone: str = "", *, now: datetime
) -> ScanTaken:
    """Take a code that somebody read; who goes is told what they have served, line by line.

    The same again changes nothing and is answered as the first time. What counts is when the
    code was shown. What a phone sends late is taken as late. `phone` is a secret of its own, ""
    where it told none.

    Raises:
        OwnHandsOnly, CodeUnknown, WrongActivity, AnotherShiftsCode, WrongPhase, TicketNotFound,
        TicketLapsed, TooManyTries: as `rolling.seen`.
        ScanClosed, ScanTooEarly, ScanTooLate: as `rolling.expect_counts`.
        OwnCode: the asker shows this code, or led the shift at some moment of their stay.
        NotSignedUp: they have no seat.
        AlreadyIn, ScanOverlaps: they are in, here or elsewhere.
        NotIn, AlreadyOut: they go, and have not come, or have gone since.
        PairsUsedUp: they have come too often that day.
        ScanReplayed: they have read this very code.
        ScanIdTaken: the id is another scan's.
    """
    if (row := await _row(id_)) is not None:
        return await _again(asker, row, said)
    seen = await rolling.seen(asker, said, now=now)
    if asker.account == seen.lead:
        raise errors.OwnCode
    numbers = await rolling.expect_counts(seen)

    async def take() -> ScanTaken:
        await hold_alone(asker.account)
        ground = seen.ground
        whose = ground.shift, asker.account
        [standing] = await run(_STANDING, id_, *whose, *whose, seen.phase, seen.step)
        if standing["known"] and (row := await _row(id_)):
            return await _again(asker, row, said)
        if not standing["seats"]:
            raise errors.NotSignedUp(**ground.told)
        if standing["read"]:
            raise errors.ScanReplayed
        await rolling.spend(seen, id_)
        on_time = is_on_time(seen.step, seen.received_at, numbers)
        row = await _keep(asker.account, id_, seen, said, phone, on_time=on_time)
        receipts: list[Receipt] = []
        if seen.phase == "in":
            presence = await _come(asker.account, seen, numbers, on_time=on_time)
        else:
            presence = await _go(asker.account, seen, on_time=on_time)
            receipts = await counting.count(ground, presence, numbers, now=now)
        return _taken(row, ground.title, ground.activity, presence, receipts)

    with duplicate_is(errors.ScanReplayed()):
        return await together(take)


async def _come(account: UUID, seen: Seen, numbers: Numbers, *, on_time: bool) -> Row:
    at, ground = codes.moment_of(seen.step), seen.ground
    await leading.expect_led_by_others(ground, account, at)
    # Whoever comes early serves from its start on: before midnight makes no other day of it.
    day = max(at, ground.stretch.starts_at).astimezone(SHANGHAI).date()
    [before] = await run(
        _BEFORE,
        *(ground.shift, account, account, at, at, account, day, ground.activity),
    )
    if before["here"]:
        is_open: Any = await _open(account, ground.shift)
        raise errors.AlreadyIn(since_at=is_open["came_at"])
    if before["anywhere"]:
        await _expect_nowhere(account, None, at, at)
    if int(str(before["pairs"])) >= numbers.most_pairs:
        raise errors.PairsUsedUp(most=numbers.most_pairs)
    presence: Row = {
        "id": uuid4(),
        "shift": ground.shift,
        "account": account,
        "day": day,
        "came_at": at,
        "came_on_time": on_time,
        "state": "open",
        "minutes": 0,
    }
    await insert("shift_presence", presence)
    return presences.as_it_was_open(presence)


async def _go(account: UUID, seen: Seen, *, on_time: bool) -> Row:
    at, ground = codes.moment_of(seen.step), seen.ground
    row = await _open(account, ground.shift)
    if row is None or row["came_at"] > at:
        await _expect_not_gone(account, ground)
        raise errors.NotIn(**ground.told)
    await leading.expect_led_by_others(ground, account, row["came_at"], at)
    await _expect_nowhere(account, row["id"], row["came_at"], at)
    await elsewhere.expect_stayed(ground, account, Stay(row["came_at"], at))
    row |= {"left_at": at, "left_on_time": on_time}
    await ShiftPresence.update(
        {ShiftPresence.left_at: at, ShiftPresence.left_on_time: on_time}
    ).where(ShiftPresence.id == row["id"])
    return row


async def _again(asker: Asker, row: Row, said: ScanSaid) -> ScanTaken:
    """What the first such scan answered."""
    if row["account"] != asker.account or not _is_same(row, said):
        raise errors.ScanIdTaken
    ground = await grounds.of_shift(row["shift"])
    at = codes.moment_of(row["step"])
    moment = ShiftPresence.came_at if row["phase"] == "in" else ShiftPresence.left_at
    presence: Any = (
        await ShiftPresence.select()
        .where(
            (ShiftPresence.shift == row["shift"])
            & (ShiftPresence.account == asker.account)
            & (moment == at)
        )
        .first()
    )
    receipts: list[Receipt] = []
    if row["phase"] == "out":
        receipts = await of_line(presence["id"], asker.account)
    else:
        presence = presences.as_it_was_open(presence)
    return _taken(row, ground.title, ground.activity, presence, receipts)


def _is_same(row: Row, said: ScanSaid) -> bool:
    """Digits and tickets say by which shift and phase alone; a token says which code it was."""
    if said.token is None:
        return said.shift in (None, row["shift"]) and said.phase in (None, row["phase"])
    try:
        token = codes.read(said.token)
    except codes.NotAToken:
        return False
    return (token.subject, token.phase, token.step) == (row["shift"], row["phase"], row["step"])


async def _row(id_: UUID) -> Row | None:
    rows: list[Row] = await run("SELECT * FROM shift_scan WHERE id = {}", id_)
    return rows[0] if rows else None


async def _keep(  # noqa: PLR0913  # what a scan has
    account: UUID, id_: UUID, seen: Seen, said: ScanSaid, phone: str, *, on_time: bool
) -> Row:
    row = {
        "id": id_,
        "shift": seen.ground.shift,
        "account": account,
        "phase": seen.phase,
        "step": seen.step,
        "received_at": seen.received_at,
        "how": seen.how,
        "on_time": on_time,
        "in_radius": said.in_radius,
        "phone": phones.known_as(seen.ground.shift, phone),
    }
    await insert("shift_scan", row)
    return row


async def _open(account: UUID, shift: UUID) -> Row | None:
    row: Row | None = (
        await ShiftPresence.select()
        .where(
            (ShiftPresence.account == account)
            & (ShiftPresence.shift == shift)
            & (ShiftPresence.state == "open")
        )
        .first()
    )
    return row


async def _expect_not_gone(account: UUID, ground: Ground) -> None:
    """Raises AlreadyOut; who had come early and was let out before it began has still to come."""
    row: Row | None = (
        await ShiftPresence.select(ShiftPresence.left_at)
        .where(
            (ShiftPresence.account == account)
            & (ShiftPresence.shift == ground.shift)
            & (ShiftPresence.left_at > ground.stretch.starts_at)
        )
        .order_by(ShiftPresence.left_at, ascending=False)
        .first()
    )
    if row is not None:
        raise errors.AlreadyOut(left_at=row["left_at"])


async def _expect_nowhere(
    account: UUID, but: UUID | None, came_at: datetime, left_at: datetime
) -> None:
    """Nobody is in two places at once."""
    rows = await run(_ELSEWHERE, account, but or UUID(int=0), left_at, came_at)
    for row in rows:
        raise errors.ScanOverlaps(
            activity=row["activity"],
            title=row["title"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
        )


def _taken(
    row: Row, title: str, activity: UUID, presence: Row, receipts: list[Receipt]
) -> ScanTaken:
    return ScanTaken(
        id=row["id"],
        phase=row["phase"],
        shown_at=codes.moment_of(row["step"]),
        received_at=row["received_at"],
        how=row["how"],
        on_time=row["on_time"],
        presence=presences.shown(presence, title=title, activity=activity),
        receipts=[signed(one) for one in receipts],
    )
