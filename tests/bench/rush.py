"""An open loop of requests: each is sent when it is due, however long the others take.

Run as a program: it reads a plan as JSON on standard input, and writes what came of it into the
file that it is given. A process of its own, so that whoever asks has a loop to themselves.
"""

import asyncio
import sys
import time
import zlib
from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import uvloop
from msgspec import Struct

_PIPES = 64
TICK_S = 0.001
#: How long the last answers may take.
PATIENCE_S = 60.0
#: So many reports come from one phone.
_EACH = 4
_KINDS = ("locked", "crowded", "unfriendly")


class Plan(Struct, frozen=True, kw_only=True):
    """How many a second, for how long.

    Attributes:
        prefix: what stands before the names of packs, as in /packs/.
        division: whose packs are read, one after the other with the index.
        stations: what is reported of, in turn.
        also: paths that are read in turn with the packs, as whoever `token` is.
        until: a file; once it is there, no more is sent.
    """

    port: int
    seconds: float
    prefix: str
    division: str
    reads: int
    reports: int = 0
    stations: list[str] = []
    also: list[str] = []
    token: str = ""
    until: str = ""


class Stream(Struct, kw_only=True):
    """What came of one kind of request.

    Attributes:
        waited: seconds from when each was due until its whole answer was there.
        answers: how many of each status, or of each refusal's code; `broken` without an answer.
    """

    waited: list[float] = []
    answers: dict[str, int] = {}


class Seen(Struct, kw_only=True):
    reads: Stream
    reports: Stream
    #: The keys of the reports that were sent, and of those of them that were answered 200.
    said: list[UUID]
    taken: list[UUID]


Done = Callable[[int, bytes, bytes], None]


class _Pipe(asyncio.Protocol):
    """One kept connection with one request at a time."""

    def __init__(self, lost: Callable[["_Pipe"], None]) -> None:
        self._lost = lost
        self._got = bytearray()
        self._transport: asyncio.Transport | None = None
        self._done: Done | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # TCP's

    def send(self, request: bytes, done: Done) -> None:
        if self._transport is None:
            raise RuntimeError("sent before the connection was made")
        self._done = done
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._got += data
        end = self._got.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._got[:end])
        at = head.lower().find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self._got) < end + 4 + length:
            return
        body = bytes(self._got[end + 4 :])
        self._got.clear()
        self._end(int(head[9:12]), head, body)

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None
        self._lost(self)
        self._end(0, b"", b"")

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def _end(self, status: int, head: bytes, body: bytes) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(status, head, body)


