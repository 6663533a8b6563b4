"""PostgreSQL's connections come back to the pool, whatever happened to the transaction."""

import asyncio

import asyncpg
import pytest

from xiangyi import piccolo_conf
from xiangyi.core.db import atomic, engine_for, run

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@pytest.fixture
async def pool_of_four(database_url, tmp_path):
    engine = engine_for(database_url, tmp_path)
    piccolo_conf.use(engine)
    await engine.start_connection_pool(min_size=4, max_size=4)
    yield engine
    await engine.close_connection_pool()


async def test_four_failed_commits_do_not_empty_a_pool_of_four(pool_of_four):
    await run("CREATE TABLE pair (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)")

    async def commit_twins() -> None:
        async with atomic():
            await run("INSERT INTO pair VALUES (1), (1)")

    for _ in range(5):
        with pytest.raises(asyncpg.UniqueViolationError):
            await commit_twins()
    async with asyncio.timeout(5):
        assert (await run("SELECT count(*) AS n FROM pair"))[0]["n"] == 0


async def test_a_server_that_cuts_the_line_does_not_empty_the_pool(pool_of_four):
    async def lose_the_line() -> None:
        async with atomic():
            await run("SELECT pg_terminate_backend(pg_backend_pid())")

    for _ in range(5):
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
            await lose_the_line()
    async with asyncio.timeout(10):
        assert (await run("SELECT 1 AS one"))[0]["one"] == 1


async def test_a_cancelled_transaction_leaves_nothing(pool_of_four):
    await run("CREATE TABLE single (a int)")
    begun = asyncio.Event()

    async def dawdle() -> None:
        async with atomic():
            await run("INSERT INTO single VALUES (1)")
            begun.set()
            await asyncio.Event().wait()

    for _ in range(5):
        task = asyncio.create_task(dawdle())
        await begun.wait()
        begun.clear()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with asyncio.timeout(5):
        assert (await run("SELECT count(*) AS n FROM single"))[0]["n"] == 0
