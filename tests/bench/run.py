"""Runs the benches that were asked for, one after the other, and tells what they saw."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from click import echo
from tests.bench import (
    broadcast,
    checkins,
    first_visit,
    fuzzing,
    growth,
    lists,
    nearest,
    packs,
    phone,
    photos,
    push,
    reports,
)
from tests.bench.figures import Figure, Missing, Report, line
from tests.bench.machine import describe
from tests.bench.province import Workshop

Bench = Callable[[Workshop], AsyncIterator[Figure]]

_BENCHES: dict[str, Bench] = {
    "P1": first_visit.bench,
    "P2": phone.offline_start,
    "P3": phone.ranking,
    "P4": packs.bench,
    "P5": nearest.bench,
    "P6": push.bench,
    "BROADCAST": broadcast.bench,
    "P7": checkins.bench,
    "P8": photos.bench,
    "P9": growth.bench,
    "REPORTS": reports.bench,
    "LISTS": lists.bench,
    "FUZZ": fuzzing.bench,
}
NAMES = tuple(_BENCHES)


def run(names: Sequence[str], json_file: Path | None, folder: Path) -> None:
    """Print each figure as it comes; write them all as JSON in the end."""
    report = Report(describe(), datetime.now(UTC).isoformat(timespec="seconds"), [])
    echo(report.machine)
    asyncio.run(_run(names, report, Workshop(folder, echo)))
    if json_file is not None:
        json_file.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2))


async def _run(names: Sequence[str], report: Report, workshop: Workshop) -> None:
    for name in names:
        try:
            async for figure in _BENCHES[name](workshop):
                report.figures.append(figure)
                echo(line(figure))
        except Missing as missing:
            figure = Figure(id=name, name=name, missing=str(missing))
            report.figures.append(figure)
            echo(line(figure))
