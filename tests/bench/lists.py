"""An office's lists, short and long, by the command that an operator types."""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.bench.figures import Bar, Figure, alone
from tests.bench.province import DEMO, Workshop, further_stations

from xiangyi.features.stations.rules.writing_hours import write_hours

_PEAK = Path(__file__).with_name("peak.py")
ROWS = 10_000
_SHORT, _LONG = 1_000, 50_000
_TIME = Bar("<=", 5, "s")
#: The file itself takes some 140 bytes of each row; a row as objects took six kilobytes.
_MEMORY = Bar("<=", 2, "kB")


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    demo = await workshop.province(DEMO)
    seconds: dict[int, float] = {}
    #: Megabytes, by what came and how many rows of it.
    peaks: dict[str, dict[int, float]] = {"first": {}, "again": {}, "changed": {}}
    for rows in (_SHORT, ROWS, _LONG):
        data = workshop.folder / f"lists-{rows}"
        shutil.copytree(demo.data_dir, data)
        file = workshop.folder / f"list-{rows}.csv"
        file.write_bytes(_list(rows))
        seconds[rows], peaks["first"][rows] = _take(file, data)
        _, peaks["again"][rows] = _take(file, data)
        file.write_bytes(_list(rows, gate_words="送水的"))
        _, peaks["changed"][rows] = _take(file, data)
        shutil.rmtree(data)
    yield alone(
        _TIME,
        seconds[ROWS],
        id="LISTS",
        name=f"import stations: {ROWS:,} rows of CSV, the whole command",
        unit="s",
        note=", ".join(f"{rows:,} rows {took:.2f} s" for rows, took in seconds.items()),
    )
    yield alone(
        _MEMORY,
        max((one[_LONG] - one[_SHORT]) * 1000 / (_LONG - _SHORT) for one in peaks.values()),
        id="LISTS",
        name=f"import stations: a row's memory, {_SHORT:,} to {_LONG:,} rows, the worst of three",
        unit="kB",
        note="peaks at "
        + " / ".join(f"{rows:,}" for rows in seconds)
        + " rows: "
        + "; ".join(
            f"{what} {' / '.join(f'{most:.0f}' for most in one.values())} MB"
            for what, one in peaks.items()
        ),
    )


def _list(rows: int, gate_words: str = "") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    head = "编号,站点名称,行政区划代码,地址,经度,纬度,开放时间,电话,门口怎么说"
    writer.writerow(head.split(","))
    for one in further_stations(rows):
        hours = write_hours(one.hours) if one.hours else ""
        code = one.division.removeprefix("nbs:")
        writer.writerow(
            (
                *(one.external_id, one.name, code, one.address, one.lon, one.lat),
                *(hours, one.phone, gate_words),
            )
        )
    return text.getvalue().encode("gb18030")


def _take(file: Path, data: Path) -> tuple[float, float]:
    """Seconds, and megabytes at the most, of this one process."""
    command = [sys.executable, "-m", "xiangyi", "import", "stations", str(file)]
    measured = subprocess.run(
        [sys.executable, _PEAK, *command, "--datum", "wgs84", "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
    )
    if measured.returncode not in {0, 1}:
        raise RuntimeError(measured.stderr)
    seconds, megabytes = map(float, measured.stdout.split())
    return seconds, megabytes
