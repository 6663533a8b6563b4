"""All meetings that were announced, as files that others read, with nothing personal in them."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec
from piccolo.columns.combination import WhereRaw

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.sheets import writing
from xiangyi.features.consultations.rules.board import DEFINITIONS
from xiangyi.features.consultations.rules.forms import FORMS_ZH
from xiangyi.features.consultations.schemas.board import BoardMeeting
from xiangyi.features.consultations.service import board
from xiangyi.features.consultations.tables import Consultation
from xiangyi.features.stations.service.exporting import Licence

_AT_ONCE: Final = 200
#: What a program that reads them goes by; another number where a column changes its meaning.
FORMAT: Final = "xiangyi-meetings/1"
_HEADS: Final = (
    *("编号", "形式", "议题", "区划代码", "区划", "召集单位", "开始", "结束", "地点"),
    *("状态", "记录封存", "格式", "数据日期", "许可"),
)


async def csv_file(licence: Licence, *, now: datetime) -> AsyncIterator[bytes]:
    """One row for each, piece by piece."""
    for piece in writing.csv_lines(_HEADS, []):
        yield piece
    async for one in _all(now=now):
        cells = [*_cells(one, now), FORMAT, licence.on.isoformat(), licence.name]
        for piece in writing.csv_rows([cells]):
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
    yield msgspec.json.encode(head)[:-1] + b',"meetings":['
    between = b"\n"
    async for one in _all(now=now):
        yield between + msgspec.json.encode(one)
        between = b",\n"
    yield b"\n]}\n"


async def _all(*, now: datetime) -> AsyncIterator[BoardMeeting]:
    last = UUID(int=0)
    while True:
        rows = (
            await Consultation.select()
            .where(WhereRaw(board.PUBLIC, now) & (Consultation.id > last))
            .order_by(Consultation.id)
            .limit(_AT_ONCE)
        )
        if not rows:
            return
        for one in await board.shown(rows):
            yield one
        last = rows[-1]["id"]


def _cells(one: BoardMeeting, now: datetime) -> list[str]:
    when = [at.astimezone(SHANGHAI).isoformat() for at in (one.starts_at, one.ends_at)]
    over = "开过" if one.ends_at <= now else "要开"
    return [
        str(one.id),
        FORMS_ZH[one.form],
        one.title,
        one.division.partition(":")[2],
        one.division_name,
        one.organisation or "",
        *when,
        one.place,
        "取消" if one.cancelled else over,
        "是" if one.recorded else "否",
    ]
