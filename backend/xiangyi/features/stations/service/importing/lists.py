"""A list taken in as one batch, or rehearsed."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import get_args

import msgspec
from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic
from xiangyi.core.lines import SourceUnusable, source_of
from xiangyi.core.sheets.opening import open_sheet
from xiangyi.features.stations import errors
from xiangyi.features.stations.rules.listing import columns
from xiangyi.features.stations.rules.listing.cells import spelt_plainly
from xiangyi.features.stations.rules.listing.columns import Field
from xiangyi.features.stations.rules.listing.remarks import (
    EDITED_WORDS,
    Said,
    remark,
    summed_up,
)
from xiangyi.features.stations.schemas import Datum, StationFacts
from xiangyi.features.stations.service import holding
from xiangyi.features.stations.service.holding import Held
from xiangyi.features.stations.service.importing import matching
from xiangyi.features.stations.service.importing.ground import read_ground
from xiangyi.features.stations.service.importing.judging import Judge, Told
from xiangyi.features.stations.service.keeping import Kept, keep_stations
from xiangyi.features.stations.tables import Station, StationBatch

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


class Vanished(Struct, frozen=True, rename="camel"):
    """A station of the source that the list no longer names; it stays."""

    id: str
    external_id: str
    name: str


class Report(Struct, frozen=True, kw_only=True, rename="camel"):
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


class _Rehearsed(Exception):
    """Carries what would have come of it out of the transaction that it rolls back."""

    def __init__(self, done: tuple[Kept, list[Vanished]]) -> None:
        super().__init__("rehearsed")
        self.done = done


async def import_stations(
    sent: SentList,
    *,
    dry_run: bool = False,
    now: datetime,
    progress: Progress = lambda _done, _all: None,
) -> Report:
    """Take in a list: CSV, XLSX or GeoJSON; refused rows stay out, the others land together.

    The same list again changes nothing; `dry_run` writes nothing and says what would
    happen. Rows are the stations of `sent.source`, or of what a column says, or else of
    the file's own name.

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
    rows = judge.stations(await asyncio.to_thread(list, sheet.rows))
    ground = await read_ground(judge.codes(rows))
    steps = len(rows) * 2
    told = await asyncio.to_thread(judge.judge, rows, ground, lambda done: progress(done, steps))
    del rows
    batch = StationBatch(
        id=_batch_id(sent.content, now), source=source, file_name=sent.name[:200], imported_at=now
    )
    kept, vanished = await _land(told, judge, batch=batch, now=now, dry_run=dry_run)
    progress(steps, steps)
    verdicts = [summed_up(one.line, one.remarks) for one in told]
    counts = Counter(one.verdict for one in verdicts if one)
    return Report(
        accepted=verdicts.count(None),
        fixed=counts["fixed"],
        warned=counts["warned"],
        refused=counts["refused"],
        batch=batch.id if not dry_run and (kept.added or kept.changed) else None,
        source=source,
        datum=datum,
        dry_run=dry_run,
        added=kept.added,
        changed=kept.changed,
        unchanged=kept.unchanged,
        rows=[one for one in verdicts if one],
        vanished=vanished,
        ignored_columns=judge.ignored,
        passed_over=judge.furniture,
        sheets_not_read=list(sheet.left_out),
    )


async def _land(
    told: list[Told], judge: Judge, *, batch: StationBatch, now: datetime, dry_run: bool
) -> tuple[Kept, list[Vanished]]:
    """Keep what is not refused, all of it or none, and say what only the database knows."""
    good, stations = _landing(told)
    for position, earlier in matching.twice(stations).items():
        _say(good[position], judge, "external_id", "twice_in_file", line=good[earlier].line)
    try:
        async with atomic():
            await holding.hold_others_back()
            held = await holding.of_sources({batch.source, *(one.source for one in stations)})
            for position, (other, _) in matching.renumbered(stations, held).items():
                number = stations[position].external_id
                station = f"{other.facts.name}（{other.id}）"
                _say(
                    good[position],
                    judge,
                    "external_id",
                    "number_taken",
                    number=number,
                    station=station,
                )
            good, stations = _landing(good)
            stations = matching.numbered(stations, held)
            await _compare(good, stations, judge)
            await StationBatch.insert(batch)
            kept = await keep_stations(stations, now=now, batch=batch.id)
            if not kept.added and not kept.changed:
                await StationBatch.delete().where(StationBatch.id == batch.id)
            _tell_edited(good, stations, kept, judge)
            done = kept, _vanished(held, stations)
            if dry_run:
                raise _Rehearsed(done)  # noqa: TRY301  # how a transaction is told to roll back
    except _Rehearsed as rehearsed:
        return rehearsed.done
    return done


def _landing(told: list[Told]) -> tuple[list[Told], list[StationFacts]]:
    """The rows that are not refused, and what each tells."""
    pairs = [(one, one.station) for one in told if one.station and not one.refused]
    return [one for one, _ in pairs], [station for _, station in pairs]


async def _compare(good: list[Told], stations: list[StationFacts], judge: Judge) -> None:
    """Doubt a row that looks like another, or like a station that no row means."""
    pairs = matching.alike(stations)
    for position, (earlier, far) in pairs.items():
        line = good[earlier].line
        _say(good[position], judge, "name", "duplicate_row", line=line, metres=round(far))
    if not stations:
        return
    mine = {(one.source, one.external_id) for one in stations}
    lons, lats = [one.lon for one in stations], [one.lat for one in stations]
    margin = 0.001
    others: dict[str, list[matching.Neighbour]] = defaultdict(list)
    for row in await Station.select(
        *(Station.id, Station.name, Station.lon, Station.lat),
        *(Station.source, Station.external_id),
    ).where(
        Station.closed_at.is_null()
        & (Station.lon >= min(lons) - margin)
        & (Station.lon <= max(lons) + margin)
        & (Station.lat >= min(lats) - margin)
        & (Station.lat <= max(lats) + margin)
    ):
        if (row["source"], row["external_id"]) not in mine:
            others[spelt_plainly(row["name"])].append(
                matching.Neighbour(row["id"], row["name"], (row["lon"], row["lat"]))
            )
    for position, (other, far) in matching.standing_near(stations, others).items():
        station = f"{other.name}（{other.id}）"
        _say(good[position], judge, "name", "duplicate_station", station=station, metres=round(far))


def _tell_edited(good: list[Told], stations: list[StationFacts], kept: Kept, judge: Judge) -> None:
    rows = {
        (facts.source, facts.external_id): one for one, facts in zip(good, stations, strict=True)
    }
    for one in kept.edited:
        fields = "、".join(
            dict.fromkeys(EDITED_WORDS[name] for name in one.fields if name in EDITED_WORDS)
        )
        _say(rows[one.source, one.external_id], judge, "name", "edited_here", fields=fields)


def _say(told: Told, judge: Judge, field: Field, code: str, **facts: object) -> None:
    told.remarks.append(remark(judge.heads.get(field, ""), code, **facts))


def _vanished(held: Sequence[Held], stations: Sequence[StationFacts]) -> list[Vanished]:
    there = {(one.source, one.external_id) for one in stations}
    return [
        Vanished(id=one.id, external_id=one.facts.external_id, name=one.facts.name)
        for one in held
        if not one.closed and (one.facts.source, one.facts.external_id) not in there
    ]


def _batch_id(content: bytes, now: datetime) -> str:
    """Can be read out on a telephone: the second in Shanghai, and four letters more."""
    mark = blake2b(content, digest_size=2, key=now.isoformat().encode()).hexdigest()
    return f"{now.astimezone(SHANGHAI):%Y%m%d-%H%M%S}-{mark}"
