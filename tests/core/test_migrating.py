"""A database is brought up to date whole or not at all, once, and never by older code."""

import asyncio
from pathlib import Path

import pytest

from xiangyi import migrations, piccolo_conf
from xiangyi.core.db import connected, engine_for, is_postgres, run
from xiangyi.core.migrate import SchemaNewer, migrate, missing


async def tables() -> set[object]:
    if is_postgres():
        found = await run("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    else:
        found = await run("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row["name"] for row in found}


def test_no_step_needs_a_column_that_comes_with_it():
    """Piccolo runs a migration's own code before it adds columns and tables."""
    for path in Path(migrations.__file__).parent.glob("m*.py"):
        text = path.read_text()
        assert "add_raw" not in text or "add_column" not in text, path.name
        assert "add_raw" not in text or "add_table" not in text, path.name


async def test_migrating_again_changes_nothing(db):
    assert await missing(migrations) == []
    assert await migrate(migrations) == []


async def test_it_says_what_a_new_version_will_change_and_changes_it(db, history):
    later = history(a="CREATE TABLE later (x int)")
    assert await missing(later) == ["2999-01-01T00:00:00:a"]
    assert "later" not in await tables()
    assert await migrate(later) == ["2999-01-01T00:00:00:a"]
    assert "later" in await tables()


async def test_a_step_that_fails_takes_the_steps_before_it_back(db, history):
    later = history(a="CREATE TABLE later (x int)", b="SELECT nonsense FROM nowhere")
    with pytest.raises(Exception, match="nowhere"):
        await migrate(later)
    assert "later" not in await tables()
    assert len(await missing(later)) == 2


async def test_older_code_refuses_a_newer_database(db, history):
    await migrate(history(a="CREATE TABLE later (x int)"))
    for ask in (migrate, missing):
        with pytest.raises(SchemaNewer, match="2999-01-01T00:00:00:a"):
            await ask(migrations)


async def test_of_two_that_start_at_once_one_migrates(db, history):
    later = history(a="CREATE TABLE later (x int)")
    done = await asyncio.gather(migrate(later), migrate(later))
    assert sorted(map(len, done)) == [0, 1]


async def test_an_empty_sqlite_file_is_migrated_from_the_ground(tmp_path):
    engine = engine_for("", tmp_path)
    piccolo_conf.use(engine)
    async with connected(engine):
        assert await missing(migrations) == await migrate(migrations) != []
