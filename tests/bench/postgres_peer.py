"""The peers of the nearest query: the same application, with PostgreSQL instead of our finder.

Run as a program: `python -m tests.bench.postgres_peer PORT URL DAYS_FILE`. Three ways of
asking, /api/cell, /api/knn and /api/scan, each answering what GET /api/stations does.
"""

import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import msgspec
from litestar import Litestar, Request, Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter
from tests.bench.postgres import CELL, NARROWER, cell_key, cell_of
from tests.doors import no_picture

from xiangyi.core import log
from xiangyi.core.clock import utc_now
from xiangyi.core.files import BuiltApp, Packs
from xiangyi.core.front import Front
from xiangyi.core.headers import security_headers
from xiangyi.core.tags import tagged
from xiangyi.features.stations.rules.distance import EARTH_RADIUS_M, Point, metres
from xiangyi.features.stations.rules.opening_hours import Answer, OpeningHours, evaluate
from xiangyi.features.stations.schemas import (
    AmenityHere,
    LiveStateHere,
    Opening,
    ReportHere,
    StationCard,
    StationPage,
)
from xiangyi.features.workdays.rules import SpecialDays
from xiangyi.serving import server, sockets

LIMIT = 20
#: So many by the planar index, to be put in order by their true distance.
_ASKED_FOR = 40
_POOL = 8
_FAR = (
    f"{2 * EARTH_RADIUS_M} * asin(least(1, sqrt(sin(radians(lat - $2) / 2) ^ 2"
    " + cos(radians(lat)) * cos(radians($2)) * sin(radians(lon - $1) / 2) ^ 2)))"
)
_SCAN = f"SELECT *, {_FAR} AS far FROM place ORDER BY far, id LIMIT {LIMIT}"  # noqa: S608  # ours
_CELLS = (
    f"SELECT *, {_FAR} AS far FROM place WHERE cell = ANY($3::bigint[])"  # noqa: S608  # ours
    f" ORDER BY far, id LIMIT {LIMIT}"
)
_KNN = (
    f"SELECT * FROM (SELECT *, {_FAR} AS far FROM place"  # noqa: S608  # ours
    f" ORDER BY spot <-> point($1 * {NARROWER}, $2) LIMIT {_ASKED_FOR}) AS near"
    f" ORDER BY far, id LIMIT {LIMIT}"
)
Judge = Callable[[str, datetime], Answer]
Find = Callable[[asyncpg.Pool, Point], Awaitable[list[asyncpg.Record]]]


async def by_cell(pool: asyncpg.Pool, here: Point) -> list[asyncpg.Record]:
    """Rings of cells around `here`, wider until nothing outside can be nearer."""
    column, row = cell_of(*here)
    reach = 1
    while True:
        cells = [
            cell_key(column + x, row + y)
            for x in range(-reach, reach + 1)
            for y in range(-reach, reach + 1)
        ]
        found = await pool.fetch(_CELLS, *here, cells)
        if len(found) == LIMIT and found[-1]["far"] <= _surely(here, column, row, reach):
            return list(found)
        if reach > 64:
            return await by_scan(pool, here)
        reach *= 2


def _surely(here: Point, column: int, row: int, reach: int) -> float:
    """Metres to the nearest edge of the cells that were looked at."""
    lon, lat = here
    west, east = (column - reach) * CELL, (column + reach + 1) * CELL
    south, north = (row - reach) * CELL, (row + reach + 1) * CELL
    edges = ((west, lat), (east, lat), (lon, south), (lon, north))
    return min(metres(here, edge) for edge in edges)


async def by_knn(pool: asyncpg.Pool, here: Point) -> list[asyncpg.Record]:
    return list(await pool.fetch(_KNN, *here))


async def by_scan(pool: asyncpg.Pool, here: Point) -> list[asyncpg.Record]:
    return list(await pool.fetch(_SCAN, *here))


def _route(name: str, find: Find) -> Any:
    @get(f"/{name}", operation_id=name)
    async def nearest(
        request: Request[Any, Any, Any],
        now: NamedDependency[datetime],
        pool: NamedDependency[asyncpg.Pool],
        judge: NamedDependency[Judge],
        near: Annotated[str, QueryParameter(max_length=64)],
    ) -> Response[bytes]:
        lon, lat = (float(part) for part in near.split(","))
        minute = now.replace(second=0, microsecond=0)
        cards = [_card(row, judge(row["hours"], minute)) for row in await find(pool, (lon, lat))]
        return tagged(request, StationPage(items=cards, next=str(LIMIT)))

    return nearest


_OTHERWISE = {"distance_m", "opening", "hours", "amenities", "reports", "live_state", "photos"}
_PLAIN = [name for name in StationCard.__struct_fields__ if name not in _OTHERWISE]
#: Most stations share what they share: a peer that decoded it each time would be a straw man.
_hours = lru_cache(4096)(msgspec.json.Decoder(OpeningHours | None).decode)
_amenities = lru_cache(4096)(msgspec.json.Decoder(tuple[AmenityHere, ...]).decode)
_reports = lru_cache(4096)(msgspec.json.Decoder(tuple[ReportHere, ...]).decode)
_live = lru_cache(4096)(msgspec.json.Decoder(LiveStateHere | None).decode)


def _card(row: asyncpg.Record, answer: Answer) -> StationCard:
    return StationCard(
        **{name: row[name] for name in _PLAIN},
        distance_m=round(row["far"]),
        opening=Opening(state=answer.state, until=answer.until, then=answer.then),
        hours=_hours(row["hours"]),
        amenities=_amenities(row["amenities"]),
        reports=_reports(row["reports"]),
        live_state=_live(row["live_state"]),
        # Of the made-up stations none has any.
        photos=(),
        hours_since="",
    )


async def main(port: int, url: str, days: SpecialDays) -> None:
    # Once a minute for each schedule, as ours does.
    judge = lru_cache(4096)(lambda hours, minute: evaluate(_hours(hours), minute, days))
    async with asyncpg.create_pool(url, min_size=_POOL, max_size=_POOL) as pool:
        routes = [_route("cell", by_cell), _route("knn", by_knn), _route("scan", by_scan)]
        api = Litestar(
            route_handlers=[Router("/api", route_handlers=routes)],
            dependencies={
                "now": Provide(utc_now, sync_to_thread=False),
                "pool": Provide(lambda: pool, sync_to_thread=False),
                "judge": Provide(lambda: judge, sync_to_thread=False),
            },
        )
        common = security_headers()
        nowhere = Path("/nonexistent")
        front = Front(api, BuiltApp(nowhere, common), Packs(nowhere, common), no_picture, common)
        await server.answer(front, sockets.listen("127.0.0.1", port))


if __name__ == "__main__":
    import uvloop

    log.configure("info")
    known = msgspec.json.decode(Path(sys.argv[3]).read_bytes(), type=SpecialDays)
    uvloop.run(main(int(sys.argv[1]), sys.argv[2], known))
