"""The lines of statements, out of what counters used and what became of it."""

from datetime import datetime
from typing import Any, Final, get_args
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.features.benefits.service import undoing, uses
from xiangyi.features.ledger.service.accounts import as_uuid
from xiangyi.features.reconciliation import errors
from xiangyi.features.reconciliation.rules import months
from xiangyi.features.reconciliation.rules.lines import COUNTING, Kind, StatementLine, Sum
from xiangyi.features.reconciliation.rules.months import Bounds

Row = dict[str, Any]

#: How a number is shortened: it is ten characters long.
_SHORT: Final = 7
_COLUMNS: Final = (
    "SELECT u.id, u.voucher, u.how, u.state, {kind} AS kind, {at} AS was_at,"
    " {arrived} AS arrived_at, {uses} AS uses, {minutes} AS minutes FROM voucher_use u"
)
#: Within `Bounds`, by each in its order.
_BOUND: Final = (
    "u.provider = {} AND u.noted_at >= {} AND u.noted_at < {} AND u.used_at < {}"
    " AND (u.used_at >= {} OR u.noted_at >= {})"
)
#: What happens here arrives at once.
_AT_ONCE: Final = "{provider} = {{}} AND {at} >= {{}} AND {at} < {{}}"
_DISPUTE: Final = " {how} JOIN statement_dispute d ON d.line = u.id"


def _noted(kind: str, uses_: str, minutes: str, which: str) -> str:
    told = _COLUMNS.format(
        kind=kind, at="u.used_at", arrived="u.noted_at", uses=uses_, minutes=minutes
    )
    return f"{told} WHERE {_BOUND} AND {which}"


def _later(kind: str, at: str, uses_: str, minutes: str, how: str, which: str) -> str:  # noqa: PLR0913, PLR0917  # parts of a statement
    told = _COLUMNS.format(kind=kind, at=at, arrived=at, uses=uses_, minutes=minutes)
    provider = "d.organisation" if at.startswith("d.") else "u.provider"
    bound = _AT_ONCE.format(provider=provider, at=at)
    return f"{told}{_DISPUTE.format(how=how)} WHERE {bound} AND {which}"


#: A double use may count from later on, instead of the first, which was undone; an unpaid one,
#: once it is paid.
_LATER_ON: Final = "u.counted_at > u.noted_at"
_LATER_KIND: Final = "CASE WHEN u.paid_at IS NULL THEN 'instead' ELSE 'paid' END"
_NOTED: Final = (
    _noted("'used'", "1", "u.minutes", "u.counted_at = u.noted_at"),
    _noted(
        "CASE WHEN u.state = 'unpaid' OR u.paid_at IS NOT NULL THEN 'unpaid' ELSE 'double' END",
        *("0", "0", f"(u.state IN ('double', 'unpaid') OR {_LATER_ON})"),
    ),
)
#: Whatever was honoured before is not counted once more.
_LATER: Final = (
    _later(
        *(_LATER_KIND, "u.counted_at"),
        "CASE WHEN d.outcome = 'honoured' AND d.settled_at <= u.counted_at THEN 0 ELSE 1 END",
        *("u.minutes", "LEFT", _LATER_ON),
    ),
    _later(
        "CASE WHEN d.outcome = 'struck' THEN 'struck' ELSE 'undone' END",
        *("u.undone_at", "-1", "-u.minutes", "LEFT", "u.undone_at IS NOT NULL"),
    ),
    _later("'honoured'", "d.settled_at", "1", "0", "INNER", "d.outcome = 'honoured'"),
)
_ALL: Final = " UNION ALL ".join((*_NOTED, *_LATER))
_PAGE: Final = (
    f"SELECT e.*, SUBSTR(v.code, {_SHORT}) AS ends_with, b.title, b.category, b.payer,"  # noqa: S608  # ours
    f" d.id AS dispute, d.outcome FROM ({_ALL}) e JOIN voucher v ON v.id = e.voucher"
    " JOIN benefit b ON b.id = v.benefit LEFT JOIN statement_dispute d ON d.line = e.id"
    " ORDER BY e.arrived_at, e.id, e.kind LIMIT {} OFFSET {}"
)
_SUMS: Final = (
    "SELECT b.payer, b.title, e.kind, COUNT(*) AS lines, SUM(e.uses) AS uses,"  # noqa: S608  # ours
    f" SUM(e.minutes) AS minutes FROM ({_ALL}) e JOIN voucher v ON v.id = e.voucher"
    " JOIN benefit b ON b.id = v.benefit GROUP BY b.payer, b.title, e.kind"
    " ORDER BY b.payer, b.title, e.kind"
)
#: A use as it is by now.
_ONE: Final = (
    f"SELECT u.*, v.account, SUBSTR(v.code, {_SHORT}) AS ends_with, b.title, b.category, b.payer,"  # noqa: S608  # ours
    f" d.id AS dispute, d.outcome, CASE WHEN {_LATER_ON} THEN {_LATER_KIND}"
    " WHEN u.counted_at IS NOT NULL THEN 'used' ELSE u.state END AS kind"
    " FROM voucher_use u JOIN voucher v ON v.id = u.voucher JOIN benefit b ON b.id = v.benefit"
    " LEFT JOIN statement_dispute d ON d.line = u.id WHERE u.id = {}"
)


