"""All commitments as files that others read, with nothing personal in them."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.sheets import writing
from xiangyi.features.commitments.rules.board import DEFINITIONS
from xiangyi.features.commitments.schemas import CommitmentShown
from xiangyi.features.commitments.service import board, keeping, showing
from xiangyi.features.commitments.tables import Commitment
from xiangyi.features.stations.service.exporting import Licence

_AT_ONCE: Final = 200
#: What a program that reads them goes by; another number where a column changes its meaning.
FORMAT: Final = "xiangyi-commitments/2"
_STATES: Final = {
    "promised": "在办",
    "done": "办完，等提的人说",
    "solved": "解决了",
    "unanswered": "办完，没有人说",
    "supervised": "督办",
    "withdrawn": "收回",
}
_HEADS: Final = (
    *("编号", "议题", "区划代码", "区划", "承诺单位", "承诺", "承诺日期", "工作日", "到期日"),
    *("状态", "超期", "第几次", "晚报", "说解决的人数", "说没解决的人数"),
    *("格式", "数据日期", "许可"),
)


async def csv_file(licence: Licence, *, now: datetime) -> AsyncIterator[bytes]:
    """One row for each, piece by piece."""
    for piece in writing.csv_lines(_HEADS, []):
        yield piece
    async for one in _all(now=now):
        for piece in writing.csv_rows(
            [[*_cells(one), FORMAT, licence.on.isoformat(), licence.name]]
        ):
            yield piece


async def json_file(licence: Licence, *, now: datetime) -> AsyncIterator[bytes]:
    """The same as JSON, with the numbers of the board and what they count."""
    told = await board.board(None, now=now)
    head = {
        "format": FORMAT,
        "licence": licence.name,
        "date": licence.on,
        "numbers": {one.name: one.value for one in told.numbers},
        "definitions": {name: {"zh": zh, "en": en} for name, (zh, en) in DEFINITIONS.items()},
    }
    yield msgspec.json.encode(head)[:-1] + b',"commitments":['
    between = b"\n"
    async for one in _all(now=now):
        plain: dict[str, Any] = msgspec.to_builtins(one)
        # What the file is not of: who asks, and what they may.
        kept = {name: value for name, value in plain.items() if name not in {"mine", "may"}}
        yield between + msgspec.json.encode(kept)
        between = b",\n"
    yield b"\n]}\n"


async def _all(*, now: datetime) -> AsyncIterator[CommitmentShown]:
    last = UUID(int=0)
    while True:
        keys = (
            await Commitment.select(Commitment.id)
            .where(Commitment.id > last)
            .order_by(Commitment.id)
            .limit(_AT_ONCE)
        )
        if not keys:
            return
        rows = await keeping.rows_in([one["id"] for one in keys])
        for one in await showing.shown(None, rows, now=now):
            yield one
        last = keys[-1]["id"]


def _cells(one: CommitmentShown) -> list[str]:
    return [
        str(one.id),
        one.title,
        one.division.partition(":")[2],
        one.division_name,
        one.organisation,
        one.words,
        keeping.today(one.promised_at).isoformat(),
        str(one.days),
        one.due_on.isoformat(),
        _STATES[one.state],
        "是" if one.overdue else "否",
        str(one.turn),
        "是" if one.late else "否",
        "" if one.solved is None else str(one.solved),
        "" if one.not_solved is None else str(one.not_solved),
    ]
