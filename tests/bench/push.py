"""P6: one message to many phones, beside what others send it with, into the same sink.

Ours is the worker's own way: attempts of a campaign in a database of the product, each claimed,
its address unsealed, sent, and its outcome kept; what a process takes to start is not counted.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
from msgspec import Struct
from tests.bench import npm, subscribers
from tests.bench.figures import Bar, Figure, Missing, Peer, alone, beside, middle
from tests.bench.machine import ASKING, pinned, worked_s
from tests.bench.postgres import database, started
from tests.bench.province import Workshop, on
from tests.bench.push_sink import Sink, sink
from tests.bench.pushers import PAYLOAD, SUBSCRIPTIONS, Seen, as_browsers_say, letters

from xiangyi.core import key_files, keys
from xiangyi.features.notifications.adapters.push import vapid
from xiangyi.features.notifications.service import expanding
from xiangyi.serving.database import bring_up_to_date
from xiangyi.settings import Settings

_ROUNDS = 3
_MANY = 10_000
#: Enough to fill what SQLite keeps of its file in memory, 16 MB; and ten times as many.
_FEW, _TEN_TIMES = 30_000, 300_000
#: So many that each takes some seconds.
_OF_PEERS = {"naive": 1_000, "async": 5_000, "sends": 5_000, "tuned": 10_000}
_CALLED = {
    "naive": "pywebpush, webpush() as its page shows",
    "async": "pywebpush, webpush_async, 100 at once",
    "sends": "Node web-push, 100 connections that stay",
    "tuned": "Node web-push sealing, signed once, over HTTP/2",
}
_NODE = ("sends", "tuned")
_HERE = Path(__file__).parent
_PATIENCE_S = 300


class Took(Struct, frozen=True):
    """A process, and how long the sink and PostgreSQL worked meanwhile."""

    seen: Seen
    sink_s: float
    database_s: float

    @property
    def per_core(self) -> float:
        """Messages in a second of the processor's time, all threads together."""
        return self.seen.sent / self.seen.cpu_s


class Lot(Struct, frozen=True):
    """Phones that wait to be pushed to: rows in a database, or the lines that a peer reads."""

    way: str
    settings: Settings
    #: PostgreSQL's first process.
    server: int | None = None

    @property
    def folder(self) -> Path:
        return self.settings.data_dir


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    """By the processor's time, which a machine that is busy besides does not change."""
    folder = workshop.folder / "push"
    folder.mkdir()
    script = None
    try:
        script = _web_push()
    except Missing as missing:
        yield Figure(id="P6", name="beside Node's web-push", missing=str(missing))
    ways = [way for way in _CALLED if script or way not in _NODE]
    async with AsyncExitStack() as stack:
        there = stack.enter_context(sink(workshop.folder / "push-sink"))
        engines = {"SQLite": ""}
        try:
            engines["PostgreSQL"] = await stack.enter_async_context(started(folder / "postgres"))
        except Missing as missing:
            yield Figure(id="P6", name="on PostgreSQL", missing=str(missing))
        lots = {one: await _lot(folder, one, url, _MANY, there) for one, url in engines.items()}
        lots |= {way: _peers(folder, way, there) for way in ways}
        took: dict[str, list[Took]] = {way: [] for way in lots}
        for _ in range(_ROUNDS):
            for way, lot in lots.items():
                took[way].append(await _push(lot, there, script))
        many: dict[str, list[Seen]] = {}
        for engine, url in engines.items():
            workshop.say(f"  {_FEW:,} and {_TEN_TIMES:,} subscriptions on {engine} ...")
            sized = [await _lot(folder, engine, url, size, there) for size in (_FEW, _TEN_TIMES)]
            many[engine] = [(await _push(lot, there, script)).seen for lot in sized]
    rates = {way: middle([one.per_core for one in column]) for way, column in took.items()}
    peers = [Peer(_CALLED[way], rates[way]) for way in ways]
    for engine in engines:
        name = f"{engine}: pushes a second on one core, each outcome on the disk"
        for figure in _judged(name, rates[engine], peers, _note(took[engine], took, ways)):
            yield figure
        few, more = many[engine]
        yield alone(
            *(Bar("<=", 1.1, "x"), more.peak_kb / few.peak_kb),
            id="P6",
            name=f"{engine}: memory with {_TEN_TIMES:,} subscriptions, beside {_FEW:,}",
            unit="x",
            note=f"{few.peak_kb / 1000:.0f} to {more.peak_kb / 1000:.0f} MB; a message costs"
            f" {more.cpu_s / few.cpu_s * _FEW / _TEN_TIMES:.2f} x as much",
        )


