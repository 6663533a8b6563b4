"""BROADCAST: a county is told something, while others go on reading from the same server."""

import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from pathlib import Path
from uuid import UUID

import msgspec
import numpy as np
from msgspec import Struct
from tests.bench import subscribers
from tests.bench.figures import Bar, Figure, Missing, Peer, alone, round_to_three
from tests.bench.load import Line
from tests.bench.machine import ASKING, free_port, pinned, running
from tests.bench.postgres import database, started
from tests.bench.province import DEMO, Workshop, build, on
from tests.bench.push_sink import sink
from tests.bench.reports import CHANGSHA
from tests.bench.rush import Plan, Seen

from xiangyi.core.db import run
from xiangyi.serving import keyring
from xiangyi.settings import Settings

_PEOPLE, _EVERY = 130_000, 3
_READS = 500
#: How long is read without a campaign, and how long one may take.
_BEFORE_S, _PATIENCE_S = 20.0, 600.0
_PAUSE_S = 0.1
_ALSO = ["/api/me/notices", "/api/consultations"]


class Told(Struct, frozen=True):
    """Seconds from the campaign's row, what came of the knocks, and who read meanwhile."""

    inboxes_s: float
    knocks_s: float
    notices: int
    knocks: dict[str, int]
    worker_mb: float
    before: Seen
    during: Seen


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    """A whole `xiangyi serve` with its worker, on either engine."""
    demo = await workshop.province(DEMO)
    data = workshop.folder / "broadcast"
    shutil.copytree(demo.data_dir, data)
    async with AsyncExitStack() as stack:
        there = stack.enter_context(sink(workshop.folder / "broadcast-sink", tls=False))
        settings = Settings.from_environment(
            {}, data=str(data), demo=True, push_test_origins=there.origin
        )
        for figure in _figures("SQLite", await _measured(workshop, settings)):
            yield figure
        try:
            folder = workshop.folder / "broadcast-db"
            server = await stack.enter_async_context(started(folder, core=None))
        except Missing as missing:
            yield Figure(id="BROADCAST", name="on PostgreSQL", missing=str(missing))
            return
        data = workshop.folder / "broadcast-postgres"
        data.mkdir()
        url = await database(server, "broadcast")
        settings = msgspec.structs.replace(settings, data=str(data), database_url=url)
        await build(settings, DEMO, workshop.say)
        for figure in _figures("PostgreSQL", await _measured(workshop, settings)):
            yield figure


async def _measured(workshop: Workshop, settings: Settings) -> Told:
    workshop.say(f"  {_PEOPLE:,} people, a third of them with a phone ...")
    async with on(settings):
        await keyring.bring(settings)
        await subscribers.come(_PEOPLE, origin=settings.push_test_origins, every=_EVERY)
    port = free_port()
    command = [sys.executable, "-m", "xiangyi", "serve", "--data", str(settings.data_dir)]
    command += ["--port", str(port)]
    environment = {
        "XIANGYI_DATABASE_URL": settings.database_url,
        "XIANGYI_PUSH_TEST_ORIGINS": settings.push_test_origins,
    }
    log = settings.data_dir / "serve.log"
    with running(command, port=port, log=log, core=None, environment=environment) as pid:
        plan = Plan(
            port=port,
            seconds=_BEFORE_S,
            prefix="/packs/",
            division=CHANGSHA,
            reads=_READS,
            also=_ALSO,
            token=_token(port),
        )
        with _reading(plan, settings.data_dir / "before.json") as before:
            pass
        over = str(settings.data_dir / "over")
        plan = msgspec.structs.replace(plan, seconds=_PATIENCE_S, until=over)
        with _reading(plan, settings.data_dir / "during.json") as during:
            inboxes_s, knocks_s, campaign = await _tell(settings)
        worker_mb = _peak_mb(pid)
    async with on(settings):
        states = await run(
            "SELECT state, count(*) AS number FROM attempt WHERE campaign = {} GROUP BY state",
            campaign,
        )
        [row] = await run("SELECT count(*) AS number FROM notice WHERE campaign = {}", campaign)
    return Told(
        inboxes_s,
        knocks_s,
        int(str(row["number"])),
        {str(one["state"]): int(str(one["number"])) for one in states},
        worker_mb,
        _read(before),
        _read(during),
    )


