"""SQLite on kept connections: nothing acknowledged is lost, nothing waits for ever."""

import asyncio
import sqlite3
import threading
import time

import pytest

from xiangyi import piccolo_conf
from xiangyi.core.db import atomic, connected, engine_for, run
from xiangyi.core.engines.sqlite import KeptSQLiteEngine


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """Only SQLite: these promises are about it."""
    (tmp_path / "xiangyi.sqlite").write_bytes(sqlite_template.read_bytes())
    return ""


async def put(name: str) -> None:
    await run("INSERT INTO family VALUES ({}, {}, {}, 99)", name, name, name)


async def held(name: str) -> bool:
    return bool(await run("SELECT 1 AS one FROM family WHERE id = {}", name))


async def told(pragma: str) -> object:
    """As a table, so that outside a transaction a reader is asked, and inside it the writer."""
    return next(iter((await run(f"SELECT * FROM pragma_{pragma}"))[0].values()))  # noqa: S608  # our own word


FULL = 2


async def test_a_commit_that_was_acknowledged_survives_a_power_cut(database_url, tmp_path):
    """By the engine as it is served: `db` waits for no disk."""
    engine = engine_for(database_url, tmp_path)
    piccolo_conf.use(engine)
    async with connected(engine), atomic():
        assert (await told("journal_mode"), await told("synchronous")) == ("wal", FULL)


async def test_the_writer_keeps_what_refers_and_what_may_only_grow(db):
    async with atomic():
        assert (await told("foreign_keys"), await told("recursive_triggers")) == (1, 1)


async def test_readers_do_not_write(db):
    assert (await told("query_only"), await told("journal_mode")) == (1, "wal")
    async with atomic():
        assert await told("query_only") == 0


async def test_it_uses_the_connections_that_it_keeps(db):
    opened = []
    sqlite3_connect = sqlite3.connect
    try:
        sqlite3.connect = lambda *args, **more: (
            opened.append(args) or sqlite3_connect(*args, **more)
        )
        for _ in range(20):
            await run("SELECT 1 AS one")
            await put_and_take_away()
    finally:
        sqlite3.connect = sqlite3_connect
    assert opened == []


async def put_and_take_away() -> None:
    async with atomic():
        await put("passing")
        await run("DELETE FROM family WHERE id = 'passing'")


async def test_a_writer_takes_the_lock_before_it_reads(db, tmp_path):
    other = KeptSQLiteEngine(str(tmp_path / "xiangyi.sqlite"))
    elsewhere = sqlite3.connect(tmp_path / "xiangyi.sqlite", timeout=0)
    async with connected(other), atomic():
        # Nothing has been written yet, and still nobody else may begin to.
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            elsewhere.execute("BEGIN IMMEDIATE")
    elsewhere.close()


async def test_a_cancelled_transaction_leaves_nothing_and_gives_the_writer_back(db):
    begun = asyncio.Event()

    async def dawdle() -> None:
        async with atomic():
            await put("dawdler")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(dawdle())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert not await held("dawdler")
    async with asyncio.timeout(5), atomic():
        await put("next")
    assert await held("next")


async def test_a_statement_cancelled_midway_is_undone_too(db):
    slow = (
        "INSERT INTO family WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        " WHERE i < 300000) SELECT 'slow' || i, 'x', 'x', 1 FROM n"
    )

    async def long_write() -> None:
        async with atomic():
            await run(slow)

    task = asyncio.create_task(long_write())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with asyncio.timeout(10), atomic():
        await put("next")
    assert not await held("slow1")


async def test_a_commit_that_fails_gives_the_writer_back(db):
    async def refer_to_nobody() -> None:
        async with atomic():
            # Checked when it commits, so that the COMMIT itself is what fails.
            await run("PRAGMA defer_foreign_keys = 1")
            await run(
                "INSERT INTO division (key, system, code, name, level, parent, source, as_of,"
                " pinyin, initials) VALUES ('x', 'nbs', '1', 'x', 'street', 'nobody', 'x',"
                " '2026-01-01', 'x', 'x')"
            )

    for _ in range(3):
        with pytest.raises(sqlite3.IntegrityError):
            await refer_to_nobody()
    async with asyncio.timeout(5), atomic():
        await put("next")
    assert await held("next")


async def test_writers_of_one_process_queue_and_all_get_through(db):
    async def one(number: int) -> None:
        async with atomic():
            before = await run("SELECT count(*) AS n FROM family")
            await put(f"writer{number}")
            after = await run("SELECT count(*) AS n FROM family")
            assert after[0]["n"] == int(str(before[0]["n"])) + 1

    async with asyncio.timeout(20):
        await asyncio.gather(*(one(number) for number in range(40)))


async def test_closing_does_not_wait_for_a_statement_that_nobody_wants_any_more(tmp_path):
    engine = engine_for("", tmp_path)
    piccolo_conf.use(engine)
    await engine.start_connection_pool(readers=1)
    runs = threading.Event()
    engine._readers[0].raw.set_progress_handler(runs.set, 1000)  # noqa: SLF001  # to see it run
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    asking = asyncio.create_task(run(endless))
    await asyncio.to_thread(runs.wait, 5)
    asking.cancel()

    began = time.monotonic()
    await engine.close_connection_pool()
    assert time.monotonic() - began < 2
    with pytest.raises(asyncio.CancelledError):
        await asking
