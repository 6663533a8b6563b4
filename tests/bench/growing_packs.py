"""P4, second half: a prefecture's pack costs the same however many others lie beside it."""

import os
from collections.abc import AsyncIterator
from contextlib import ExitStack

from tests.bench.figures import Bar, Figure, alone
from tests.bench.load import rates_in_turn
from tests.bench.province import DEMO, Workshop, everything, serving

from xiangyi.features.stations.adapters import pack_files
from xiangyi.features.stations.service import packing
from xiangyi.features.stations.service.reading import StationRow
from xiangyi.settings import Settings

_FLAT = Bar("<=", 1.3, "x")
_SIZES = (1_000, 100_000, 1_000_000)
_GZIP = {"Accept-Encoding": "gzip"}


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    """One pack of a thousand stations, in folders with 1, 100 and 1,000 such packs."""
    rows, _ = await everything(await workshop.province(DEMO))
    with ExitStack() as stack:
        urls = []
        for size in _SIZES:
            data = workshop.folder / f"packs-{size}"
            settings = Settings.from_environment({}, data=str(data))
            path = _fill(settings, rows, size // DEMO)
            port = stack.enter_context(serving(settings, data.with_suffix(".log")))
            urls.append(f"http://127.0.0.1:{port}/packs/{path}")
        rates = rates_in_turn(urls, headers=_GZIP)
    small, medium, large = (1e6 / rate for rate in rates)
    yield alone(
        _FLAT,
        large / small,
        id="P4",
        name="a pack of 1,000 stations where 1 M are published, beside 1 k",
        unit="x",
        note=f"µs a request: 1 k {small:.1f}, 100 k {medium:.1f}, 1 M {large:.1f}",
    )


def _fill(settings: Settings, rows: list[StationRow], count: int) -> str:
    """Publish one pack, and others that differ in their names only: nobody looks inside."""
    settings.packs_dir.mkdir(parents=True)
    body = packing.slow_pack("nbs:430100000000", rows)
    path = pack_files.write_pack(settings.packs_dir, "430100000000.slow", body).path
    for number in range(1, count):
        name = f"{430100000000 + number}.slow.{number:016x}.json"
        for ending in ("", ".br", ".gz"):
            os.link(settings.packs_dir / (path + ending), settings.packs_dir / (name + ending))
    return path
