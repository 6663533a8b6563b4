"""P6: one message to many phones, beside what others send it with, into the same sink."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from msgspec import Struct
from tests.bench import npm
from tests.bench.figures import Bar, Figure, Missing, Peer, alone, beside, middle
from tests.bench.machine import ASKING, pinned
from tests.bench.province import Workshop
from tests.bench.push_sink import Sink, sink
from tests.bench.pushers import Seen, as_browsers_say, letters

from xiangyi.core import key_files, keys
from xiangyi.features.notifications.adapters.push import vapid

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
    """A process, and how long the sink worked meanwhile."""

    seen: Seen
    sink_s: float

    @property
    def per_core(self) -> float:
        """Messages in a second of the processor's time, all threads together."""
        return self.seen.sent / self.seen.cpu_s


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    """By the processor's time, which a machine that is busy besides does not change."""
    folder = workshop.folder / "push"
    folder.mkdir()
    try:
        script = _web_push()
    except Missing as missing:
        script, why_not = None, str(missing)
        yield Figure(id="P6", name="beside Node's web-push", missing=why_not)
    ways = [way for way in _CALLED if script or way not in _NODE]
    with sink(workshop.folder / "push-sink") as there:
        for way in ("ours", *ways):
            _subscribe(folder / way, _OF_PEERS.get(way, _MANY), there.origin)
        took: dict[str, list[Took]] = {way: [] for way in ("ours", *ways)}
        for _ in range(_ROUNDS):
            for way, column in took.items():
                column.append(_push(way, folder / way, there, script))
        few, more = (_of_many(times, folder / str(times), there) for times in (_FEW, _TEN_TIMES))
    rates = {way: middle([one.per_core for one in column]) for way, column in took.items()}
    peers = [Peer(_CALLED[way], rates[way]) for way in ways]
    first = took["ours"][0]
    walls = [f"{way} {middle(_walls(column)):,.0f}" for way, column in took.items()]
    told = "pushes a second on one core, each outcome on the disk"
    note = (
        f"of the clock: {', '.join(walls)}; beside ours the sink worked"
        f" {first.sink_s / first.seen.wall_s:.0%} of the time"
    )
    yield alone(Bar(">=", 5_000, "/s"), rates["ours"], id="P6", name=told, unit="/s", note=note)
    yield beside(Bar(">=", 15), rates["ours"], *peers, id="P6", name=told, unit="/s")
    if script:
        best = max((peer for peer in peers if "Node" in peer.name), key=lambda peer: peer.value)
        yield beside(Bar(">=", 1), rates["ours"], best, id="P6", name=told, unit="/s")
    yield alone(
        *(Bar("<=", 1.1, "x"), more.seen.peak_kb / few.seen.peak_kb),
        id="P6",
        name=f"memory with {_TEN_TIMES:,} subscriptions, beside {_FEW:,}",
        unit="x",
        note=f"{few.seen.peak_kb / 1000:.0f} to {more.seen.peak_kb / 1000:.0f} MB",
    )


def _of_many(times: int, folder: Path, there: Sink) -> Took:
    _subscribe(folder, times, there.origin)
    return _push("ours", folder, there, None)


def _walls(column: Sequence[Took]) -> list[float]:
    return [one.seen.sent / one.seen.wall_s for one in column]


def _subscribe(folder: Path, times: int, origin: str) -> None:
    """So many browsers with keys of their own, as rows and as JSON."""
    folder.mkdir()
    key_files.write(keys.minted(), folder / "keys" / key_files.FILE)
    curve = ec.SECP256R1()
    with (
        closing(sqlite3.connect(folder / "xiangyi.sqlite")) as database,
        database,
        (folder / "subscriptions.jsonl").open("wb") as file,
    ):
        database.execute(
            "CREATE TABLE subscription (id INTEGER PRIMARY KEY, endpoint TEXT NOT NULL,"
            " p256dh BLOB NOT NULL, auth BLOB NOT NULL, state TEXT)"
        )
        for number in range(times):
            public = ec.generate_private_key(curve).public_key()
            row = {
                "endpoint": f"{origin}/wpush/v2/{os.urandom(90).hex()}",
                "p256dh": public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
                "auth": os.urandom(16),
            }
            database.execute(
                "INSERT INTO subscription (id, endpoint, p256dh, auth) VALUES (?, ?, ?, ?)",
                (number + 1, *row.values()),
            )
            file.write(msgspec.json.encode(as_browsers_say(row)) + b"\n")


def _push(way: str, folder: Path, there: Sink, script: Path | None) -> Took:
    if way in _NODE:
        keys.use_file(folder / "keys")
        id_, public = vapid.current()
        private = keys.in_use().vapid[id_]
        command = [str(npm.node()), str(script), way, str(folder / "subscriptions.jsonl")]
        command += [letters(public), letters(private)]
    else:
        command = [sys.executable, "-m", "tests.bench.pushers", way, str(folder)]
        command += [there.origin, str(there.ca_file)]
    trusted = {"REQUESTS_CA_BUNDLE": str(there.ca_file), "NODE_EXTRA_CA_CERTS": str(there.ca_file)}
    before = _worked_s(there.pid)
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
        raise RuntimeError(f"{way}: {done.stderr[-2000:]}")
    seen = msgspec.json.decode(done.stdout, type=Seen)
    return Took(seen, _worked_s(there.pid) - before)


def _worked_s(pid: int) -> float:
    """Seconds of the processor's time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _web_push() -> Path:
    place = npm.CACHE / "webpush"
    shutil.copytree(_HERE / "webpush", place, dirs_exist_ok=True)
    if not (place / "node_modules" / "web-push").is_dir():
        npm.install(place)
    return place / "send.mjs"
