"""Killed with -9 while vouchers are taken, looked at and used: each once, and none is lost.

`KILLS=30 uv run pytest tests/faults/test_killed_counters.py --timeout 1800` kills it that often, on
each engine.
"""

import asyncio
import os
from collections import deque
from collections.abc import Callable
from random import Random
from uuid import UUID, uuid5

import httpx
import pytest
from msgspec import Struct
from tests.benefits.makers import the_ledger_is_whole
from tests.faults.counters import Asked, Someone, ask
from tests.faults.vouchers import COST, benefit, counters, people, spent
from tests.people import ground
from tests.processes import alive, wait_until
from tests.volunteering.phones import AT_ONCE, servers

from xiangyi.core import key_files, keys
from xiangyi.core.db import run

pytestmark = pytest.mark.faults

#: Enough for a run of all tests; figures about reliability are made with thirty.
KILLS = int(os.environ.get("KILLS", "3"))
#: Those that are taken anew before each kill, by one person.
CROWD = 20


class Errand(Struct, frozen=True):
    """One voucher: its person's phone takes it, then one of two counters uses it."""

    number: int
    who: Someone
    at: Someone
    #: taken, seen or used.
    step: str = "taken"
    token: str = ""

    @property
    def id(self) -> UUID:
        return uuid5(self.who.account, str(self.number))

    def lock(self) -> UUID:
        return uuid5(self.id, str(self.at.account))


class Street:
    """People and counters who send each thing until they are answered."""

    def __init__(self, of: UUID, at: list[Someone]) -> None:
        self._of, self._at = of, at
        self._left: deque[Errand] = deque()
        #: By what was asked, the answer.
        self.acknowledged: dict[tuple[str, UUID], dict[str, object]] = {}

    def wants(self, who: Someone, count: int) -> None:
        self._left.extend(Errand(number, who, self._at[0]) for number in range(count))

    async def send(self, port: int, heard: Callable[[], object] = int) -> None:
        """All of it, or until nobody answers any more; `heard` is called after each answer."""
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            await asyncio.gather(*(self._one(client, heard) for _ in range(AT_ONCE)))

    async def _one(self, client: httpx.AsyncClient, heard: Callable[[], object]) -> None:
        while self._left:
            one = self._left.popleft()
            try:
                await self._step(client, one)
            except httpx.TransportError:
                self._left.appendleft(one)
                return
            heard()

    async def _step(self, client: httpx.AsyncClient, one: Errand) -> None:
        if one.step == "taken":
            path = f"/api/vouchers/{one.id}"
            answer = await client.put(
                path, json={"benefit": str(self._of)}, headers=one.who.headers
            )
            assert answer.status_code == 200, answer.text
            told = answer.json()
            self.acknowledged["taken", one.id] = {"id": told["id"]}
            for at in self._at:
                seen = Errand(one.number, one.who, at, "seen", told["token"])
                self._left.append(seen)
        elif one.step == "seen":
            path = f"/api/counter/locks/{one.lock()}"
            verdict = await ask(client, Asked(one.at, path, {"token": one.token}))
            assert verdict.status == 200, verdict
            if verdict.body["valid"]:
                self._left.appendleft(Errand(one.number, one.who, one.at, "used"))
            else:
                # The other counter has it, or this one has used it and not heard so.
                assert verdict.body["because"] in {"locked", "used"}, verdict
        else:
            told = await ask(client, Asked(one.at, f"/api/counter/locks/{one.lock()}/use"))
            assert told.status == 200, told
            before = self.acknowledged.setdefault(("used", one.id), told.body)
            assert before == told.body

    async def expect_kept(self) -> None:
        """All that was acknowledged; no voucher counts twice; and the ledger is whole."""
        taken = {row["id"] for row in await run("SELECT id FROM voucher")}
        assert {id_ for what, id_ in self.acknowledged if what == "taken"} <= taken
        rows = await run("SELECT id, voucher FROM voucher_use WHERE state = 'counted'")
        counted = {row["voucher"]: str(row["id"]) for row in rows}
        assert len(counted) == len(rows)
        told = {id_: one["id"] for (what, id_), one in self.acknowledged.items() if what == "used"}
        assert told.items() <= counted.items()
        assert await the_ledger_is_whole()


async def test_killed_again_and_again_each_voucher_is_taken_and_used_once(
    db, database_url, tmp_path
):
    key_files.write(keys.in_use(), tmp_path / "keys" / key_files.FILE)
    await ground()
    who, of = await people(KILLS), await benefit()
    street, chance = Street(of, await counters(2)), Random(20261126)
    with servers(tmp_path, database_url) as start:
        for one in who:
            street.wants(one, CROWD)
            server, last = start(), len(street.acknowledged) + chance.randrange(2 * CROWD)

            def kill(server=server, last=last) -> None:
                if len(street.acknowledged) > last:
                    server.kill()

            await street.send(server.port, kill)
            wait_until(lambda pid=server.pid: not alive(pid))
            await street.expect_kept()
        await street.send(start().port)
    await street.expect_kept()
    [row] = await run(
        "SELECT count(*) AS uses, count(DISTINCT voucher) AS vouchers FROM voucher_use"
    )
    assert (row["uses"], row["vouchers"]) == (KILLS * CROWD, KILLS * CROWD)
    [state] = await run("SELECT DISTINCT state FROM voucher")
    assert state["state"] == "used"
    assert await spent(who) == KILLS * CROWD * COST
