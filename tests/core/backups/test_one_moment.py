"""A backup is of one moment, and holds up nobody who writes while it is made."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import asyncpg
from tests.core.backups.places import besides, contents, restore
from tests.stations.makers import NOW

from xiangyi.serving import backups
from xiangyi.settings import Settings

#: Of the first table in a backup, of one in the middle and of the last.
CHANGES = (
    "UPDATE amenity SET name_zh = 'changed'",
    "UPDATE special_day SET name_zh = 'changed'",
    "DELETE FROM station_amenity",
)


def write(settings: Settings) -> None:
    """From a connection of its own, without any patience for a lock."""
    if settings.database_url:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _write_to_postgres(settings.database_url)).result()
        return
    with closing(sqlite3.connect(settings.data_dir / "xiangyi.sqlite", timeout=0)) as database:
        for change in CHANGES:
            database.execute(change)
        database.commit()


async def _write_to_postgres(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET lock_timeout = '1ms'")
        async with connection.transaction():
            for change in CHANGES:
                await connection.execute(change)
    finally:
        await connection.close()


async def test_what_is_written_meanwhile_is_not_in_it(
    filled: Settings, empty_place: Settings, tmp_path: Path
):
    before, written = await contents(filled), []

    @contextmanager
    def writing_at_the_first_step(label: str, total: int) -> Iterator[Callable[[int], object]]:
        def advance(steps: int) -> None:
            if not written:
                write(filled)
                written.append(steps)

        yield advance

    file = tmp_path / "meanwhile.backup"
    await backups.back_up(filled, file, now=NOW, show=writing_at_the_first_step)
    assert (await contents(filled))["station_amenity"] == []
    await restore(empty_place, file)
    assert besides(await contents(empty_place), "operator.backup", "operator.restore") == before