async def _tell(settings: Settings) -> tuple[float, float, UUID]:
    """Seconds until every inbox has it, and until no knock waits any more."""
    async with on(settings):
        began = time.perf_counter()
        campaign = await subscribers.tell("consultation/broadcast")
        await _until("SELECT 1 FROM campaign WHERE id = {} AND told_at IS NULL", campaign)
        inboxes_s = time.perf_counter() - began
        await _until("SELECT 1 FROM attempt WHERE campaign = {} AND state = 'waiting'", campaign)
        return inboxes_s, time.perf_counter() - began, campaign


async def _until(there: str, campaign: UUID) -> None:
    """Wait until nothing is found any more."""
    end = time.monotonic() + _PATIENCE_S
    while await run(f"{there} LIMIT 1", campaign):
        if time.monotonic() > end:
            raise RuntimeError(f"after {_PATIENCE_S:.0f} s there is still: {there}")
        await asyncio.sleep(_PAUSE_S)


@contextmanager
def _reading(plan: Plan, told: Path) -> Iterator[Path]:
    """Read from the server meanwhile, and until the plan says; into this file goes what came."""
    command = [*pinned(ASKING), sys.executable, "-m", "tests.bench.rush", str(told)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        if process.stdin is None:
            raise RuntimeError("no way to tell the plan")
        process.stdin.write(msgspec.json.encode(plan))
        process.stdin.close()
        try:
            yield told
        finally:
            if plan.until:
                Path(plan.until).touch()
        if process.wait():
            raise RuntimeError("whoever reads has failed")


def _read(told: Path) -> Seen:
    return msgspec.json.decode(told.read_bytes(), type=Seen)


def _token(port: int) -> str:
    with closing(Line(port)) as line:
        _, status, body = line.ask("/api/demo/cast/rider", method="POST")
    if status != 201:
        raise RuntimeError(f"rider: {status} {body[:200]!r}")
    return str(msgspec.json.decode(body)["accessToken"])


def _peak_mb(server: int) -> float:
    """Of the server's child, the worker."""
    [worker, *_] = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    status = Path(f"/proc/{worker}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def _figures(engine: str, told: Told) -> Iterator[Figure]:
    what = f"{engine}: {_PEOPLE:,} people told, {_READS} reads/s beside it"
    knocks = sum(told.knocks.values())
    came = ", ".join(f"{number:,} {state}" for state, number in sorted(told.knocks.items()))
    yield Figure(
        id="BROADCAST",
        name=f"{what}: until every inbox has it",
        ours=round_to_three(told.inboxes_s),
        unit="s",
        note=f"{told.notices:,} notices, {told.notices / told.inboxes_s:,.0f} a second",
    )
    yield Figure(
        id="BROADCAST",
        name=f"{what}: until every knock is settled",
        ours=round_to_three(told.knocks_s),
        unit="s",
        note=f"{came}: {knocks / told.knocks_s:,.0f} a second;"
        f" the worker took {told.worker_mb:.0f} MB at the most",
    )
    for part in (50, 99):
        yield Figure(
            id="BROADCAST",
            name=f"{what}: a read, {part}th percentile",
            ours=round_to_three(_waited(told.during, part)),
            unit="ms",
            peers=[Peer("undisturbed", round_to_three(_waited(told.before, part)))],
            note=f"the longest {_waited(told.during, 100):.0f} ms,"
            f" undisturbed {_waited(told.before, 100):.0f} ms",
        )
    answers = told.during.reads.answers
    yield alone(
        *(Bar("<=", 0), sum(answers.values()) - answers.get("200", 0)),
        id="BROADCAST",
        name=f"{what}: reads that were not answered 200",
        unit=f"of {sum(answers.values()):,}",
    )


def _waited(seen: Seen, part: int) -> float:
    return float(np.percentile(seen.reads.waited, part)) * 1_000
