"""Disputes as their person and whoever answers read them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.sealing import unseal_some
from xiangyi.features.identity.service import persons
from xiangyi.features.records.schemas import DisputeShown, DisputeState, Testimony
from xiangyi.features.records.service import days
from xiangyi.features.records.service.days import Days
from xiangyi.features.records.tables import RecordDispute
from xiangyi.features.volunteering.errors import SignUpNotFound
from xiangyi.features.volunteering.service import grounds, lines
from xiangyi.features.volunteering.service.ticking import SEEN
from xiangyi.features.volunteering.tables import ShiftSignup

Row = dict[str, Any]

#: As what the words of a dispute are sealed.
WORDS: Final = "dispute_words"
WHY: Final = "dispute_why"
#: A witness who came themselves has a stay, or a tick.
_WITNESSES: Final = (
    "SELECT w.account, w.saw, w.said_at, (EXISTS (SELECT 1 FROM shift_presence p"  # noqa: S608  # ours
    " WHERE p.shift = d.shift AND p.account = w.account) OR EXISTS (SELECT 1 FROM shift_signup u"
    f" WHERE u.shift = d.shift AND u.account = w.account AND {SEEN}))"
    " AS was_there FROM record_witness w JOIN record_dispute d ON d.id = w.dispute"
    " WHERE w.dispute = {} ORDER BY w.said_at, w.id"
)


async def of(account: UUID, *, now: datetime) -> list[DisputeShown]:
    """Those of a person, the latest first."""
    rows: Sequence[Row] = (
        await RecordDispute.select()
        .where(RecordDispute.account == account)
        .order_by(RecordDispute.said_at, RecordDispute.id, ascending=False)
    )
    counted = await days.counted(now)
    return [await shown(row, counted) for row in rows]


async def shown(row: Row, counted: Days, *, yours: bool = False) -> DisputeShown:
    """One of them, with who bore witness and what came of it."""
    ground = await grounds.of_shift(row["shift"])
    was = row["line"] and await lines.standing(row["line"])
    due = await counted.to_answer(ground.host, row["said_at"])
    witnesses: list[Row] = await run(_WITNESSES, row["id"])
    masks = await persons.masks({row["account"], *(one["account"] for one in witnesses)} - {None})

    def name(account: UUID | None) -> str:
        mask = account and masks.get(account)
        return (mask and (mask.name or mask.phone)) or ""

    return DisputeShown(
        id=row["id"],
        activity=ground.activity,
        shift=row["shift"],
        line=row["line"],
        title=ground.title,
        name=name(row["account"]),
        starts_at=ground.stretch.starts_at,
        ends_at=ground.stretch.ends_at,
        kind=row["kind"],
        now_minutes=was.minutes if was else 0,
        minutes=row["minutes"],
        words=unseal_some(row["words"], owner=row["id"], field=WORDS),
        level=row["level"],
        said_at=row["said_at"],
        due_on=due.on,
        provisional=due.provisional,
        overdue=due.overdue and row["answered_at"] is None,
        state=await _state(row),
        answered_at=row["answered_at"],
        why=unseal_some(row["why"], owner=row["id"], field=WHY),
        witnesses=[
            Testimony(
                name=name(one["account"]),
                saw=bool(one["saw"]),
                was_there=bool(one["was_there"]),
                said_at=one["said_at"],
            )
            for one in witnesses
        ],
        yours_to_answer=yours,
    )


async def row_of(id_: UUID) -> Row | None:
    """The row of the table; None where there is none."""
    row: Row | None = await RecordDispute.select().where(RecordDispute.id == id_).first()
    return row


async def expect_seat(shift: UUID, account: UUID) -> None:
    """Raises SignUpNotFound: they have no seat in the shift."""
    if not await ShiftSignup.exists().where(
        (ShiftSignup.shift == shift)
        & (ShiftSignup.account == account)
        & (ShiftSignup.state == "signed")
    ):
        raise SignUpNotFound


async def _state(row: Row) -> DisputeState:
    if row["answered_at"] is None:
        return "open"
    if row["answer"] == "kept":
        return "kept"
    if row["claim"] is None:
        # A long day, which was allowed after all.
        return "changed"
    claims = await run("SELECT state FROM service_claim WHERE id = {}", row["claim"])
    said: dict[str, DisputeState] = {"accepted": "changed", "refused": "refused"}
    return said.get(str(claims[0]["state"]), "agreed") if claims else "kept"
