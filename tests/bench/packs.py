"""P4: a pack from the app, beside nginx, beside a list out of a database, and as packs grow."""

import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
from tests.bench import growing_packs
from tests.bench.figures import Bar, Figure, Missing, Peer, beside
from tests.bench.load import Line, rates_in_turn
from tests.bench.machine import free_port, running
from tests.bench.nginx import nginx
from tests.bench.province import DEMO, Workshop, serving

CHANGSHA = "nbs:430100000000"
_NGINX = Bar(">=", 0.30)
_FASTAPI = Bar(">=", 12)
_GZIP = {"Accept-Encoding": "gzip"}
#: A list out of a database comes in pages; a pack holds them all.
_PAGE = 50
_UNIT = "answers/s on one core"


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    settings = await workshop.province(DEMO)
    index = msgspec.json.decode((settings.packs_dir / "index.json").read_bytes())
    [pack] = [one for one in index["packs"] if one["division"] == CHANGSHA]
    path = pack["slow"]["path"]
    about = f"{pack['count']} stations, {pack['slow']['bytes']:,} bytes gzip"
    with serving(settings, workshop.folder / "packs.log") as port:
        ours = f"http://127.0.0.1:{port}/packs/{path}"
        try:
            with nginx(settings.packs_dir, workshop.folder / "nginx") as other:
                _expect_equal(port, f"/packs/{path}", other, f"/{path}")
                urls = [ours, f"http://127.0.0.1:{other}/{path}"]
                mine, its = rates_in_turn(urls, headers=_GZIP)
            peer = Peer("nginx, gzip_static", its)
            name = f"pack ({about}), all headers on, beside nginx without ours"
            yield beside(_NGINX, mine, peer, id="P4", name=name, unit=_UNIT)
        except Missing as missing:
            yield Figure(id="P4", name="pack beside nginx", missing=str(missing))
        try:
            with _fastapi(settings.data_dir / "xiangyi.sqlite", workshop.folder) as other:
                listed = f"http://127.0.0.1:{other}/stations?prefecture={CHANGSHA}&limit="
                urls = [ours, f"{listed}{_PAGE}", f"{listed}{pack['count']}"]
                mine, page, whole = rates_in_turn(urls, headers=_GZIP, rounds=3, seconds=3)
            peers = [
                Peer(f"FastAPI + SQLAlchemy + SQLite, {_PAGE} of them", page),
                Peer(f"all {pack['count']}", whole),
            ]
            name = "pack beside a list of the same stations"
            yield beside(_FASTAPI, mine, *peers, id="P4", name=name, unit=_UNIT)
        except Missing as missing:
            yield Figure(id="P4", name="pack beside a list", missing=str(missing))
    async for figure in growing_packs.bench(workshop):
        yield figure


def _expect_equal(port: int, path: str, other_port: int, other_path: str) -> None:
    with ExitStack() as stack:
        lines = [Line(port), Line(other_port)]
        for one in lines:
            stack.callback(one.close)
        answers = [line.ask(path)[1:] for line, path in zip(lines, (path, other_path), strict=True)]
    if answers[0] != answers[1] or answers[0][0] != 200:
        raise RuntimeError("ours and nginx do not send the same bytes")


@contextmanager
def _fastapi(database: Path, folder: Path) -> Iterator[int]:
    try:
        import aiosqlite  # noqa: F401, PLC0415  # asked for before a server fails without it
        import fastapi  # noqa: F401, PLC0415  # same
        import sqlalchemy  # noqa: F401, PLC0415  # same
        import uvicorn  # noqa: F401, PLC0415  # same
    except ImportError as error:
        raise Missing(f"needs {error.name}: uv run --group bench xiangyi bench") from error
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.bench.fastapi_list:app"]
    command += ["--port", str(port), "--no-access-log", "--log-level", "warning"]
    environment = {**os.environ, "BENCH_DATABASE": str(database)}
    log = folder / "fastapi.log"
    with running(command, port=port, log=log, environment=environment):
        yield port
