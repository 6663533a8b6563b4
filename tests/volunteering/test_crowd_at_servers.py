"""Two hundred go within one half minute, through as many servers as there may be."""

from datetime import timedelta

import pytest
from tests.bench.square import EACH, LASTS, Square
from tests.people import ground
from tests.volunteering.phones import Phones, served_in_all, servers

from xiangyi.core import codes, key_files, keys
from xiangyi.core.clock import utc_now
from xiangyi.core.db import is_postgres, run

pytestmark = pytest.mark.faults

SERVED = LASTS // timedelta(minutes=1)


async def test_each_of_two_hundred_is_counted_once_whichever_server_they_ask(
    db, database_url, tmp_path
):
    """On PostgreSQL two share the database; every phone sends again, perhaps to the other."""
    key_files.write(keys.in_use(), tmp_path / "keys" / key_files.FILE)
    await ground()
    now = codes.moment_of(codes.step_at(utc_now()))
    square = Square(EACH, starts_at=now - LASTS, now=now)
    await square.come()
    await square.have_come()
    phones = Phones(square)
    phones.read([*square.volunteers, *square.volunteers], "out")
    with servers(tmp_path, database_url) as start:
        await phones.send([start().port for _ in range(2 if is_postgres() else 1)])
    await phones.expect_kept()
    assert await served_in_all() == (EACH, EACH, *[EACH * SERVED] * 2)
    [proved] = await run(
        "SELECT count(*) AS n FROM shift_presence WHERE service_class = 'verified'"
    )
    assert proved["n"] == EACH
