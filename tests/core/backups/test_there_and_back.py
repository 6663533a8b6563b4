"""What a backup holds comes back as it was, on the engine it came from and on the other."""

import json
import stat
import tracemalloc
from collections.abc import Coroutine, Iterator
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from tests.core.backups.places import (
    THERE_AND_BACK,
    back_up,
    besides,
    contents,
    publish,
    restore,
)
from tests.stations.makers import NOW

from xiangyi import migrations
from xiangyi.core.backups import catalogue
from xiangyi.core.bulk import insert_rows
from xiangyi.core.db import run
from xiangyi.core.migrate import known_to, migrate
from xiangyi.features.stations.tables import Confirmation, Report, StationBatch
from xiangyi.piccolo_app import APP_CONFIG
from xiangyi.serving import database, demonstration, place
from xiangyi.serving.tables import Demonstration
from xiangyi.settings import Settings


async def test_every_row_of_every_table_comes_back(filled, backup, empty_place):
    there = await contents(filled)
    assert len(there["station"]) == 20
    assert await restore(empty_place, backup) == []
    assert besides(await contents(empty_place), "operator.restore") == there


@THERE_AND_BACK
async def test_both_ways_are_in_the_audit(filled, backup, empty_place):
    await restore(empty_place, backup)
    there, here = [(await contents(place_))["audit_entry"] for place_ in (filled, empty_place)]
    assert [row[4] for row in there] == ["operator.backup"]
    assert [row[4] for row in here] == ["operator.backup", "operator.restore"]
    assert {row[2] for row in here} == {None}


async def test_no_table_is_forgotten(filled, backup):
    """Whether a class declares it or not."""
    with ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    there = await contents(filled)
    assert {table["name"]: table["rows"] for table in manifest["tables"]} == {
        name: len(rows) for name, rows in there.items()
    }
    declared = {table._meta.tablename for table in APP_CONFIG.table_classes}  # noqa: SLF001
    assert declared | {"migration"} == there.keys()


async def test_every_column_is_of_a_kind_that_a_backup_can_hold(db):
    for table in await catalogue.tables():
        for column in table.types:
            assert table.kind(column)


@THERE_AND_BACK
async def test_the_same_packs_are_published_again(filled, backup, empty_place):
    await restore(empty_place, backup)
    async with database.opened(empty_place):
        await publish(empty_place)
    told = (empty_place.packs_dir / "index.json").read_bytes()
    assert json.loads(told)["packs"]
    assert told == (filled.packs_dir / "index.json").read_bytes()


@THERE_AND_BACK
async def test_new_rows_are_numbered_after_those_that_came(filled, backup, empty_place):
    await restore(empty_place, backup)
    async with database.opened(empty_place):
        station = (await Confirmation.select().first())["station"]
        for table, told in (
            (Confirmation, {"confirmed_at": NOW}),
            (Report, {"kind": "locked", "reported_at": NOW}),
        ):
            highest = max(await table.select(table.id).output(as_list=True))
            [added] = await table.insert(table(station=station, **told))
            assert added["id"] == highest + 1


@THERE_AND_BACK
async def test_what_points_nowhere_is_refused_again(filled, backup, empty_place):
    """Keys that were put aside are back, on every table."""
    await restore(empty_place, backup)
    async with database.opened(empty_place):
        for sql in (
            "UPDATE division SET parent = 'nbs:nowhere'",
            "DELETE FROM family",
            "UPDATE report SET station = 'NOWHERE1'",
        ):
            with pytest.raises(Exception, match=r"(?i)foreign key"):
                await run(sql)


async def test_a_backup_is_its_owners_alone(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir() if "unfinished" in path.name] == []


@THERE_AND_BACK
async def test_an_invented_province_stays_one(filled, tmp_path, empty_place):
    """Invented stations must not come back as real ones."""
    async with database.opened(filled):
        await Demonstration.insert(Demonstration(begun_at=NOW))
    await back_up(filled, tmp_path / "demo.backup")
    await restore(empty_place, tmp_path / "demo.backup")
    async with database.opened(empty_place):
        assert (await demonstration.as_told(empty_place)).demo


@THERE_AND_BACK
async def test_what_is_real_stays_real_whatever_the_settings_say(filled, backup, empty_place):
    await restore(empty_place, backup)
    async with database.opened(empty_place):
        assert not (await demonstration.as_told(replace(empty_place, demo=True))).demo


async def test_an_older_backup_is_brought_up_to_date(tmp_path, empty_place):
    """Taken before there were lists, revisions of stations, or a revision of the calendar."""
    old = Settings.from_environment({}, data=str(tmp_path / "old"))
    place.prepare(old)
    async with database.opened(old):
        first = sorted(known_to(migrations))[:5]
        await migrate(migrations, only=first)
        await run("INSERT INTO special_day VALUES ('2026-10-01', 'holiday', '国庆', 'N', 'a list')")
        await run("UPDATE family SET name_zh = '工会之家' WHERE id = 'union_station'")
    await back_up(old, tmp_path / "old.backup")
    said = await restore(empty_place, tmp_path / "old.backup")
    assert said == [f"Applied {name}." for name in sorted(known_to(migrations))[5:]]
    there = await contents(empty_place)
    assert there["special_day"] == [[date(2026, 10, 1), "holiday", "国庆", "N", "a list"]]
    assert "工会之家" in [row[1] for row in there["family"]]
    assert there["station_batch"] == there["special_day_revision"] == []


@THERE_AND_BACK
async def test_memory_stays_flat_however_many_rows(filled, tmp_path, empty_place):
    small_place = Settings.from_environment({}, data=str(tmp_path / "small"))
    peaks = []
    for first, rows, place_ in ((0, 6_000, small_place), (6_000, 18_000, empty_place)):
        file = tmp_path / f"{rows}.backup"
        async with database.opened(filled):
            await insert_rows(StationBatch, many_batches(first, rows))
        writing = await peak_of(back_up(filled, file))
        peaks.append((writing, await peak_of(restore(place_, file))))
    few, many = peaks
    assert many[0] < 1.2 * few[0]
    assert many[1] < 1.2 * few[1]
    assert len((await contents(empty_place))["station_batch"]) == 24_002


def many_batches(first: int, rows: int) -> Iterator[dict[str, object]]:
    for number in range(first, first + rows):
        told = {"source": "a list", "file_name": "x" * 200, "imported_at": NOW}
        yield {"id": f"batch-{number}", **told}


async def peak_of(work: Coroutine[Any, Any, object]) -> int:
    """The most bytes that Python held at once meanwhile."""
    tracemalloc.start()
    try:
        await work
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
