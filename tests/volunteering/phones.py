"""Phones before real servers: each sends what it has read until there is an answer."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path
from uuid import UUID, uuid5

import httpx
from msgspec import Struct
from tests.bench.square import Square, Volunteer
from tests.processes import environment

from xiangyi.core import codes
from xiangyi.core.db import run
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.features.volunteering.service import proving

#: Requests that are under way at a time.
AT_ONCE = 16


class Scan(Struct, frozen=True):
    """A code that somebody has read, under the id that their phone gave it."""

    who: Volunteer
    phase: codes.Phase

    @property
    def id(self) -> UUID:
        return uuid5(self.who.account, self.phase)


class Phones:
    """Of everybody in a square; whoever has come goes afterwards."""

    def __init__(self, square: Square) -> None:
        self._square = square
        self._unsent: deque[Scan] = deque()
        #: What each was answered, but for signatures, which are others each time.
        self.acknowledged: dict[UUID, dict[str, object]] = {}

    def read(self, some: Iterable[Volunteer], phase: codes.Phase = "in") -> None:
        self._unsent.extend(Scan(one, phase) for one in some)

    async def send(self, ports: Sequence[int], heard: Callable[[], object] = int) -> None:
        """All of it, or until nobody answers any more; `heard` is called after each answer."""
        turns = cycle(ports)
        async with httpx.AsyncClient(timeout=60) as client:
            await asyncio.gather(*(self._phone(client, next(turns), heard) for _ in range(AT_ONCE)))

    async def _phone(
        self, client: httpx.AsyncClient, port: int, heard: Callable[[], object]
    ) -> None:
        while self._unsent:
            one = self._unsent.popleft()
            try:
                answer = await client.put(
                    f"http://127.0.0.1:{port}/api/scans/{one.id}",
                    json={"token": self._square.code_of(one.who, one.phase)},
                    headers={"Authorization": f"Bearer {self._square.token_of(one.who)}"},
                )
            except httpx.TransportError:
                self._unsent.appendleft(one)
                return
            assert answer.status_code == 200, answer.text
            said = answer.json()
            told = said | {"receipts": [line | {"signed": ""} for line in said["receipts"]]}
            assert self.acknowledged.setdefault(one.id, told) == told
            if one.phase == "in":
                self._unsent.append(Scan(one.who, "out"))
            heard()

    async def expect_kept(self) -> None:
        """Every scan that was acknowledged, with its lines; and the ledger is whole."""
        scans = {UUID(str(row["id"])) for row in await run("SELECT id FROM shift_scan")}
        assert self.acknowledged.keys() <= scans
        lines = {bytes(row["hash"]) for row in await run("SELECT hash FROM ledger_entry")}
        told = {line["hash"] for one in self.acknowledged.values() for line in one["receipts"]}
        assert {bytes.fromhex(one) for one in told} <= lines
        wrong: list[str] = []
        await verify([], [], wrong.append, proving.follow)
        assert wrong == []


async def served_in_all() -> tuple[int, int, int, int]:
    """Stays that count, of how many people, their minutes, and what is on everybody's accounts."""
    [stays] = await run(
        "SELECT count(*) AS stays, count(DISTINCT account) AS people,"
        " COALESCE(sum(minutes), 0) AS minutes FROM shift_presence WHERE state = 'counted'"
    )
    [held] = await run("SELECT sum(balance) AS minutes FROM ledger_account WHERE kind = 'service'")
    return stays["stays"], stays["people"], stays["minutes"], held["minutes"]


class Server(Struct, frozen=True):
    pid: int
    port: int

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


@contextmanager
def servers(data: Path, database_url: str) -> Iterator[Callable[[], Server]]:
    """Starts one more each time that it is called; all of them end with this."""
    started: list[Server] = []
    with (data / "servers.txt").open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.volunteering.answering", str(data)],
            env=environment(XIANGYI_DATABASE_URL=database_url, XIANGYI_SMS_CONSOLE="true"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
        )

    def start() -> Server:
        process.stdin.write(b"one more\n")
        process.stdin.flush()
        pid, port = map(int, process.stdout.readline().split())
        started.append(Server(pid, port))
        return started[-1]

    try:
        assert process.stdout.readline() == b"ready\n", (data / "servers.txt").read_text()
        yield start
    finally:
        process.kill()
        for one in started:
            one.kill()
        process.communicate()
