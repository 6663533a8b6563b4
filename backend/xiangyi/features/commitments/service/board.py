"""What everybody reads of commitments at a glance: counted from the rows, place by place."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from piccolo.columns.combination import WhereRaw

from xiangyi.core.asking import Asker
from xiangyi.core.db import of_one_moment, run
from xiangyi.features.cases.rules.paging import cursor_of, instant, micros, place_of
from xiangyi.features.commitments.rules.board import DEFINITIONS, Count
from xiangyi.features.commitments.schemas import Board, CommitmentPage, Number, Part
from xiangyi.features.commitments.service import keeping, showing
from xiangyi.features.commitments.tables import Commitment
from xiangyi.features.divisions import service as divisions
from xiangyi.features.divisions.errors import DivisionNotFound

_PAGE: Final = 20
_Name = TypeVar("_Name", bound=str)
_KEPT: Final = "state IN ('done', 'solved', 'unanswered')"
_PICTURE: Final = (
    "(SELECT step.photo FROM commitment_step AS step WHERE step.commitment = commitment.id"
    " AND step.move = 'report' ORDER BY step.id DESC LIMIT 1)"
)
#: `today` is a day that we format ourselves.
COUNTED: Final[Mapping[Count, str]] = {
    "promised": "state <> 'withdrawn'",
    "kept": _KEPT,
    "under_way": "state = 'promised' AND due_on >= '{today}'",
    "overdue": "state IN ('promised', 'supervised') AND due_on < '{today}'",
    "supervised": "state = 'supervised' AND due_on >= '{today}'",
    "solved": "state = 'solved'",
    "unanswered": "state = 'unanswered'",
    "pictured": f"{_KEPT} AND {_PICTURE} IS NOT NULL",
    "kept_late": f"{_KEPT} AND late",
    "withdrawn": "state = 'withdrawn'",
}
#: Which of them each part shows.
_OF_PARTS: Final[tuple[Count, ...]] = (
    *("promised", "kept", "under_way", "overdue", "supervised", "solved"),
)
#: For whoever counts something else on the same board.
BELOW: Final = (
    'division IN (WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" = {}'
    ' UNION SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
    ' SELECT "key" FROM below)'
)


async def board(division: str | None, *, now: datetime) -> Board:
    """How many there are of each kind in a division and all below it, and in each part of it.

    Raises:
        DivisionNotFound: no such division.
    """
    called = await named(division)
    today = keeping.today(now)
    sums = ", ".join(
        f"SUM(CASE WHEN {which.format(today=today)} THEN 1 ELSE 0 END) AS {name}"
        for name, which in COUNTED.items()
    )
    where = f" WHERE {BELOW}" if division else ""
    async with of_one_moment():
        rows = await run(
            f"SELECT division, {sums} FROM commitment{where} GROUP BY division",  # noqa: S608  # ours
            *([division] if division else []),
        )
        whole, parts = await by_part(division, rows, list(COUNTED))
    return Board(
        division=division,
        division_name=called,
        on=today,
        numbers=[
            Number(name=name, value=whole[name], definition_zh=zh, definition_en=en)
            for name, (zh, en) in DEFINITIONS.items()
        ],
        parts=[
            Part(
                division=key,
                division_name=name,
                **{count: counts[count] for count in _OF_PARTS},
            )
            for key, name, counts in parts
        ],
    )


async def named(division: str | None) -> str | None:
    """What the board of a division is headed; nothing where it is of all.

    Raises:
        DivisionNotFound: no such division.
    """
    called = (await divisions.names([division])).get(division) if division else None
    if division and called is None:
        raise DivisionNotFound(key=division)
    return called


async def by_part(
    division: str | None, rows: Sequence[dict[str, Any]], counts: Sequence[_Name]
) -> tuple[dict[_Name, int], list[tuple[str, str, dict[_Name, int]]]]:
    """Sums of rows that are counted by division: the whole, and key, name and sums of each part.

    Parts come by their codes, so that their order says nothing of how they do.
    """
    lineages = await divisions.lineages({str(row["division"]) for row in rows})
    parts: dict[str, dict[_Name, int]] = {}
    names: dict[str, str] = {}
    whole: dict[_Name, int] = dict.fromkeys(counts, 0)
    for row in rows:
        lineage = lineages[str(row["division"])]
        keys = [one.key for one in lineage]
        # Of the place itself nothing is a part.
        at = keys.index(division) + 1 if division else 1
        part = lineage[min(at, len(lineage) - 1)]
        names[part.key] = part.name
        sums = parts.setdefault(part.key, dict.fromkeys(counts, 0))
        for name in counts:
            number = int(str(row[name]))
            sums[name] += number
            whole[name] += number
    return whole, [(key, names[key], parts[key]) for key in sorted(parts)]


async def list_counted(
    asker: Asker | None,
    division: str | None,
    which: Count,
    *,
    cursor: str | None = None,
    now: datetime,
) -> CommitmentPage:
    """The commitments that a number of the board counts, the latest moved first.

    Raises:
        DivisionNotFound: no such division.
    """
    where: Any = WhereRaw(COUNTED[which].format(today=keeping.today(now)))
    if division:
        await divisions.division(division)
        where &= WhereRaw(BELOW, division)
    if cursor:
        number, last = place_of(cursor)
        where &= WhereRaw("(moved_at, id) < ({}, {})", instant(number), last)
    keys = (
        await Commitment.select(Commitment.id, Commitment.moved_at)
        .where(where)
        .order_by(Commitment.moved_at, Commitment.id, ascending=False)
        .limit(_PAGE + 1)
    )
    page = keys[:_PAGE]
    rows = await keeping.rows_in([one["id"] for one in page])
    last_one = page[-1] if len(keys) > _PAGE else None
    return CommitmentPage(
        await showing.shown(asker, rows, now=now),
        cursor_of(micros(last_one["moved_at"]), last_one["id"]) if last_one else None,
    )