def _judged(name: str, rate: float, peers: list[Peer], note: str) -> Iterator[Figure]:
    told = {"id": "P6", "name": name, "unit": "/s"}
    yield alone(Bar(">=", 5_000, "/s"), rate, note=note, **told)
    yield beside(Bar(">=", 15), rate, *peers, **told)
    nodes = [peer for peer in peers if "Node" in peer.name]
    if nodes:
        yield beside(Bar(">=", 1), rate, max(nodes, key=lambda peer: peer.value), **told)


def _note(column: Sequence[Took], took: dict[str, list[Took]], ways: Sequence[str]) -> str:
    walls = [f"ours {middle(_walls(column)):,.0f}"]
    walls += [f"{way} {middle(_walls(took[way])):,.0f}" for way in ways]
    note = f"of the clock: {', '.join(walls)}; beside ours the sink worked"
    note += f" {middle([one.sink_s / one.seen.wall_s for one in column]):.0%} of the time"
    if any(one.database_s for one in column):
        both = middle([one.seen.sent / (one.seen.cpu_s + one.database_s) for one in column])
        note += f"; with what PostgreSQL itself worked {both:,.0f}"
    return note


def _walls(column: Sequence[Took]) -> list[float]:
    return [one.seen.sent / one.seen.wall_s for one in column]


async def _lot(folder: Path, engine: str, server: str, times: int, there: Sink) -> Lot:
    """So many people with a phone each, in a database of their own."""
    data = folder / f"{engine}-{times}"
    data.mkdir()
    key_files.write(keys.minted(), data / "keys" / key_files.FILE)
    url = await database(server, f"push_{times}") if server else ""
    settings = Settings.from_environment({}, data=str(data), database_url=url)
    keys.use_file(settings.keys_dir)
    async with on(settings):
        await bring_up_to_date(settings)
        await subscribers.come(times, origin=there.origin)
    told = folder / "postgres" / "postmaster.pid"
    return Lot("ours", settings, int(told.read_text().split()[0]) if server else None)


def _peers(folder: Path, way: str, there: Sink) -> Lot:
    """As many browsers with keys of their own, as lines of JSON."""
    data = folder / way
    data.mkdir()
    key_files.write(keys.minted(), data / "keys" / key_files.FILE)
    with (data / SUBSCRIPTIONS).open("wb") as file:
        for _ in range(_OF_PEERS[way]):
            told = as_browsers_say(subscribers.browser(there.origin))
            file.write(msgspec.json.encode(told) + b"\n")
    return Lot(way, Settings.from_environment({}, data=str(data)))


async def _push(lot: Lot, there: Sink, script: Path | None) -> Took:
    keys.use_file(lot.settings.keys_dir)
    if lot.way in _NODE:
        id_, public = vapid.current()
        private = keys.in_use().vapid[id_]
        command = [str(npm.node()), str(script), lot.way, str(lot.folder / SUBSCRIPTIONS)]
        command += [letters(public), letters(private), PAYLOAD]
    else:
        command = [sys.executable, "-m", "tests.bench.pushers", lot.way, str(lot.folder)]
        command += [there.origin, str(there.ca_file), lot.settings.database_url]
    if lot.way == "ours":
        async with on(lot.settings):
            await subscribers.tell(f"consultation/{uuid4()}")
            await expanding.expand_due(now=datetime.now(UTC))
    return _run(command, lot, there)


def _run(command: Sequence[str], lot: Lot, there: Sink) -> Took:
    trusted = {"REQUESTS_CA_BUNDLE": str(there.ca_file), "NODE_EXTRA_CA_CERTS": str(there.ca_file)}
    before = [worked_s(pid) for pid in (there.pid, lot.server)]
    done = subprocess.run(
        [*pinned(ASKING), *command],
        cwd=_HERE.parents[1],
        env={**os.environ, **trusted},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE_S,
    )
    if done.returncode:
        raise RuntimeError(f"{lot.way}: {done.stderr[-2000:]}")
    seen = msgspec.json.decode(done.stdout, type=Seen)
    after = [worked_s(pid) for pid in (there.pid, lot.server)]
    return Took(seen, *(more - less for less, more in zip(before, after, strict=True)))


def _web_push() -> Path:
    place = npm.CACHE / "webpush"
    shutil.copytree(_HERE / "webpush", place, dirs_exist_ok=True)
    if not (place / "node_modules" / "web-push").is_dir():
        npm.install(place)
    return place / "send.mjs"
