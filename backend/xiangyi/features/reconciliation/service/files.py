"""A statement as a file: for a spreadsheet, and on paper."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.printing import Sheet
from xiangyi.core.sheets.writing import csv_lines, xlsx_bytes
from xiangyi.core.text import visible
from xiangyi.features.reconciliation.adapters.printing import (
    LineWords,
    StatementWords,
    SumWords,
    statement,
)
from xiangyi.features.reconciliation.rules.lines import (
    CATEGORIES_ZH,
    KINDS_ZH,
    PAYERS_ZH,
    Figures,
    StatementLine,
    Sum,
)

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADS: Final = (
    *("使用时间", "券号", "优待", "类别", "谁结算", "情况", "说明", "次数", "分钟"),
    *("平台收到", "编号"),
)
_WIDTHS: Final = {"使用时间": 18, "优待": 30, "说明": 24, "平台收到": 18, "编号": 38}
#: So many are set on paper in a second or two; whoever has more has them in the tables.
MOST_ON_PAPER: Final = 2_000


class Whole(Struct, frozen=True, kw_only=True):
    """A provider's month with all of its lines."""

    provider: str
    month: str
    closes_at: datetime
    closed: bool
    figures: Figures
    sums: list[Sum]
    lines: list[StatementLine]


class Imprint(Struct, frozen=True):
    """When a sheet is printed, the number of whoever runs the service, whether it is invented."""

    at: datetime
    counter: str
    demonstration: bool


def csv(told: Whole) -> bytes:
    """UTF-8 with commas, a line each; its sums are for whoever opens it to make."""
    return b"".join(csv_lines(_HEADS, ([str(cell) for cell in _row(one)] for one in told.lines)))


def xlsx(told: Whole) -> bytes:
    """A workbook in which minutes are numbers; above them whose it is and what it says."""
    above = f"{told.provider} {_month(told.month)}优待对账单，{_state(told)}"
    return xlsx_bytes(_HEADS, map(_row, told.lines), title=told.month, widths=_WIDTHS, above=above)


def sheet(told: Whole, imprint: Imprint) -> Sheet:
    """A4 pages; the sums are whole however many lines are left out."""
    left = len(told.lines) - MOST_ON_PAPER
    return statement(
        StatementWords(
            provider=visible(told.provider),
            month=_month(told.month),
            state=_state(told),
            printed=_day(imprint.at),
            figures=list(_figures(told.figures)),
            sums=[
                SumWords(payer, title, str(uses), str(minutes))
                for (payer, title), (uses, minutes) in _by_payer(told.sums).items()
            ],
            lines=[_line(one) for one in told.lines[:MOST_ON_PAPER]],
            left=max(0, left),
            counter=imprint.counter,
            demonstration=imprint.demonstration,
        )
    )


def _row(one: StatementLine) -> list[str | float]:
    return [
        _moment(one.at, "%Y-%m-%d %H:%M"),
        one.voucher,
        visible(one.title),
        CATEGORIES_ZH.get(one.category, one.category),
        PAYERS_ZH.get(one.payer, one.payer),
        KINDS_ZH[one.kind],
        _note(one),
        one.uses,
        one.minutes,
        _moment(one.arrived_at, "%Y-%m-%d %H:%M"),
        str(one.id),
    ]


def _line(one: StatementLine) -> LineWords:
    return LineWords(
        at=_moment(one.at, "%m-%d %H:%M"),
        voucher=one.voucher,
        title=visible(one.title),
        payer=PAYERS_ZH.get(one.payer, one.payer),
        kind=KINDS_ZH[one.kind],
        note=_note(one),
        uses=str(one.uses),
        minutes=str(one.minutes),
    )


def _by_payer(sums: list[Sum]) -> dict[tuple[str, str], tuple[int, int]]:
    """Uses and minutes by who pays for which benefit."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for one in sums:
        of = PAYERS_ZH.get(one.payer, one.payer), visible(one.title)
        uses, minutes = found.get(of, (0, 0))
        found[of] = uses + one.uses, minutes + one.minutes
    return found


def _note(one: StatementLine) -> str:
    told = ["离线核销"] if one.offline and one.at != one.arrived_at else []
    if one.late:
        told.append(f"{int(_moment(one.at, '%m'))}月的，那个月已结")
    if one.undone:
        told.append("后来撤销了")
    if one.disputed:
        told.append("有异议" if one.disputed == "open" else "异议已答复")
    return "，".join(told)


def _figures(told: Figures) -> Iterator[tuple[str, str]]:
    yield "结算次数", str(told.uses)
    yield "分钟", str(told.minutes)
    yield "核销", str(told.used)
    yield "撤销", str(told.undone)
    yield "重复、退回", str(told.double + told.unpaid)
    yield "更正", str(told.instead + told.paid + told.struck + told.honoured)


def _state(told: Whole) -> str:
    day = _day(told.closes_at)
    return f"{day}已结" if told.closed else f"还没结，{day}起不再变"


def _month(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"


def _day(moment: datetime) -> str:
    at = moment.astimezone(SHANGHAI)
    return f"{at.year}年{at.month}月{at.day}日"


def _moment(moment: datetime, form: str) -> str:
    return moment.astimezone(SHANGHAI).strftime(form)
