"""Which activities are to come: by when they begin, or from near to far."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import cos, degrees, radians
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.divisions import service as tree
from xiangyi.features.stations.rules.distance import EARTH_RADIUS_M, Point, metres
from xiangyi.features.volunteering.rules.kinds import Kind
from xiangyi.features.volunteering.rules.paging import Place, cursor_of, instant, micros

#: As far as somebody goes to help for an afternoon.
NEAR_M: Final = 20_000
#: Clear of the calendar's two ends, where time zones overflow.
_YEARS: Final = range(2000, 2100)
_BELOW: Final = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" = {} UNION SELECT d."key"'
    ' FROM division AS d JOIN below ON d.parent = below."key") SELECT "key" FROM below'
)


class Wish(Struct, frozen=True, kw_only=True):
    """What is looked for.

    Attributes:
        near: longitude and latitude; the nearest first, and none that is beyond `NEAR_M`.
        division: there, below or around.
        kinds: one of these; any where there is none.
        on: a shift of it begins on that day.
    """

    near: Point | None = None
    division: str | None = None
    kinds: tuple[Kind, ...] = ()
    on: date | None = None


class Found(Struct, frozen=True):
    """Some of them in their order, how far each is where that is known, and the next cursor."""

    ids: list[UUID]
    metres: dict[UUID, int]
    next: str | None


async def find(wish: Wish, *, after: Place | None, limit: int, now: datetime) -> Found:
    """Those approved of which a shift is to end yet, from a place on.

    Raises:
        DivisionNotFound: the division is not known.
    """
    where, blanks = await _conditions(wish, now=now)
    if wish.on and wish.on.year not in _YEARS:
        return Found([], {}, None)
    if wish.near:
        return await _near(wish.near, where, blanks, after=after, limit=limit)
    having: str = ""
    more: list[object] = []
    if after:
        at, id_ = instant(after[0]), after[1]
        having = " HAVING min(s.starts_at) > {} OR (min(s.starts_at) = {} AND s.activity > {})"
        more = [at, at, id_]
    # By the state too, which is the same of all: SQLite would go through every shift that there has
    # been in the order of its activities, and sort nothing.
    rows = await run(
        "SELECT s.activity AS id, min(s.starts_at) AS begins FROM activity_shift s"  # noqa: S608  # ours
        " JOIN volunteer_activity a ON a.id = s.activity"
        f" WHERE {where} GROUP BY a.state, s.activity{having}"
        " ORDER BY begins, s.activity LIMIT {}",
        *(*blanks, *more, limit + 1),
    )
    shown = [(micros(instant_of(row["begins"])), UUID(str(row["id"]))) for row in rows[:limit]]
    return Found(
        [id_ for _, id_ in shown], {}, cursor_of(*shown[-1]) if len(rows) > limit else None
    )


async def _near(
    here: Point, where: str, blanks: Sequence[object], *, after: Place | None, limit: int
) -> Found:
    """Of a place that says only its division, its middle counts, and no distance is told."""
    north = degrees(NEAR_M / EARTH_RADIUS_M)
    east = min(180.0, north / max(cos(radians(here[1])), 0.01))
    rows = await run(
        "SELECT * FROM (SELECT DISTINCT a.id, COALESCE(a.lon, t.lon) AS own,"  # noqa: S608  # ours
        " COALESCE(a.lon, t.lon, d.lon) AS lon, COALESCE(a.lat, t.lat, d.lat) AS lat"
        " FROM activity_shift s JOIN volunteer_activity a ON a.id = s.activity"
        ' JOIN division d ON d."key" = a.division LEFT JOIN station t ON t.id = a.station'
        f" WHERE {where}) AS found WHERE lon BETWEEN {{}} AND {{}} AND lat BETWEEN {{}} AND {{}}",
        *(*blanks, here[0] - east, here[0] + east, here[1] - north, here[1] + north),
    )
    far: list[tuple[Place, bool]] = []
    for row in rows:
        away = round(metres(here, (_number(row["lon"]), _number(row["lat"]))))
        place = away, UUID(str(row["id"]))
        if away <= NEAR_M and (after is None or place > after):
            far.append((place, row["own"] is not None))
    far.sort()
    shown = far[:limit]
    return Found(
        [id_ for (_, id_), _ in shown],
        {id_: away for (away, id_), known in shown if known},
        cursor_of(*shown[-1][0]) if len(far) > limit else None,
    )


async def _conditions(wish: Wish, *, now: datetime) -> tuple[str, list[object]]:
    # With something added a state or a division is no column of an index: SQLite would begin there,
    # and go through all that is over.
    where = "a.state || '' = 'approved' AND s.cancelled_at IS NULL AND s.ends_at > {}"
    blanks: list[object] = [now]
    if wish.kinds:
        where += f" AND a.kind IN ({', '.join(['{}'] * len(wish.kinds))})"
        blanks += wish.kinds
    if wish.on and wish.on.year in _YEARS:
        begins = datetime.combine(wish.on, time(), SHANGHAI)
        where += " AND s.starts_at >= {} AND s.starts_at < {}"
        blanks += [begins, begins + timedelta(days=1)]
    if wish.division:
        around = [one.key for one in await tree.ancestors(wish.division)]
        where += (
            f" AND (a.division || '' IN ({', '.join(['{}'] * len(around))})"
            f" OR a.division || '' IN ({_BELOW}))"
        )
        blanks += [*around, wish.division]
    return where, blanks


def instant_of(value: Any) -> datetime:
    """What SQLite hands out as text where it is not a column's own."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _number(value: Any) -> float:
    return float(value)
