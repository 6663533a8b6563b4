"""Killed with -9 while a whole square comes and goes: what was acknowledged is there, and once.

`KILLS=30 uv run pytest tests/faults/test_killed_scans.py` kills it that often, on each engine.
"""

import asyncio
import os
from collections import deque
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

import httpx
import msgspec
import pytest
from msgspec import Struct
from tests.bench.square import LASTS, Square, Volunteer
from tests.people import ground
from tests.processes import PATIENCE_S, Staying

from xiangyi.core import codes, key_files, keys
from xiangyi.core.clock import utc_now
from xiangyi.core.db import is_postgres, run
from xiangyi.features.ledger.service.verifying import verify

pytestmark = pytest.mark.faults

#: Enough for a run of all tests; figures about reliability are made with thirty.
KILLS = {"sqlite": int(os.environ.get("KILLS", "3")), "postgres": int(os.environ.get("KILLS", "2"))}
#: Those who come anew before each kill, and how many requests are under way at a time.
CROWD, AT_ONCE = 60, 16
SERVED = LASTS // timedelta(minutes=1)


class Scan(Struct, frozen=True):
    """A code that somebody has read, under the id that their phone gave it."""

    who: Volunteer
    phase: codes.Phase

    @property
    def id(self) -> UUID:
        return uuid5(self.who.account, self.phase)


class Phones:
    """They send what they have read, again and again until there is an answer."""

    def __init__(self, square: Square) -> None:
        self._square = square
        self._unsent: deque[Scan] = deque()
        #: What each was answered.
        self.acknowledged: dict[UUID, bytes] = {}

    def read(self, some: Iterable[Volunteer]) -> None:
        self._unsent.extend(Scan(one, "in") for one in some)

    async def send(self, port: int, heard: Callable[[], object]) -> None:
        """All of it, or until nobody answers any more; `heard` is called after each answer."""
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            await asyncio.gather(*(self._phone(client, heard) for _ in range(AT_ONCE)))

    async def _phone(self, client: httpx.AsyncClient, heard: Callable[[], object]) -> None:
        while self._unsent:
            one = self._unsent.popleft()
            try:
                answer = await client.put(
                    f"/api/scans/{one.id}",
                    json={"token": self._square.code_of(one.who, one.phase)},
                    headers={"Authorization": f"Bearer {self._square.token_of(one.who)}"},
                )
            except httpx.TransportError:
                self._unsent.appendleft(one)
                return
            assert answer.status_code == 200, answer.text
            self.acknowledged[one.id] = answer.content
            if one.phase == "in":
                self._unsent.append(Scan(one.who, "out"))
            heard()


async def test_killed_again_and_again_it_keeps_what_it_has_acknowledged_once(
    db, database_url, tmp_path
):
    key_files.write(keys.in_use(), tmp_path / "keys" / key_files.FILE)
    await ground()
    kills = KILLS["postgres" if is_postgres() else "sqlite"]
    now = utc_now()
    # It is over, so that everybody can say at once that they have come and that they have gone.
    square = Square(CROWD * kills, starts_at=now - LASTS - timedelta(minutes=1), now=now)
    await square.come()
    phones, chance = Phones(square), Random(20261126)
    for number in range(kills):
        phones.read(square.volunteers[CROWD * number : CROWD * (number + 1)])
        with serving(tmp_path, database_url, number) as server:
            port = server.port
            last = len(phones.acknowledged) + chance.randrange(2 * CROWD)

            def kill(process=server.process, last=last) -> None:
                if len(phones.acknowledged) > last:
                    process.kill()

            await phones.send(port, kill)
            assert server.process.wait(PATIENCE_S) < 0
        await expect_kept(phones)
    with serving(tmp_path, database_url, kills) as server:
        await phones.send(server.port, int)
    await expect_kept(phones)
    [stays] = await run(
        "SELECT count(*) AS stays, count(DISTINCT account) AS people, sum(minutes) AS minutes"
        " FROM shift_presence WHERE state = 'counted'"
    )
    everybody = len(square.volunteers)
    assert stays == {"stays": everybody, "people": everybody, "minutes": everybody * SERVED}
    [balance] = await run("SELECT sum(balance) AS minutes FROM ledger_account")
    assert balance["minutes"] == everybody * SERVED


def serving(data: Path, database_url: str, number: int) -> Staying:
    return Staying(
        data / f"server-{number}.txt",
        *("serve", "--port", "0"),
        XIANGYI_DATA=str(data),
        XIANGYI_DATABASE_URL=database_url,
        XIANGYI_SMS_CONSOLE="true",
    )


async def expect_kept(phones: Phones) -> None:
    """Every scan that was acknowledged, with its lines; and the ledger is whole."""
    scans = {UUID(str(row["id"])) for row in await run("SELECT id FROM shift_scan")}
    assert phones.acknowledged.keys() <= scans
    lines = {bytes(row["hash"]) for row in await run("SELECT hash FROM ledger_entry")}
    told = [msgspec.json.decode(one)["receipts"] for one in phones.acknowledged.values()]
    assert {bytes.fromhex(line["hash"]) for some in told for line in some} <= lines
    wrong: list[str] = []
    await verify([], [], wrong.append)
    assert wrong == []
