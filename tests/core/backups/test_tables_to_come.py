"""Tables that are still to come: other kinds of cells, rows that nobody may delete."""

from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from uuid import UUID

import pytest
from tests.core.backups.places import THERE_AND_BACK, rows_of_all, unseen
from tests.stations.makers import NOW

from xiangyi.core.backups import loading, reading, writing
from xiangyi.core.backups.manifest import Manifest
from xiangyi.core.db import of_one_moment, run
from xiangyi.core.migrate import applied, known_to, migrate
from xiangyi.serving import database, place
from xiangyi.settings import Settings

KINDS = (
    "CREATE TABLE kinds (id INTEGER PRIMARY KEY, raw BYTEA, tag UUID, at TIMESTAMPTZ, day DATE,"
    " yes BOOLEAN, many BIGINT, part DOUBLE PRECISION, data JSON, words TEXT,"
    " next INTEGER REFERENCES kinds (id) ON DELETE RESTRICT)"
)
#: The first points to the second.
VALUES = (
    "INSERT INTO kinds (id, raw, tag, at, day, yes, many, part, data, words, next) VALUES (1, {},"
    " '6f1c2b52-5d4e-4b8c-9a64-1f6f3a3f1f10', '2026-11-23 08:00:00.000001+00:00', '2024-02-29',"
    " true, 9007199254740993, 0.1, '5', {}, 2)"
)
WORDS = '中文 "\\ \n \u2028 😀'
_KEPT = "CREATE TRIGGER kept BEFORE DELETE ON amenity"
_REFUSE = (
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'only {{added}} to'; END $$"
)
#: For "only added to", as SQLite says it and as PostgreSQL does; braces stand doubled for `run`.
ONLY_ADDED_TO = {
    "sqlite": (f"{_KEPT} BEGIN SELECT RAISE(ABORT, 'only {{{{added}}}} to'); END",),
    "postgres": (
        _REFUSE,
        f"{_KEPT} FOR EACH ROW EXECUTE FUNCTION refuse()",
    ),
}


@pytest.fixture
def source(database_url: str, tmp_path: Path) -> Settings:
    return Settings.from_environment({}, data=str(tmp_path), database_url=database_url)


async def write_with(package: ModuleType, source: Settings, file: Path):
    """Back up as later code than ours will, and return what was there."""
    async with database.opened(source):
        await migrate(package)
        with writing.new_file(file) as unfinished:
            async with of_one_moment():
                manifest = Manifest(version="9", made_at=NOW, migrations=await applied())
                await writing.write_tables(unfinished, manifest, unseen)
        return await rows_of_all()


async def load_with(package: ModuleType, settings: Settings, file: Path):
    place.prepare(settings)
    with reading.opened(file) as backup:
        backup.check(known_to(package), unseen)
        async with database.opened(settings):
            await loading.load(backup, package, unseen)
            return await rows_of_all()


@THERE_AND_BACK
async def test_every_kind_of_cell_comes_back(source, tmp_path, empty_place, history):
    later, file = history(kinds=KINDS), tmp_path / "kinds.backup"
    async with database.opened(source):
        await migrate(later)
        await run("INSERT INTO kinds (id) VALUES (2)")
        await run(VALUES, bytes(range(256)), WORDS)
    await write_with(later, source, file)
    loaded = await load_with(later, empty_place, file)
    assert [2, *[None] * 10] in loaded["kinds"]
    async with database.opened(empty_place):
        [row] = await run("SELECT * FROM kinds WHERE id = 1")
    assert row["raw"] == bytes(range(256))
    assert row["tag"] == UUID("6f1c2b52-5d4e-4b8c-9a64-1f6f3a3f1f10")
    assert row["at"] == datetime(2026, 11, 23, 8, 0, 0, 1, UTC)
    assert (row["yes"], row["many"], row["part"]) == (True, 2**53 + 1, 0.1)
    # SQLite makes a number of it when it reads.
    assert (str(row["data"]), row["words"]) == ("5", WORDS)


@THERE_AND_BACK
async def test_what_is_only_added_to_comes_back_and_stays_so(
    source, tmp_path, empty_place, history
):
    """The rows that a migration put in have to go, although nobody may delete any."""
    later, file = history(guard=ONLY_ADDED_TO), tmp_path / "guarded.backup"
    written = await write_with(later, source, file)
    assert await load_with(later, empty_place, file) == written
    async with database.opened(empty_place):
        with pytest.raises(Exception, match=r"only \{added\} to"):
            await run("DELETE FROM amenity")
