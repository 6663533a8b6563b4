"""An office's list of ten thousand rows, by the command that an operator types."""

import csv
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from tests.bench.figures import Bar, Figure, alone
from tests.bench.province import DEMO, Workshop, further_stations

from xiangyi.features.stations.rules.writing_hours import write_hours

ROWS = 10_000
_BAR = Bar("<=", 5, "s")
_HEADER = "编号 站点名称 行政区划代码 地址 经度 纬度 开放时间 电话"


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    demo = await workshop.province(DEMO)
    seconds, peaks = {}, {}
    for rows in (ROWS // 10, ROWS):
        data = workshop.folder / f"lists-{rows}"
        shutil.copytree(demo.data_dir, data)
        file = workshop.folder / f"list-{rows}.csv"
        file.write_bytes(_list(rows))
        seconds[rows], peaks[rows] = _take(file, data)
    small, large = seconds
    yield alone(
        _BAR,
        seconds[large],
        id="LISTS",
        name=f"import stations: {large:,} rows of CSV, the whole command",
        unit="s",
        note=f"{small:,} rows {seconds[small]:.2f} s;"
        f" peak {peaks[small]:.0f} and {peaks[large]:.0f} MB",
    )


def _list(rows: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        ("编号", "站点名称", "行政区划代码", "地址", "经度", "纬度", "开放时间", "电话")
    )
    for one in further_stations(rows):
        hours = write_hours(one.hours) if one.hours else ""
        code = one.division.removeprefix("nbs:")
        writer.writerow(
            (one.external_id, one.name, code, one.address, one.lon, one.lat, hours, one.phone)
        )
    return text.getvalue().encode("gb18030")


def _take(file: Path, data: Path) -> tuple[float, float]:
    """Seconds, and megabytes at the most, of this one process."""
    command = [sys.executable, "-m", "xiangyi", "import", "stations", str(file)]
    began = time.monotonic()
    with (data / "import.log").open("wb") as log:
        importing = subprocess.Popen(
            [*command, "--datum", "wgs84", "--data", str(data)], stdout=log, stderr=log
        )
        _, status, used = os.wait4(importing.pid, 0)
    importing.returncode = os.waitstatus_to_exitcode(status)
    if importing.returncode not in {0, 1}:
        raise RuntimeError((data / "import.log").read_text())
    return time.monotonic() - began, used.ru_maxrss / 1024
