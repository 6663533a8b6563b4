"""Meetings for everybody at a glance: counted from the rows, place by place."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from piccolo.columns.combination import WhereRaw

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import of_one_moment, run
from xiangyi.features.cases.rules.paging import cursor_of, instant, micros, place_of
from xiangyi.features.commitments.service.board import BELOW, by_part, named
from xiangyi.features.consultations.rules.board import DEFINITIONS, MeetingCount
from xiangyi.features.consultations.schemas.board import (
    BoardMeeting,
    BoardMeetings,
    MeetingBoard,
    MeetingNumber,
    MeetingPart,
)
from xiangyi.features.consultations.service.falling_due import UNWRITTEN
from xiangyi.features.consultations.tables import Consultation, MeetingRecord
from xiangyi.features.divisions import service as divisions
from xiangyi.features.organisations import service as organisations

_PAGE: Final = 20
#: What people have been told of.
PUBLIC: Final = "announced_at IS NOT NULL AND (send_at IS NULL OR send_at <= {})"
_HELD: Final = "cancelled_at IS NULL AND ends_at <= {}"
_SEALED: Final = (
    "EXISTS (SELECT 1 FROM meeting_record AS r"
    " WHERE r.consultation = consultation.id AND r.state = 'sealed')"
)
#: Each with one blank, for now.
COUNTED: Final[Mapping[MeetingCount, str]] = {
    "upcoming": "cancelled_at IS NULL AND ends_at > {}",
    "held": _HELD,
    "recorded": f"{_HELD} AND {_SEALED}",
    "unrecorded": f"cancelled_at IS NULL AND record_due_at <= {{}} AND {UNWRITTEN}",
    "cancelled": "cancelled_at IS NOT NULL AND cancelled_at <= {}",
}


async def board(division: str | None, *, now: datetime) -> MeetingBoard:
    """How many there are of each kind in a division and all below it, and in each part of it.

    Raises:
        DivisionNotFound: no such division.
    """
    called = await named(division)
    sums = ", ".join(
        f"SUM(CASE WHEN {which} THEN 1 ELSE 0 END) AS {name}" for name, which in COUNTED.items()
    )
    where = f"{PUBLIC} AND {BELOW}" if division else PUBLIC
    async with of_one_moment():
        rows = await run(
            f"SELECT division, {sums} FROM consultation WHERE {where} GROUP BY division",  # noqa: S608  # ours
            *([now] * (len(COUNTED) + 1)),
            *([division] if division else []),
        )
        whole, parts = await by_part(division, rows, list(COUNTED))
    return MeetingBoard(
        division=division,
        division_name=called,
        on=now.astimezone(SHANGHAI).date(),
        numbers=[
            MeetingNumber(name=name, value=whole[name], definition_zh=zh, definition_en=en)
            for name, (zh, en) in DEFINITIONS.items()
        ],
        parts=[
            MeetingPart(division=key, division_name=name, **counts) for key, name, counts in parts
        ],
    )


async def list_counted(
    division: str | None, which: MeetingCount, *, cursor: str | None = None, now: datetime
) -> BoardMeetings:
    """The meetings that a number counts: those to come the nearest first, others the latest first.

    Raises:
        DivisionNotFound: no such division.
    """
    where: Any = WhereRaw(PUBLIC, now) & WhereRaw(COUNTED[which], now)
    if division:
        await divisions.division(division)
        where &= WhereRaw(BELOW, division)
    ahead = which == "upcoming"
    if cursor:
        number, last = place_of(cursor)
        past = "(starts_at, id) > ({}, {})" if ahead else "(starts_at, id) < ({}, {})"
        where &= WhereRaw(past, instant(number), last)
    rows = (
        await Consultation.select()
        .where(where)
        .order_by(Consultation.starts_at, Consultation.id, ascending=ahead)
        .limit(_PAGE + 1)
    )
    page = rows[:_PAGE]
    more = len(rows) > _PAGE
    return BoardMeetings(
        await shown(page),
        cursor_of(micros(page[-1]["starts_at"]), page[-1]["id"]) if more else None,
    )


async def shown(rows: Sequence[dict[str, Any]]) -> list[BoardMeeting]:
    if not rows:
        return []
    names = await divisions.names({row["division"] for row in rows})
    homes = await organisations.homes({row["organisation"] for row in rows if row["organisation"]})
    sealed = await MeetingRecord.select(MeetingRecord.consultation).where(
        MeetingRecord.consultation.is_in([row["id"] for row in rows])
        & (MeetingRecord.state == "sealed")
    )
    recorded = {row["consultation"] for row in sealed}
    plain = ("id", "form", "title", "division", "starts_at", "ends_at", "place")
    return [
        BoardMeeting(
            **{name: row[name] for name in plain},
            division_name=names[row["division"]],
            organisation=homes[row["organisation"]].name if row["organisation"] else None,
            cancelled=row["cancelled_at"] is not None,
            recorded=row["id"] in recorded,
        )
        for row in rows
    ]
