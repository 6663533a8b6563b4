"""What was planned for an empty table is planned anew once the table has grown."""

import asyncpg
import pytest
from tests.notifications.makers import crowd, person, telling
from tests.people import ground

from xiangyi.core.bulk import outgrown
from xiangyi.core.db import run
from xiangyi.features.notifications.service import expanding
from xiangyi.features.notifications.service.notifying import notify

PEOPLE = 3_000
UNREAD = (
    "SELECT count(*) FROM notice WHERE account = $1 AND read_at IS NULL AND replaced_at IS NULL"
)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_an_inbox_that_was_first_read_when_nobody_had_been_told_reads_no_more_than_its_own(
    db, database_url, clock
):
    await ground()
    rider = await person("13800000001", clock, home=None)
    await crowd(PEOPLE, clock)
    # As after a night in which somebody was erased, or a restored backup.
    await run("ANALYZE notice")
    # It keeps its plan, as a server's connection does.
    server = await asyncpg.connect(database_url)
    try:
        await server.execute(f"PREPARE unread AS {UNREAD}")
        asked = f"EXECUTE unread('{rider.account}')"
        for _ in range(8):
            await server.fetch(asked)
        await notify(telling(), now=clock.now)
        await expanding.expand_due(now=clock.now)
        plan = "\n".join(row[0] for row in await server.fetch(f"EXPLAIN {asked}"))
    finally:
        await server.close()
    assert "Seq Scan" not in plan, plan


async def test_a_table_that_has_not_grown_is_left_alone(db, clock):
    await ground()
    await crowd(PEOPLE, clock)
    await outgrown("account", "notice")
    assert (await run("SELECT count(*) AS n FROM account"))[0]["n"] == PEOPLE
    await outgrown("account")
