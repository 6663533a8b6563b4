"""REPORTS: riders' reports beside everybody's pack reads, and none that was due is lost."""

import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import msgspec
import numpy as np
from tests.bench.figures import Bar, Figure, Missing, Peer, alone, round_to_three
from tests.bench.machine import ASKING, free_port, pinned, running
from tests.bench.nginx import nginx
from tests.bench.postgres import database, started
from tests.bench.province import DEMO, Workshop, build, on
from tests.bench.rush import Plan, Seen, Stream

from xiangyi.core.db import run
from xiangyi.settings import Settings

CHANGSHA = "nbs:430100000000"
_NONE = Bar("<=", 0, "lost")
_READS, _REPORTS, _SECONDS = 2_000, 200, 60.0
#: The peer only reads, and needs no minute to show how long that takes.
_PEER_SECONDS = 10.0


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    """A whole `xiangyi serve`, its worker publishing what is said, on either engine."""
    demo = await workshop.province(DEMO)
    data = workshop.folder / "reports"
    shutil.copytree(demo.data_dir, data)
    beside: list[Peer] = []
    try:
        with nginx(demo.packs_dir, workshop.folder / "reports-nginx") as port:
            plan = _plan(port, prefix="/", seconds=_PEER_SECONDS)
            seen = _rush(plan, workshop.folder)
            beside = [Peer("nginx, the same reads, no reports", _percentile(seen.reads, 99))]
    except Missing as missing:
        yield Figure(id="REPORTS", name="the same reads from nginx", missing=str(missing))
    settings = Settings.from_environment({}, data=str(data), demo=True)
    for figure in await _measured(settings, workshop.folder, "SQLite", beside):
        yield figure
    async with AsyncExitStack() as stack:
        try:
            server = await stack.enter_async_context(
                started(workshop.folder / "reports-db", core=None)
            )
        except Missing as missing:
            yield Figure(id="REPORTS", name="on PostgreSQL", missing=str(missing))
            return
        data = workshop.folder / "reports-postgres"
        data.mkdir()
        url = await database(server, "reports")
        settings = Settings.from_environment({}, data=str(data), database_url=url, demo=True)
        await build(settings, DEMO, workshop.say)
        for figure in await _measured(settings, workshop.folder, "PostgreSQL", beside):
            yield figure


async def _measured(
    settings: Settings, folder: Path, engine: str, beside: list[Peer]
) -> list[Figure]:
    async with on(settings):
        rows = await run("SELECT id FROM station WHERE closed_at IS NULL ORDER BY id")
        stations = [str(row["id"]) for row in rows]
    port = free_port()
    command = [sys.executable, "-m", "xiangyi", "serve", "--data", str(settings.data_dir)]
    environment = {"XIANGYI_PROXIES": "1", "XIANGYI_DATABASE_URL": settings.database_url}
    log = folder / f"reports-{engine}.log"
    with running(
        [*command, "--port", str(port)], port=port, log=log, core=None, environment=environment
    ):
        plan = _plan(port, prefix="/packs/", seconds=_SECONDS, stations=stations)
        seen = _rush(plan, folder)
    async with on(settings):
        kept = {
            str(row["key"]) for row in await run("SELECT key FROM report WHERE key IS NOT NULL")
        }
    due = sum(seen.reports.answers.values())
    said, taken = ({str(key) for key in keys} for keys in (seen.said, seen.taken))
    what = f"{_REPORTS} reports/s for {_SECONDS:.0f} s beside {_READS:,} pack reads/s, {engine}"
    return [
        alone(
            _NONE,
            due - len(said & kept),
            id="REPORTS",
            name=f"{what}: reports that were due and are not kept",
            unit=f"of {due:,}",
            note=f"{len(taken - kept)} of those were answered as if they were;"
            f" reports: {_told(seen.reports)}; reads: {_told(seen.reads)}",
        ),
        _waited(f"{what}: a report, 99th percentile", seen.reports, []),
        _waited(f"{what}: a pack read, 99th percentile", seen.reads, beside),
    ]


def _plan(port: int, *, prefix: str, seconds: float, stations: list[str] | None = None) -> Plan:
    return Plan(
        port=port,
        seconds=seconds,
        prefix=prefix,
        division=CHANGSHA,
        reads=_READS,
        reports=_REPORTS if stations else 0,
        stations=stations or [],
    )


def _rush(plan: Plan, folder: Path) -> Seen:
    told = folder / "rush.json"
    command = [*pinned(ASKING), sys.executable, "-m", "tests.bench.rush", str(told)]
    subprocess.run(command, input=msgspec.json.encode(plan), check=True)
    return msgspec.json.decode(told.read_bytes(), type=Seen)


def _waited(name: str, stream: Stream, beside: list[Peer]) -> Figure:
    p50, p99, most = (_percentile(stream, part) for part in (50, 99, 100))
    return Figure(
        id="REPORTS",
        name=name,
        ours=round_to_three(p99),
        unit="ms",
        peers=[Peer(peer.name, round_to_three(peer.value)) for peer in beside],
        note=f"median {p50:.1f} ms, the longest {most:.0f} ms, from when each was due",
    )


def _percentile(stream: Stream, part: float) -> float:
    return float(np.percentile(stream.waited, part)) * 1000


def _told(stream: Stream) -> str:
    return ", ".join(f"{count:,} x {answer}" for answer, count in sorted(stream.answers.items()))