class Found(Struct, frozen=True):
    """A use: its line, in whose statement and of which month, and whose voucher it was.

    `account` is None once they are erased.
    """

    line: StatementLine
    provider: UUID
    month: str
    account: UUID | None


async def page(provider: UUID, held: Bounds, *, most: int, skip: int) -> list[StatementLine]:
    """The lines of a month in the order in which they arrived."""
    rows: list[Row] = await run(_PAGE, *_blanks(provider, held), most, skip)
    return [_line(row, held.begins) for row in rows]


async def sums(provider: UUID, held: Bounds) -> list[Sum]:
    """What all of them come to."""
    rows: list[Row] = await run(_SUMS, *_blanks(provider, held))
    return [
        Sum(row["payer"], row["title"], row["kind"], row["lines"], row["uses"], row["minutes"])
        for row in rows
    ]


async def found(use: UUID) -> Found | None:
    """A use that is in some statement."""
    rows: list[Row] = await run(_ONE, use)
    if not rows or rows[0]["kind"] not in get_args(Kind):
        return None
    row = rows[0]
    provider, later = as_uuid(row["provider"]), row["kind"] in {"instead", "paid"}
    at = _moment(row["counted_at"] if later else row["used_at"])
    arrived_at = at if later else _moment(row["noted_at"])
    told = {"was_at": at, "arrived_at": arrived_at, "uses": int(row["kind"] in COUNTING)}
    month = months.month_at(at)
    while not Bounds.of(month).hold(at, arrived_at):
        month = months.after(month)
    line = _line(dict(row) | told, months.begins(month))
    account = row["account"] and as_uuid(row["account"])
    return Found(line, provider, f"{month:%Y-%m}", account)


async def strike(asker: Asker, use: UUID, *, now: datetime) -> None:
    """Take a use back, in the caller's transaction.

    Raises:
        StatementLineFinal: it has been taken back already.
    """
    row = await uses.row_of(use)
    if row is None or not await undoing.take_back(asker, row, now=now):
        raise errors.StatementLineFinal


def _blanks(provider: UUID, held: Bounds) -> list[object]:
    noted = (provider, held.soonest, held.closes, held.ends, held.begins, held.late)
    return [*noted * len(_NOTED), *(provider, held.begins, held.ends) * len(_LATER)]


def _line(row: Row, begins: datetime) -> StatementLine:
    at = _moment(row["was_at"])
    return StatementLine(
        id=as_uuid(row["id"]),
        kind=row["kind"],
        voucher=f"…{row['ends_with']}",
        title=row["title"],
        category=row["category"],
        payer=row["payer"],
        at=at,
        arrived_at=_moment(row["arrived_at"]),
        uses=row["uses"],
        minutes=row["minutes"],
        offline=row["how"] == "offline",
        late=at < begins,
        undone=row["kind"] in COUNTING and row["state"] == "undone",
        disputed=(row["outcome"] or "open") if row["dispute"] else None,
    )


def _moment(value: Any) -> datetime:
    """SQLite hands over the text of what comes together out of several selects."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
