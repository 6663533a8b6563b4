"""Many who write at once: on SQLite they share commits, and each stands or falls alone."""

import asyncio
import sqlite3

import pytest

from xiangyi.core.db import atomic, is_postgres, run, together

MANY = 40


class Refused(Exception):
    pass


async def put(name: str) -> None:
    await run("INSERT INTO family VALUES ({}, {}, {}, 99)", name, name, name)


def held_on_disk(tmp_path, name: str) -> bool:
    """As whoever comes after us sees it."""
    with sqlite3.connect(tmp_path / "xiangyi.sqlite") as another:
        return bool(another.execute("SELECT 1 FROM family WHERE id = ?", (name,)).fetchone())


async def names() -> set[object]:
    return {row["id"] for row in await run("SELECT id FROM family WHERE position = 99")}


async def test_each_is_answered_with_what_it_came_to(db):
    async def write(number: int) -> int:
        async with atomic():
            await put(f"{number}")
        return number

    async with asyncio.timeout(20):
        told = await asyncio.gather(*(together(lambda n=n: write(n)) for n in range(MANY)))
    assert told == list(range(MANY))
    assert await names() == {f"{number}" for number in range(MANY)}


async def test_who_is_refused_leaves_nothing_and_hinders_nobody(db):
    async def write(number: int) -> None:
        await put(f"{number}")
        if number % 3 == 0:
            raise Refused
        if number % 3 == 1:
            # A name that is there already.
            await put(f"{number}")

    async with asyncio.timeout(20):
        told = await asyncio.gather(
            *(together(lambda n=n: write(n)) for n in range(MANY)), return_exceptions=True
        )
    assert [one is None for one in told] == [number % 3 == 2 for number in range(MANY)]
    assert await names() == {f"{number}" for number in range(2, MANY, 3)}


async def test_within_a_transaction_it_is_part_of_it(db):
    async def undone() -> None:
        async with atomic():
            await together(lambda: put("a part"))
            raise Refused

    with pytest.raises(Refused):
        await undone()
    assert await names() == set()


async def test_on_sqlite_they_share_commits_and_are_answered_after_them(db, tmp_path):
    if is_postgres():
        pytest.skip("PostgreSQL lets commits share a write to the disk by itself")
    statements: list[str] = []
    db._writer.raw.set_trace_callback(statements.append)  # noqa: SLF001  # to see what it does

    async def write(number: int) -> bool:
        await together(lambda: put(f"{number}"))
        return held_on_disk(tmp_path, f"{number}")

    assert all(await asyncio.gather(*(write(number) for number in range(MANY))))
    assert statements.count("COMMIT") < MANY / 4


async def test_on_sqlite_a_commit_that_fails_is_everybodys_failure(db):
    if is_postgres():
        pytest.skip("on PostgreSQL each has a commit of its own")

    async def refer_to_nobody() -> None:
        # Looked at when it commits, so that the COMMIT itself is what fails.
        await run("PRAGMA defer_foreign_keys = 1")
        await run("INSERT INTO member (id, organisation, account, since_at) VALUES (1, 1, 1, 1)")

    writes = [lambda: put("one"), refer_to_nobody, lambda: put("another")]
    told = await asyncio.gather(*map(together, writes), return_exceptions=True)
    assert [type(one) for one in told[1:]] == [sqlite3.IntegrityError] * 2
    async with asyncio.timeout(5), atomic():
        await put("next")
    assert await names() - {"one"} == {"next"}


async def test_on_sqlite_nobody_keeps_the_others_waiting(db):
    if is_postgres():
        pytest.skip("on PostgreSQL each has a connection of its own")

    async def dawdle() -> None:
        await put("dawdler")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="something else than the database"):
        await together(dawdle)
    async with asyncio.timeout(5):
        await together(lambda: put("next"))
    assert await names() == {"next"}


async def test_who_goes_meanwhile_hinders_nobody(db):
    gone = [asyncio.create_task(together(lambda n=n: put(f"gone {n}"))) for n in range(MANY)]
    await asyncio.sleep(0)
    for one in gone:
        one.cancel()
    await asyncio.gather(*gone, return_exceptions=True)
    async with asyncio.timeout(5):
        await together(lambda: put("next"))
    assert "next" in await names()
