"""Lines on their way to the national system: out in files, and what it answered, in again."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from io import StringIO
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from xiangyi.core.bulk import among, listed
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.core.sealing import seal_some
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.rules.words import SEXES
from xiangyi.features.identity.service import persons
from xiangyi.features.records import errors
from xiangyi.features.records.schemas import RecordLine
from xiangyi.features.records.service import lines
from xiangyi.features.records.service.agreeing import AGREED

Row = dict[str, Any]

#: Of the file; another one if what it says ever changes.
VERSION: Final = "xiangyi-sync/2"
_AT_ONCE: Final = 5_000
_WORDS: Final = 200
#: Of everything that is recorded and has no row yet. It is derived from what counts, so that no
#: line is ever forgotten, whenever a process is killed.
_GATHER: Final = (
    "INSERT INTO record_sync (line, account, state, changed_at)"
    " SELECT t.id, t.account, 'pending', t.counted_at FROM shift_presence t"
    " JOIN ledger_posting q ON q.id = t.id"
    " WHERE t.state = 'counted'"
    " AND t.account IS NOT NULL AND NOT EXISTS (SELECT 1 FROM record_sync y WHERE y.line = t.id)"
    " UNION ALL SELECT t.id, t.account, 'pending', t.decided_at FROM service_claim t"
    " JOIN ledger_posting q ON q.id = t.id"
    " WHERE t.state = 'accepted' AND t.account IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM record_sync y WHERE y.line = t.id)"
    " ON CONFLICT DO NOTHING"
)
_ANSWERED: Final = frozenset({"accepted", "rejected"})


class Sent(Struct, frozen=True):
    """How many lines a file has, and how many stay behind until their people agree."""

    batch: UUID
    lines: int
    waiting: int


async def gather() -> None:
    """Give each line that is recorded its place in the outbox."""
    await run(_GATHER)


async def send(*, again: bool, keep: Callable[[bytes], object], now: datetime) -> Sent:
    """Write what is pending into a file, in the order's words, and take it for sent; recorded.

    Only lines of those who have agreed, with their names and, where they gave one, the number of
    their identity card, since the national system finds people by these, with their sex and what
    they can do, where they said so (Art 5), and with the name of whoever was in charge (Art 6). Cut
    off in between, a line may go out twice, under one number; none is taken for sent that has not
    been kept.

    Args:
        again: those too that were rejected.
        keep: keeps the file, whole or not at all.
    """
    await gather()
    batch = uuid4()
    states = "('pending', 'rejected')" if again else "('pending')"
    async with atomic():
        rows = await lines.found(f"y.state IN {states} AND {AGREED}", now, most=_AT_ONCE)
        told = await lines.shown(rows)
        people = await persons.to_be_told(
            {row[who] for row in rows for who in ("account", "lead") if row[who]}
        )
        content = msgspec.json.format(
            msgspec.json.encode(
                {
                    "version": VERSION,
                    "batch": batch,
                    "madeAt": now,
                    "lines": list(_told(rows, told, people)),
                }
            ),
            indent=1,
        )
        ids = [row["line"] for row in rows]
        await run(
            f"UPDATE record_sync SET state = 'sent', batch = {{}}, reason = NULL, changed_at = {{}}"  # noqa: S608  # our own column
            f" WHERE {among('line', 'UUID')}",
            *(batch, now, listed(ids)),
        )
        await audit.record(None, "sync.sent", "sync_batch", batch, now=now)
        keep(content)
        [left] = await run("SELECT COUNT(*) AS n FROM record_sync WHERE state = 'pending'")
    return Sent(batch, len(ids), int(str(left["n"])))


async def take_answers(content: bytes, *, now: datetime) -> Counter[str]:
    """Take in what the national system answered: CSV with `line,state,reason`, all or none.

    The same again changes nothing. A line that was not sent, or is nobody's any more, counts as
    `unknown`, and stays as it is.

    Raises:
        AnswersUnusable: some line of the file cannot be read; nothing is taken in.
    """
    counted: Counter[str] = Counter()
    answers = list(_read(content))
    async with atomic():
        for line, state, reason in answers:
            done = await run(
                "UPDATE record_sync SET state = {}, reason = {}, changed_at = {}"
                " WHERE line = {} AND account IS NOT NULL"
                " AND state IN ('sent', 'accepted', 'rejected') RETURNING line",
                *(state, seal_some(reason, owner=line, field=lines.REASON), now, line),
            )
            counted[state if done else "unknown"] += 1
        await audit.record(None, "sync.answered", "sync_batch", "answers", now=now)
    return counted


def _told(
    rows: list[Row], told: list[RecordLine], people: dict[UUID, persons.Told]
) -> Iterator[dict[str, object]]:
    for row, one in zip(rows, told, strict=True):
        who, lead = people[row["account"]], people.get(row["lead"])
        yield {
            "编号": one.line,
            "更正的编号": one.corrects,
            "姓名": who.name,
            "性别": who.sex and SEXES[who.sex],
            "身份证件类型": who.id_number and "居民身份证",
            "身份证件号码": who.id_number,
            "专业技能": who.skills,
            "名称": one.title,
            "日期": one.starts_at.astimezone(SHANGHAI).date(),
            "地点": one.place,
            "服务内容": one.about,
            "服务时长（分钟）": one.minutes,
            "时长类别": one.service_class,
            "组织名称": one.organisation,
            "负责人": (lead and lead.name) or one.in_charge,
        }


def _read(content: bytes) -> Iterator[tuple[UUID, str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise errors.AnswersUnusable(line=1, reason="encoding") from error
    reader = csv.DictReader(StringIO(text, newline=""))
    if not {"line", "state"} <= set(reader.fieldnames or ()):
        raise errors.AnswersUnusable(line=1, reason="header")
    for number, row in enumerate(reader, start=2):
        try:
            line = UUID(row["line"] or "")
        except ValueError as error:
            raise errors.AnswersUnusable(line=number, reason="line") from error
        if row["state"] not in _ANSWERED:
            raise errors.AnswersUnusable(line=number, reason="state")
        yield line, row["state"], (row.get("reason") or "")[:_WORDS]