class Rush:
    """So many requests a second over a few connections; those without one wait for it."""

    def __init__(
        self,
        rate: int,
        make: Callable[[int], bytes],
        heard: Callable[[int, int, bytes, bytes], str],
    ) -> None:
        self._rate, self._make, self._heard = rate, make, heard
        self._free: list[_Pipe] = []
        self._due: deque[tuple[int, float]] = deque()
        self._answers: Counter[str] = Counter()
        self.sent, self.stream = 0, Stream(waited=[])

    async def connect(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(_PIPES if self._rate else 0):
            _, pipe = await loop.create_connection(lambda: _Pipe(self._drop), "127.0.0.1", port)
            self._free.append(pipe)

    def tick(self, began: float, now: float, seconds: float) -> None:
        """Send what is due by now."""
        wanted = int(min(now - began, seconds) * self._rate)
        for number in range(self.sent, wanted):
            self._due.append((number, began + number / self._rate))
        self.sent = max(self.sent, wanted)
        while self._due and self._free:
            self._send(self._free.pop())

    @property
    def is_over(self) -> bool:
        return len(self.stream.waited) + self._answers["broken"] >= self.sent

    def told(self) -> Stream:
        answers = self._answers + Counter({"unanswered": self.sent - self._answers.total()})
        self.stream.answers = dict(answers)
        return self.stream

    def _send(self, pipe: _Pipe) -> None:
        number, due = self._due.popleft()

        def done(status: int, head: bytes, body: bytes) -> None:
            if status == 0:
                self._answers["broken"] += 1
                return
            self.stream.waited.append(time.perf_counter() - due)
            self._answers[self._heard(number, status, head, body)] += 1
            if self._due:
                self._send(pipe)
            else:
                self._free.append(pipe)

        pipe.send(self._make(number), done)

    def _drop(self, pipe: _Pipe) -> None:
        if pipe in self._free:
            self._free.remove(pipe)


class _Reads:
    """Asks for the index, the live pack and the slow pack, as the index last named them.

    Where there are other paths to read, every second request is for one of those.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._paths = ["index.json"] * 3
        self._read_at = 0.0

    def make(self, number: int) -> bytes:
        pack, other = self._turn(number)
        if other:
            path = self._plan.also[pack % len(self._plan.also)]
            signed = f"Authorization: Bearer {self._plan.token}\r\n"
        else:
            path, signed = f"{self._plan.prefix}{self._paths[pack % 3]}", ""
        return (
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{signed}Accept-Encoding: gzip\r\n\r\n"
        ).encode()

    def _turn(self, number: int) -> tuple[int, int]:
        return divmod(number, 2) if self._plan.also else (number, 0)

    def heard(self, number: int, status: int, head: bytes, body: bytes) -> str:
        now = time.perf_counter()
        pack, other = self._turn(number)
        if not other and pack % 3 == 0 and status == 200 and now - self._read_at > 1:
            self._read_at = now
            index = zlib.decompress(body, 47) if b"gzip" in head.lower() else body
            packs = msgspec.json.decode(index)["packs"]
            [one] = [one for one in packs if one["division"] == self._plan.division]
            self._paths = ["index.json", one["live"]["path"], one["slow"]["path"]]
        return str(status)


class _Reports:
    """Phones that say something of one station after the other."""

    def __init__(self, plan: Plan) -> None:
        self._stations = plan.stations
        self._keys: dict[int, UUID] = {}
        self.taken: list[UUID] = []

    def make(self, number: int) -> bytes:
        phone = number // _EACH
        self._keys[number] = uuid4()
        said = {
            "station": self._stations[number % len(self._stations)],
            "kind": _KINDS[number % len(_KINDS)],
            "at": datetime.now(UTC),
            "note": "敲了半天没人应" if number % 5 == 0 else "",
        }
        body = msgspec.json.encode(said)
        head = (
            f"PUT /api/reports/{self._keys[number]} HTTP/1.1\r\nHost: localhost\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"X-Device-Key: a-phone-of-the-bench-{phone:08}\r\n"
            f"X-Forwarded-For: 10.{phone >> 16}.{phone >> 8 & 255}.{phone & 255}\r\n\r\n"
        )
        return head.encode() + body

    @property
    def said(self) -> list[UUID]:
        return list(self._keys.values())

    def heard(self, number: int, status: int, _: bytes, body: bytes) -> str:
        if status == 200:
            self.taken.append(self._keys[number])
            return str(status)
        try:
            return f"{status} {msgspec.json.decode(body)['code']}"
        except (msgspec.DecodeError, KeyError, TypeError):
            return str(status)


async def _run(plan: Plan) -> Seen:
    packs, reports = _Reads(plan), _Reports(plan)
    reading = Rush(plan.reads, packs.make, packs.heard)
    reporting = Rush(plan.reports, reports.make, reports.heard)
    rushes = (reading, reporting)
    for one in rushes:
        await one.connect(plan.port)
    began, seconds = time.perf_counter(), plan.seconds
    while (now := time.perf_counter()) < began + seconds + PATIENCE_S:
        if now < began + seconds and _is_there(plan.until):
            seconds = now - began
        for one in rushes:
            one.tick(began, now, seconds)
        if now > began + seconds and all(one.is_over for one in rushes):
            break
        await asyncio.sleep(TICK_S)
    return Seen(
        reads=reading.told(), reports=reporting.told(), said=reports.said, taken=reports.taken
    )


def _is_there(file: str) -> bool:
    return bool(file) and Path(file).exists()


if __name__ == "__main__":
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    Path(sys.argv[1]).write_bytes(msgspec.json.encode(uvloop.run(_run(asked))))
