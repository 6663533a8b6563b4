"""What is due, doubted and unanswered in a place: counted by division, listed, exported."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Final

from msgspec import Struct

from xiangyi.core.asking import Asker, RoleMissing
from xiangyi.core.asking import divisions as scopes_of
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.core.sheets import writing
from xiangyi.features.divisions import service as divisions
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.divisions.rules.tree import Known
from xiangyi.features.stations.schemas.oversight import (
    Concern,
    Counts,
    Overseen,
    Oversight,
    PlaceCounts,
    Top,
)
from xiangyi.features.stations.service.counting import window
from xiangyi.features.stations.service.doubting import is_doubted
from xiangyi.features.stations.service.reading import read_stations

_ROLES: Final = ("supervisor", "administrator")
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=SHANGHAI)
_NEVER_ENDING: Final = 1_000_000
HEADS: Final = (
    *("驿站", "编号", "区划", "上次确认"),
    *("太久没确认", "骑手说锁门", "几条等答复", "经度（WGS84）", "纬度（WGS84）"),
)
#: As the app calls them.
_WHICH: Final[Mapping[Concern | None, str]] = {
    None: "全部",
    "due": "太久没确认",
    "unconfirmed": "骑手说锁门",
    "reported": "等答复",
}
_WIDTHS: Final = {"驿站": 36, "区划": 36, "上次确认": 18}

_BELOW = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" = {}'
    ' UNION ALL SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key"),'
    " seen AS (SELECT one.id, one.name, one.division, one.lon, one.lat,"
    " (SELECT MAX(confirmed_at) FROM confirmation WHERE confirmation.station = one.id"
    " AND withdrawn_at IS NULL AND confirmed_at >= COALESCE(one.posted_at, confirmed_at)) AS at,"
    " EXISTS (SELECT 1 FROM confirmation WHERE confirmation.station = one.id"
    " AND withdrawn_at IS NULL) AS ever"
    " FROM station AS one WHERE one.closed_at IS NULL"
    ' AND one.division IN (SELECT "key" FROM below)),'
    " asked AS (SELECT report.station, COUNT(*) AS waiting FROM report"
    " LEFT JOIN report_answer ON report_answer.report = report.id"
    " WHERE report.station IN (SELECT id FROM seen)"
    " AND report_answer.report IS NULL AND report.unlisted_at IS NULL GROUP BY report.station)"
)
_COUNTED = (
    " SELECT seen.division, COUNT(*) AS stations, AVG(lon) AS lon, AVG(lat) AS lat,"
    " SUM(CASE WHEN at IS NULL OR at < {} THEN 1 ELSE 0 END) AS due,"
    " SUM(CASE WHEN ever THEN 0 ELSE 1 END) AS never,"
    " SUM(CASE WHEN asked.waiting > 0 THEN 1 ELSE 0 END) AS reported"
    " FROM seen LEFT JOIN asked ON asked.station = seen.id GROUP BY seen.division"
)
_LISTED = (
    " SELECT seen.*, COALESCE(asked.waiting, 0) AS waiting FROM seen"
    " LEFT JOIN asked ON asked.station = seen.id WHERE CONDITION"
    " ORDER BY COALESCE(at, {}), seen.id LIMIT {} OFFSET {}"
)
_DOUBTED = (
    " SELECT DISTINCT seen.id, seen.division FROM seen JOIN report ON report.station = seen.id"
    " WHERE report.kind = 'locked' AND report.reported_at >= {}"
)


class Watch(Struct, frozen=True):
    """When it is looked, and after how long confirmations and reports count no more."""

    now: datetime
    stale_days: int
    report_hours: int

    @property
    def stale_before(self) -> datetime:
        """As phones count: by days of the calendar."""
        today = self.now.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
        return today - timedelta(days=self.stale_days - 1)


class Sought(Struct, frozen=True):
    """Which stations: of a division, all or those of one concern, some at a time."""

    division: str | None
    concern: Concern | None = None
    page: int = 1
    limit: int = 50


async def oversee(asker: Asker, sought: Sought, watch: Watch) -> Oversight:
    """A division as its supervisor sees it; without one, the first of the asker's.

    Raises:
        RoleMissing: the asker is neither supervisor nor administrator there.
        DivisionNotFound: no such key.
    """
    tops = await _tops(asker)
    lineage = await _lineage(asker, sought.division or (tops[0].key if tops else None))
    key = lineage[-1].key
    doubted = await _doubted(key, watch)
    rows = await _run(key, _COUNTED, watch.stale_before)
    below = await _below(key, rows, doubted)
    skipped = (sought.page - 1) * sought.limit
    span = (sought.limit + 1, skipped)
    items = await _items(key, sought.concern, watch, doubted, span)
    above = lineage[-2].key if len(lineage) > 1 else None
    may = above and asker.holds(*_ROLES, within=scopes_of([one.key for one in lineage[:-1]]))
    return Oversight(
        key=key,
        name=lineage[-1].name,
        above=above if may else None,
        tops=tops,
        counts=_counts(rows, doubted.values()),
        below=below,
        items=items[: sought.limit],
        next=sought.page + 1 if len(items) > sought.limit else None,
    )


async def export(asker: Asker, sought: Sought, watch: Watch, *, kind: str) -> bytes:
    """The same stations, all of them, as CSV or XLSX; the first line says which they are.

    Raises:
        RoleMissing, DivisionNotFound: as above.
    """
    place = (await _lineage(asker, sought.division))[-1]
    doubted = await _doubted(place.key, watch)
    items = await _items(place.key, sought.concern, watch, doubted, (_NEVER_ENDING, 0))
    which = _WHICH[sought.concern]
    seen = f"{watch.now.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    above = f"驿站情况：{place.name}，{which}，{len(items)} 处（{seen}）"
    if kind == "xlsx":
        cells: list[list[str | float]] = [[*_words(one), one.lon, one.lat] for one in items]
        return writing.xlsx_bytes(HEADS, cells, title=which, widths=_WIDTHS, above=above)
    rows = ([*_words(one), f"{one.lon:.6f}", f"{one.lat:.6f}"] for one in items)
    return b"".join(writing.csv_lines([above], chain([HEADS], rows)))


def _words(one: Overseen) -> list[str]:
    """All cells but the last two, which are numbers."""
    at = one.confirmed_at and one.confirmed_at.astimezone(SHANGHAI)
    return [
        one.name,
        one.id,
        one.place,
        f"{at:%Y-%m-%d %H:%M}" if at else "",
        "是" if one.due else "",
        "是" if one.unconfirmed else "",
        str(one.waiting or ""),
    ]


async def _tops(asker: Asker) -> list[Top]:
    keys = asker.scopes_of(*_ROLES, kind="division")
    names = await divisions.names(keys)
    return [Top(key, names[key]) for key in keys if key in names]


async def _lineage(asker: Asker, key: str | None) -> list[Known]:
    if key is None:
        raise RoleMissing(roles=list(_ROLES))
    lineage = (await divisions.lineages([key])).get(key)
    if lineage is None:
        raise DivisionNotFound(key=key)
    asker.expect(*_ROLES, within=scopes_of([one.key for one in lineage]))
    return lineage


async def _run(key: str, rest: str, *args: object) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = await run(_BELOW + rest, key, *args)
    return rows


async def _doubted(key: str, watch: Watch) -> dict[str, str]:
    """The stations that riders say are locked, since somebody last confirmed, by their division."""
    since = window(watch.now, watch.report_hours)
    suspects = {row["id"]: row["division"] for row in await _run(key, _DOUBTED, since)}
    rows = await read_stations(now=watch.now, report_hours=watch.report_hours, ids=sorted(suspects))
    return {row.id: suspects[row.id] for row in rows if is_doubted(row)}


async def _below(
    key: str, rows: list[dict[str, Any]], doubted: Mapping[str, str]
) -> list[PlaceCounts]:
    lineages = await divisions.lineages({row["division"] for row in rows})
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    names: dict[str, str] = {}
    under: dict[str, str] = {}
    for row in rows:
        path = lineages[row["division"]]
        at = next(number for number, one in enumerate(path) if one.key == key)
        if at + 1 < len(path):
            child = path[at + 1]
            names[child.key] = child.name
            under[row["division"]] = child.key
            groups[child.key].append(row)
    in_doubt = [under[one] for one in doubted.values() if one in under]
    return [
        PlaceCounts(
            key=child,
            name=names[child],
            counts=_counts(its, [one for one in in_doubt if one == child]),
            lon=sum(row["lon"] * row["stations"] for row in its) / _sum(its, "stations"),
            lat=sum(row["lat"] * row["stations"] for row in its) / _sum(its, "stations"),
        )
        for child, its in sorted(groups.items())
    ]


def _counts(rows: list[dict[str, Any]], doubted: Collection[str]) -> Counts:
    return Counts(
        stations=_sum(rows, "stations"),
        due=_sum(rows, "due"),
        never=_sum(rows, "never"),
        unconfirmed=len(doubted),
        reported=_sum(rows, "reported"),
    )


def _sum(rows: list[dict[str, Any]], name: str) -> int:
    return sum(int(row[name]) for row in rows)


async def _items(
    key: str,
    concern: Concern | None,
    watch: Watch,
    doubted: Mapping[str, str],
    span: tuple[int, int],
) -> list[Overseen]:
    """So many of those that are wanted, after so many; the longest due first."""
    given: list[object] = []
    condition = "true"
    if concern == "due":
        condition, given = "(at IS NULL OR at < {})", [watch.stale_before]
    elif concern == "reported":
        condition = "asked.waiting > 0"
    elif concern == "unconfirmed":
        if not doubted:
            return []
        condition = f"seen.id IN ({', '.join(['{}'] * len(doubted))})"
        given = list(doubted)
    rows = await _run(key, _LISTED.replace("CONDITION", condition), *given, _LONG_AGO, *span)
    names = await divisions.names({row["division"] for row in rows})
    return [
        Overseen(
            id=row["id"],
            name=row["name"],
            place=names.get(row["division"], ""),
            lon=row["lon"],
            lat=row["lat"],
            confirmed_at=(at := _instant(row["at"])),
            due=at is None or at < watch.stale_before,
            unconfirmed=row["id"] in doubted,
            waiting=row["waiting"],
        )
        for row in rows
    ]


def _instant(value: datetime | str | None) -> datetime | None:
    """SQLite forgets a column's type inside MAX() and hands over its text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value
