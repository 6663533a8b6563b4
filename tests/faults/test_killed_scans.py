"""Killed with -9 while a whole square comes and goes: what was acknowledged is there, and once.

`KILLS=30 uv run pytest tests/faults/test_killed_scans.py --timeout 1800` kills it that often, on
each engine.
"""

import os
from datetime import timedelta
from random import Random

import pytest
from tests.bench.square import LASTS, Square
from tests.people import ground
from tests.processes import alive, wait_until
from tests.volunteering.phones import Phones, served_in_all, servers

from xiangyi.core import key_files, keys
from xiangyi.core.clock import utc_now
from xiangyi.core.db import is_postgres

pytestmark = pytest.mark.faults

#: Enough for a run of all tests; figures about reliability are made with thirty.
KILLS = {"sqlite": int(os.environ.get("KILLS", "3")), "postgres": int(os.environ.get("KILLS", "2"))}
#: Those who come anew before each kill.
CROWD = 60
SERVED = LASTS // timedelta(minutes=1)


async def test_killed_again_and_again_it_keeps_what_it_has_acknowledged_once(
    db, database_url, tmp_path
):
    key_files.write(keys.in_use(), tmp_path / "keys" / key_files.FILE)
    await ground()
    kills = KILLS["postgres" if is_postgres() else "sqlite"]
    now = utc_now()
    # It is over, so that everybody can say at once that they have come and that they have gone.
    starts_at = now.replace(second=0, microsecond=0) - LASTS
    square = Square(CROWD * kills, starts_at=starts_at, now=now)
    await square.come()
    phones, chance = Phones(square), Random(20261126)
    with servers(tmp_path, database_url) as start:
        for number in range(kills):
            phones.read(square.volunteers[CROWD * number : CROWD * (number + 1)])
            server, last = start(), len(phones.acknowledged) + chance.randrange(2 * CROWD)

            def kill(server=server, last=last) -> None:
                if len(phones.acknowledged) > last:
                    server.kill()

            await phones.send([server.port], kill)
            wait_until(lambda pid=server.pid: not alive(pid))
            await phones.expect_kept()
        await phones.send([start().port])
    await phones.expect_kept()
    everybody = len(square.volunteers)
    assert await served_in_all() == (everybody, everybody, *[everybody * SERVED] * 2)
