"""A database is brought up to date whole or not at all, once, and never by older code."""

import asyncio
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from xiangyi import migrations, piccolo_conf
from xiangyi.core.db import connected, engine_for, is_postgres, run
from xiangyi.core.migrate import SchemaNewer, migrate, missing

ONE = """
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from xiangyi.core.db import run

ID = "{id}"

async def change():
    await run("{sql}")

async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description="test")
    manager.add_raw(change)
    return manager
"""


@pytest.fixture
def history(tmp_path, monkeypatch):
    """A copy of the migrations, with room for more after them."""
    folder = tmp_path / "later_migrations"
    shutil.copytree(Path(migrations.__path__[0]), folder)
    monkeypatch.syspath_prepend(str(tmp_path))

    def package_with(**more: str) -> ModuleType:
        for name, sql in more.items():
            text = ONE.format(id=f"2999-01-01T00:00:00:{name}", sql=sql)
            (folder / f"m9999_{name}.py").write_text(text)
        package = ModuleType("later_migrations")
        package.__path__ = [str(folder)]
        monkeypatch.setitem(sys.modules, "later_migrations", package)
        return package

    yield package_with
    for name in [name for name in sys.modules if name.startswith("later_migrations.")]:
        del sys.modules[name]


async def tables() -> set[object]:
    if is_postgres():
        found = await run("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    else:
        found = await run("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row["name"] for row in found}


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
