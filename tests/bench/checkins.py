"""P7: volunteers come, each with a whole request, and each is answered once it is safe on disk."""

import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, AsyncExitStack
from datetime import UTC, datetime

import msgspec
import numpy as np
from msgspec.structs import replace
from tests.bench.figures import Bar, Figure, Missing, Peer, alone
from tests.bench.load import CONNECTIONS
from tests.bench.machine import free_port, need, running
from tests.bench.postgres import database, started
from tests.bench.province import DEMO, Workshop, build, on
from tests.bench.rush import Stream
from tests.bench.square import Square

from xiangyi.core.db import run
from xiangyi.serving import keyring
from xiangyi.settings import Settings

_BARS = {"SQLite": Bar(">=", 800, "/s"), "PostgreSQL": Bar(">=", 500, "/s")}
_WAITED, _TIMES = Bar("<=", 100, "ms"), Bar(">=", 4)
#: What is loaded at a start is no part of it.
_WARM_S, _SECONDS = 3, 8
#: More than anybody takes in a second.
_MOST = 2_500
_OURS = ("xiangyi", "serve", "--data", "{data}", "--port", "{port}")
_STOCK = ("tests.bench.stock", "{data}", "{port}")
_SCRIPT = """
local file = io.open("{requests}", "rb")
local requests, at = {{}}, 0
for one in file:read("*a"):gmatch("%Z+") do requests[#requests + 1] = one end
request = function() at = at + 1 return requests[at] or requests[#requests] end
"""


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    """A whole `xiangyi serve`, on either engine, and Piccolo's own engine beside it."""
    demo = await workshop.province(DEMO)
    data = workshop.folder / "checkins"
    shutil.copytree(demo.data_dir, data)
    settings = Settings.from_environment({}, data=str(data), demo=True)
    for figure in await _measured(workshop, settings, "SQLite"):
        yield figure
    async with AsyncExitStack() as stack:
        try:
            folder = workshop.folder / "checkins-db"
            server = await stack.enter_async_context(started(folder, core=None))
        except Missing as missing:
            yield Figure(id="P7", name="on PostgreSQL", missing=str(missing))
            return
        data = workshop.folder / "checkins-postgres"
        data.mkdir()
        url = await database(server, "checkins")
        settings = Settings.from_environment({}, data=str(data), database_url=url, demo=True)
        await build(settings, DEMO, workshop.say)
        for figure in await _measured(workshop, settings, "PostgreSQL"):
            yield figure


async def _measured(workshop: Workshop, settings: Settings, engine: str) -> list[Figure]:
    bar = _BARS[engine]
    half = int(bar.value / 2)
    now = datetime.now(UTC)
    square = Square((3 * _MOST + half) * _SECONDS + 4 * _MOST * _WARM_S, starts_at=now, now=now)
    async with on(settings):
        await keyring.bring(settings)
        workshop.say("  volunteers ...")
        await square.come()
        durable = await _durable(engine)
    # Each asks with as many connections as it does most with.
    ours, answers = await _rate(settings, _OURS, square, CONNECTIONS)
    stock = max([await _rate(settings, _STOCK, square, some) for some in (2, CONNECTIONS)])
    waited = _open_loop(settings, square, half)
    p50, p99, most = (float(np.percentile(waited.waited, part)) * 1e3 for part in (50, 99, 100))
    peer = Peer("Piccolo's own engine", stock[0])
    what = f"a volunteer comes, {engine}"
    rate = alone(
        bar, ours, peer, id="P7", name=what, unit="/s", note=f"{durable}; not taken: {answers}"
    )
    times = ours / stock[0]
    return [
        rate,
        replace(rate, name=f"{what}, beside it", bar=f"{_TIMES} x", holds=_TIMES.holds(times)),
        alone(
            _WAITED,
            p99,
            id="P7",
            name=f"{what}: 99th percentile at {half}/s",
            unit="ms",
            note=f"median {p50:.1f} ms, the longest {most:.0f} ms, from when each was due;"
            f" {waited.answers}",
        ),
    ]


async def _durable(engine: str) -> str:
    """What the database says of when it has written; with less, nothing is measured."""
    asked = "fsync", "synchronous_commit"
    if engine == "SQLite":
        return "PRAGMA synchronous = FULL"
    told = {one: (await run(f"SHOW {one}"))[0][one] for one in asked}
    if told != dict.fromkeys(asked, "on"):
        raise RuntimeError(f"PostgreSQL would not survive a power cut: {told}")
    return ", ".join(f"{name} = {value}" for name, value in told.items())


async def _rate(
    settings: Settings, command: tuple[str, ...], square: Square, connections: int
) -> tuple[float, int]:
    """How many were kept each second, and how many answers were another than a yes."""
    port = free_port()
    with _serving(settings, command, port):
        _closed_loop(settings, port, square, connections, _WARM_S)
        async with on(settings):
            before = await _kept()
        told = _closed_loop(settings, port, square, connections, _SECONDS)
    async with on(settings):
        kept = await _kept() - before
    if kept >= _MOST * _SECONDS:
        raise RuntimeError("everybody had come before the time was up")
    _, _, refused = told.partition("Non-2xx or 3xx responses: ")
    return kept / _SECONDS, int(refused.split()[0]) if refused else 0


def _closed_loop(
    settings: Settings, port: int, square: Square, connections: int, seconds: int
) -> str:
    """Let as many come as are taken; what wrk tells."""
    requests, script = settings.data_dir / "requests", settings.data_dir / "requests.lua"
    requests.write_bytes(square.requests(_MOST * seconds))
    script.write_text(_SCRIPT.format(requests=requests))
    asking = [
        *(need("wrk", "apt-get install wrk"), "-t1", f"-c{connections}", f"-d{seconds}s"),
        *("--timeout", "60s", "-s", str(script), f"http://127.0.0.1:{port}/"),
    ]
    return subprocess.run(asking, capture_output=True, text=True, check=True).stdout


async def _kept() -> int:
    [row] = await run("SELECT count(*) AS kept FROM shift_scan")
    return int(str(row["kept"]))


def _open_loop(settings: Settings, square: Square, rate: int) -> Stream:
    requests, told = settings.data_dir / "due", settings.data_dir / "told.json"
    requests.write_bytes(square.requests(rate * _SECONDS))
    port = free_port()
    asking = [sys.executable, "-m", "tests.bench.due", str(port), str(rate)]
    with _serving(settings, _OURS, port):
        _closed_loop(settings, port, square, CONNECTIONS, _WARM_S)
        subprocess.run([*asking, str(requests), str(told)], check=True)
    return msgspec.json.decode(told.read_bytes(), type=Stream)


def _serving(
    settings: Settings, command: tuple[str, ...], port: int
) -> AbstractContextManager[int]:
    told = [one.format(data=settings.data_dir, port=port) for one in command]
    return running(
        [sys.executable, "-m", *told],
        port=port,
        log=settings.data_dir / f"{command[0]}.log",
        core=None,
        environment={"XIANGYI_DATABASE_URL": settings.database_url},
    )
