"""A list taken in as one batch, or rehearsed."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b
from typing import get_args

import msgspec
from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.lines import SourceUnusable, source_of
from xiangyi.core.packed import Packed
from xiangyi.core.sheets.opening import open_sheet
from xiangyi.core.sheets.rows import Row
from xiangyi.features.stations import errors
from xiangyi.features.stations.rules.listing import columns
from xiangyi.features.stations.rules.listing.remarks import Said, summed_up
from xiangyi.features.stations.schemas import Datum
from xiangyi.features.stations.service.importing.ground import Ground, read_ground
from xiangyi.features.stations.service.importing.judging import Judge
from xiangyi.features.stations.service.importing.landing import (
    Judged,
    Landed,
    Vanished,
    land,
)
from xiangyi.features.stations.service.importing.scoping import Desk
from xiangyi.features.stations.tables import StationBatch

_LONGEST_SOURCE = 64

#: Told how many of how many steps are done; twice as many steps as rows.
Progress = Callable[[int, int], object]


class SentList(Struct, frozen=True):
    """A file as an office sent it, and what is said of it."""

    content: bytes
    #: The file's name, which is shown and stands for its source where nothing else does.
    name: str
    #: In which its points are: wgs84, gcj02 or bd09.
    datum: str
    source: str = ""


class Report(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """What came of a list, with every row that is not plainly accepted."""

    accepted: int
    fixed: int
    warned: int
    refused: int
    #: Null where nothing changed, or in a rehearsal; `undo` takes it.
    batch: str | None
    source: str
    datum: Datum
    dry_run: bool
    added: int
    changed: int
    unchanged: int
    rows: list[Said]
    vanished: list[Vanished]
    ignored_columns: list[str]
    #: The lines of rows that are no stations: heads repeated, totals, who filled it in.
    passed_over: list[int]
    #: The workbook's other sheets in which something is written; one sheet is read at a time.
    sheets_not_read: list[str]
    #: At a desk, the plainly accepted rows too: the line, and what it calls its station.
    plain: list[tuple[int, str]] = []


async def import_stations(
    sent: SentList,
    *,
    dry_run: bool = False,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
    desk: Desk | None = None,
) -> Report:
    """Take in a list: CSV, XLSX or GeoJSON; refused rows stay out, the others land together.

    The same list again changes nothing; `dry_run` writes nothing and says what would
    happen. Rows are the stations of `sent.source`, or of what a column says, or else of
    the file's own name. Where it comes from a desk, rows and stations of others are refused.

    Raises:
        FileUnreadable: the file as a whole cannot be read.
        DatumUnknown, DatumContradicted: no such datum; the columns' heads name another.
        SourceUnusable: the source is too long, or hides something.
    """
    if sent.datum not in get_args(Datum):
        raise errors.DatumUnknown(datum=sent.datum, known=get_args(Datum))
    datum: Datum = msgspec.convert(sent.datum, Datum)
    source = source_of(sent.source or sent.name.rpartition(".")[0][:_LONGEST_SOURCE] or sent.name)
    if len(source) > _LONGEST_SOURCE:
        raise SourceUnusable(longest=_LONGEST_SOURCE)
    sheet = await asyncio.to_thread(open_sheet, sent.content, is_header=columns.is_header)
    said = columns.datum_of(sheet.columns)
    if said and said != datum:
        raise errors.DatumContradicted(said=said, given=datum)
    judge = Judge(sheet.columns, datum=datum, source=source, surely=bool(sent.source))
    rows = await asyncio.to_thread(judge.hold, sheet.rows)
    count, steps = len(rows), len(rows) * 2
    ground = await read_ground(judge.codes)
    judged = await asyncio.to_thread(
        _judged, rows, judge, ground, lambda done: progress(done, steps)
    )
    del rows
    batch = StationBatch(
        id=_batch_id(sent.content, now),
        source=source,
        file_name=sent.name[:200],
        imported_at=now,
        account=desk.account if desk else None,
    )

    def report(landed: Landed) -> Report:
        verdicts = [
            summed_up(line, said, name=judged.names[line])
            for line, said in sorted(judged.said.items())
        ]
        counts = Counter(one.verdict for one in verdicts)
        return Report(
            accepted=count - len(verdicts),
            fixed=counts["fixed"],
            warned=counts["warned"],
            refused=counts["refused"],
            batch=batch.id if not dry_run and landed.does_something else None,
            source=source,
            datum=datum,
            dry_run=dry_run,
            added=landed.added,
            changed=landed.changed,
            unchanged=landed.unchanged,
            rows=verdicts,
            vanished=landed.vanished,
            ignored_columns=judge.ignored,
            passed_over=judge.furniture,
            sheets_not_read=list(sheet.left_out),
            plain=list(judged.plain()) if desk else [],
        )

    async def kept(landed: Landed) -> None:
        if desk:
            await desk.kept(await asyncio.to_thread(report, landed))

    landed = await land(
        judged,
        batch,
        now=now,
        dry_run=dry_run,
        progress=lambda done: progress(count + done, steps),
        within=desk.within if desk else None,
        left_out=desk.left_out if desk else (),
        kept=kept,
    )
    progress(steps, steps)
    return await asyncio.to_thread(report, landed)


def _judged(
    rows: Packed[Row], judge: Judge, ground: Ground, progress: Callable[[int], object]
) -> Judged:
    judged, done = Judged(judge.heads), 0
    progress(0)
    for some in rows.parts():
        for told in judge.judge(some, ground):
            judged.add(told)
        done += len(some)
        progress(done)
    return judged


def _batch_id(content: bytes, now: datetime) -> str:
    """Can be read out on a telephone: the second in Shanghai, and four letters more."""
    mark = blake2b(content, digest_size=2, key=now.isoformat().encode()).hexdigest()
    return f"{now.astimezone(SHANGHAI):%Y%m%d-%H%M%S}-{mark}"
