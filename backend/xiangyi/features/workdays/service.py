"""What workdays do: take in the State Council's calendar, and say what is known of it."""

from collections.abc import Iterable, Mapping
from datetime import date

from xiangyi.core.db import atomic, in_parts, is_postgres, run
from xiangyi.core.lines import Faults, source_of
from xiangyi.features.workdays import errors
from xiangyi.features.workdays.adapters import Told, read
from xiangyi.features.workdays.rules import SpecialDays, SpecialKind, gaps, known, unfinished
from xiangyi.features.workdays.schemas import Imported, Reach, SpecialDayCard, SpecialDayList
from xiangyi.features.workdays.tables import SpecialDay

_COUNT = (
    "INSERT INTO special_day_revision (id, revision) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET"
    " revision = special_day_revision.revision + 1"
)


async def import_special_days(content: bytes, *, source: str) -> Imported:
    """Add or rewrite the holidays and make-up workdays that a file tells, all or none.

    `content` is CSV in UTF-8: `date,kind,name_en,name_zh`, where `kind` is holiday or
    makeup_workday (an `in_lieu` beside them is not kept), as the State Council's yearly
    notices tell them. Days that the file does not name stay as they are; the same file
    twice changes nothing. A year may come in several files, and counts once it is whole.

    Raises:
        SpecialDayFileBroken: some line is wrong; its facts name the lines.
        SpecialDaysLeaveGap: whole years would stand apart from the others.
        SourceUnusable: `source`, which is shown as the origin, cannot be.
    """
    source = source_of(source)
    faults = Faults()
    told = read(content, faults)
    if faults.total:
        raise errors.SpecialDayFileBroken(**faults.facts())
    async with atomic():
        if is_postgres():
            await run("LOCK TABLE special_day IN SHARE ROW EXCLUSIVE MODE")
        held = {row.on: row for row in await SpecialDay.objects()}
        _expect_no_new_gap(held, told)
        news = [one for one in told.values() if not _says(held.get(one.on), one)]
        for some in in_parts(news, 5):
            await SpecialDay.insert(
                *(
                    SpecialDay(
                        on=one.on,
                        kind=one.kind,
                        name_zh=one.name_zh,
                        name_en=one.name_en,
                        source=source,
                    )
                    for one in some
                )
            ).on_conflict(
                target=SpecialDay.on,
                action="DO UPDATE",
                values=[
                    SpecialDay.kind,
                    SpecialDay.name_zh,
                    SpecialDay.name_en,
                    SpecialDay.source,
                ],
            )
        if news:
            await run(_COUNT)
    added = sum(one.on not in held for one in news)
    return Imported(added=added, changed=len(news) - added, unchanged=len(told) - len(news))


async def table() -> SpecialDays:
    """What is known: the last years in a row of which the whole notice is held."""
    return known(_days(await SpecialDay.objects()))


async def reach() -> Reach:
    """How far the table goes, and what keeps further years out of it."""
    days = _days(await SpecialDay.objects())
    table = known(days)
    return Reach(through=table.through if table.days else None, unfinished=unfinished(days))


async def list_special_days(year: int | None = None) -> SpecialDayList:
    """The special days of the table, of one year or of all, and what the table covers."""
    rows = await SpecialDay.objects().order_by(SpecialDay.on)
    table = known(_days(rows))
    return SpecialDayList(
        from_=table.from_ if table.days else None,
        through=table.through if table.days else None,
        items=[
            SpecialDayCard(
                on=row.on, kind=table.days[row.on], name_zh=row.name_zh, name_en=row.name_en
            )
            for row in rows
            if row.on in table.days and year in (None, row.on.year)
        ],
    )


_KINDS: Mapping[str, SpecialKind] = {"holiday": "holiday", "makeup_workday": "makeup"}


def _days(rows: Iterable[SpecialDay]) -> dict[date, SpecialKind]:
    return {row.on: _KINDS[row.kind] for row in rows}


def _expect_no_new_gap(held: Mapping[date, SpecialDay], told: Mapping[date, Told]) -> None:
    """A phone is told one stretch of dates: years beyond a gap would cost it today's."""
    before = _days(held.values())
    after = before | {day: _KINDS[one.kind] for day, one in told.items()}
    if torn := sorted(gaps(after) - gaps(before)):
        raise errors.SpecialDaysLeaveGap(years=torn)


def _says(row: SpecialDay | None, told: Told) -> bool:
    return row is not None and (row.kind, row.name_zh, row.name_en) == (
        told.kind,
        told.name_zh,
        told.name_en,
    )
