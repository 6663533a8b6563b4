"""Provinces of invented stations, built by the product's own services in a folder of their own."""

import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from msgspec.structs import replace
from tests.bench.machine import free_port, running

from xiangyi import piccolo_conf
from xiangyi.core.db import connected, engine_for
from xiangyi.demo import story
from xiangyi.demo.stations import invented_stations
from xiangyi.features.stations import jobs
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service import keeping
from xiangyi.features.stations.service.reading import StationRow, read_stations
from xiangyi.features.workdays import service as workdays
from xiangyi.features.workdays.rules import SpecialDays
from xiangyi.serving import demonstration, keyring
from xiangyi.settings import Settings

#: The demonstration's own stations; larger provinces have as many more around the same places.
DEMO = 1000
#: A prefecture that stays as it is however large the province grows.
STILL = "nbs:4308"
#: How far, in degrees, the further stations lie around the demonstration's.
_SPREAD = 0.05
_AT_ONCE = 20_000

Say = Callable[[str], object]


class Workshop:
    """One run's folder, and what was built in it already."""

    def __init__(self, folder: Path, say: Say) -> None:
        self.folder, self.say = folder, say
        self._built: dict[int, Settings] = {}

    async def province(self, stations: int) -> Settings:
        """The settings of a data directory with so many stations, published."""
        if stations not in self._built:
            data = self.folder / f"province-{stations}"
            data.mkdir()
            settings = Settings.from_environment({}, data=str(data), demo=True)
            start = time.monotonic()
            await build(settings, stations, self.say)
            self.say(f"  {stations:,} stations in {time.monotonic() - start:.0f} s")
            self._built[stations] = settings
        return self._built[stations]


async def build(settings: Settings, stations: int, say: Say) -> None:
    """Fill an empty place with so many stations and the demonstration's people; publish them."""
    now = datetime.now(UTC)
    async with on(settings):
        await demonstration.begin(settings, now=now)
        if settings.database_url:
            # There nobody makes keys in passing.
            await keyring.make(settings)
        await keyring.bring(settings)
        await story.load(lambda _: None, settings.media_dir, now=now)
        more = list(further_stations(stations - DEMO))
        for start in range(0, len(more), _AT_ONCE):
            say(f"  keeping stations {start + DEMO:,} of {stations:,} ...")
            await keeping.keep_stations(more[start : start + _AT_ONCE], now=now)
        await jobs.publisher(settings).publish(now=now + timedelta(minutes=1))


@asynccontextmanager
async def on(settings: Settings) -> AsyncIterator[None]:
    """Let every table speak to that province's database for as long as this lasts."""
    engine = engine_for(settings.database_url, settings.data_dir)
    piccolo_conf.use(engine)
    async with connected(engine):
        yield


async def everything(settings: Settings) -> tuple[list[StationRow], SpecialDays]:
    """The stations of a province as the services read them, and the special days."""
    async with on(settings):
        now = datetime.now(UTC)
        rows = await read_stations(now=now, report_hours=settings.report_hours)
        return rows, await workdays.table()


def further_stations(count: int) -> Iterator[StationFacts]:
    """More of the same around the same places, the same in every run."""
    chance = Random(20261123)
    patterns = [one for one in invented_stations() if not one.division.startswith(STILL)]
    for number in range(count):
        one = patterns[number % len(patterns)]
        yield replace(
            one,
            source="bench",
            external_id=str(number),
            name=f"{one.name}{number // len(patterns) + 2}",
            lon=one.lon + chance.gauss(0, _SPREAD),
            lat=one.lat + chance.gauss(0, _SPREAD),
        )


@contextmanager
def serving(settings: Settings, log: Path, *, peer: Path | None = None) -> Iterator[int]:
    """Answer for a province in one process, its worker being idle; yields the port.

    With `peer` the app in that folder stands in place of ours.
    """
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.server", str(settings.data_dir), str(port)]
    command += [str(peer)] if peer else []
    environment = {"XIANGYI_DATABASE_URL": settings.database_url}
    with running(command, port=port, log=log, environment=environment):
        yield port
