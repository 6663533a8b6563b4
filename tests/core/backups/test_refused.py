"""What cannot be backed up or restored is refused in one sentence, and nothing is written."""

import json
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from tests.core.backups.places import back_up, contents, fill, restore, rows_of_all

from xiangyi.core.backups.refusing import CannotBackUp, CannotRestore
from xiangyi.core.db import run
from xiangyi.serving import database, place
from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings

MANIFEST = "manifest.json"


@pytest.fixture(scope="session")
async def kept(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One backup for all who only read it."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copy(sqlite_template, folder)
    settings = Settings.from_environment({}, data=str(folder))
    await fill(settings)
    await back_up(settings, folder / "kept.backup")
    return folder / "kept.backup"


@pytest.fixture
def backup(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(kept, tmp_path / "the.backup"))


@pytest.fixture
def nowhere(tmp_path: Path) -> Settings:
    """A place that is not yet there."""
    return Settings.from_environment({}, data=str(tmp_path / "nowhere"))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A file that is not yet there."""
    return tmp_path / "new.backup"


async def still_empty(settings: Settings) -> bool:
    if not settings.database_url:
        return not list(settings.data_dir.glob("*sqlite*")) + list(settings.data_dir.glob("rest*"))
    async with database.opened(settings):
        return await rows_of_all() == {}


async def not_restored(settings: Settings, file: Path, words: str) -> None:
    with pytest.raises(CannotRestore, match=words) as refused:
        await restore(settings, file)
    assert "\n" not in str(refused.value)


def rewritten(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy with other members; None leaves one out."""
    other = file.with_name("other.backup")
    with ZipFile(file) as old, ZipFile(other, "w") as made:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                made.writestr(name, content)
    return other


def with_manifest(file: Path, **told: object) -> Path:
    return rewritten(
        file,
        lambda name, content: (
            json.dumps({**json.loads(content), **told}).encode() if name == MANIFEST else content
        ),
    )


async def test_nothing_is_written_over(filled, new):
    new.write_text("somebody's")
    with pytest.raises(CannotBackUp, match="there already"):
        await back_up(filled, new)
    assert new.read_text() == "somebody's"


async def test_a_file_that_cannot_be_is_named(filled, tmp_path):
    with pytest.raises(CannotBackUp, match=r"no/such/folder.*No such file"):
        await back_up(filled, tmp_path / "no/such/folder")


async def test_of_two_backups_to_one_file_the_second_is_refused(filled, new):
    from xiangyi.core.backups import writing  # noqa: PLC0415

    with writing.new_file(new) as first:
        with pytest.raises(CannotBackUp, match="being written"):
            await back_up(filled, new)
        first.write(b"the first")
    assert new.read_bytes() == b"the first"


async def test_where_nothing_is_there_is_nothing_to_back_up(empty_place, new):
    with pytest.raises(CannotBackUp, match=r"no database|is empty"):
        await back_up(empty_place, new)
    assert not empty_place.data_dir.exists()
    assert list(new.parent.glob("*new.backup*")) == []


async def test_a_table_that_restoring_would_not_make_is_named(filled, new):
    async with database.opened(filled):
        await run("CREATE TABLE a_strangers (id INTEGER)")
    with pytest.raises(CannotBackUp, match="a_strangers"):
        await back_up(filled, new)
    assert not new.exists()


async def test_a_database_of_a_later_version_is_left_to_that_version(filled, new):
    async with database.opened(filled):
        await run("UPDATE migration SET name = '2999' WHERE id = 8")
    with pytest.raises(CannotStart, match="later version"):
        await back_up(filled, new)


async def test_only_an_empty_place_takes_a_backup(filled, backup):
    there = await contents(filled)
    words = "already has tables" if filled.database_url else "there already"
    await not_restored(filled, backup, words)
    assert await contents(filled) == there


async def test_a_log_without_its_database_is_not_taken_for_an_empty_place(backup, tmp_path):
    """SQLite would merge it into the database that is put beside it."""
    settings = Settings.from_environment({}, data=str(tmp_path / "left"))
    place.prepare(settings)
    (settings.data_dir / "xiangyi.sqlite-wal").write_bytes(b"left behind")
    await not_restored(settings, backup, "xiangyi.sqlite-wal")


@pytest.mark.parametrize("content", [b"", b"no backup", b"PK\x05\x06" + bytes(18)])
async def test_what_is_no_backup_is_refused(nowhere, new, content):
    new.write_bytes(content)
    await not_restored(nowhere, new, "is no backup")
    assert not nowhere.data_dir.exists()


async def test_a_file_that_is_not_there_is_named(nowhere, new):
    await not_restored(nowhere, new, "new.backup cannot be read")


async def test_another_programs_file_is_refused(nowhere, backup):
    await not_restored(nowhere, with_manifest(backup, app="another"), "is no backup")


async def test_a_later_versions_backup_is_left_to_that_version(nowhere, backup):
    known = json.loads(ZipFile(backup).read(MANIFEST))["migrations"]
    for told in ({"format": 2, "tables": "otherwise"}, {"migrations": [*known, "2999"]}):
        await not_restored(nowhere, with_manifest(backup, version="9.9", **told), r"\(9\.9\)")
    assert not nowhere.data_dir.exists()


async def test_a_row_that_was_changed_or_taken_away_is_noticed(nowhere, backup):
    station = "tables/station.jsonl"
    for change in (
        lambda content: content.replace(b"0731-2", b"0731-3"),
        lambda content: content[content.index(b"\n") + 1 :],
        lambda _: None,
    ):
        other = rewritten(
            backup,
            lambda name, content, change=change: change(content) if name == station else content,
        )
        await not_restored(nowhere, other, "is damaged")
    assert not nowhere.data_dir.exists()


async def test_a_backup_that_was_cut_off_is_refused(nowhere, backup, new):
    whole = backup.read_bytes()
    for length in range(0, len(whole), 1999):
        new.write_bytes(whole[:length])
        await not_restored(nowhere, new, "cut off|is damaged")


async def test_damage_anywhere_is_refused_or_harmless(backup, tmp_path, nowhere):
    """Some bits of a ZIP say nothing, most between its files; what is taken in was there."""
    await restore(nowhere, backup)
    there, whole, chance = await contents(nowhere), backup.read_bytes(), Random(20261125)
    in_files = [byte for one in ranges_of(backup) for byte in one]
    refused = 0
    for number in range(60):
        damaged = bytearray(whole)
        at = chance.choice(in_files) if number % 2 else chance.randrange(len(whole))
        damaged[at] ^= 1 << chance.randrange(8)
        file = tmp_path / "damaged.backup"
        file.write_bytes(damaged)
        settings = Settings.from_environment({}, data=str(tmp_path / f"place-{number}"))
        try:
            await restore(settings, file)
        except CannotRestore:
            refused += number % 2
            assert not settings.data_dir.exists()
        else:
            assert await contents(settings) == there
    # A file's last byte has bits that fill it up.
    assert refused >= 28


def ranges_of(file: Path) -> list[range]:
    """Where the files within a ZIP lie, as it holds them."""
    whole, found = file.read_bytes(), []
    with ZipFile(file) as archive:
        for one in archive.infolist():
            # 4.3.7 of the format: 30 bytes, then the name and what else its head says.
            lengths = struct.unpack_from("<HH", whole, one.header_offset + 26)
            begins = one.header_offset + 30 + sum(lengths)
            found.append(range(begins, begins + one.compress_size))
    return found


def with_rows(file: Path, table: str, change: Callable[[bytes], bytes]) -> Path:
    """A backup that is whole, of a database that never was."""
    from hashlib import sha256  # noqa: PLC0415

    with ZipFile(file) as archive:
        told = json.loads(archive.read(MANIFEST))
        lines = change(archive.read(f"tables/{table}.jsonl"))
    for one in told["tables"]:
        if one["name"] == table:
            one.update(sha256=sha256(lines).hexdigest(), rows=lines.count(b"\n"))
    return rewritten(
        file,
        lambda name, content: (
            json.dumps(told).encode()
            if name == MANIFEST
            else lines
            if name == f"tables/{table}.jsonl"
            else content
        ),
    )


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        ("family", lambda _: b"", "rows of station point to rows that are not in it"),
        ("family", lambda lines: lines + lines, "does not fit.*family"),
        ("family", lambda lines: lines.replace(b"]", b",5]"), "does not fit.*family"),
        ("special_day", lambda lines: lines.replace(b"2026-", b"day-"), "does not fit.*special"),
    ],
)
async def test_rows_that_cannot_be_leave_the_place_empty(empty_place, backup, table, change, words):
    await not_restored(empty_place, with_rows(backup, table, change), words)
    assert await still_empty(empty_place)
    assert await restore(empty_place, backup) == []


async def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(tmp_path, new):
    settings = Settings.from_environment({}, data=str(tmp_path / "damaged"))
    place.prepare(settings)
    file = settings.data_dir / "xiangyi.sqlite"
    with closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE t (x)")
        made.executemany("INSERT INTO t VALUES (?)", [("x" * 1000,)] * 50)
        made.commit()
    content = bytearray(file.read_bytes())
    content[8192:12288] = bytes(range(256)) * 16
    file.write_bytes(content)
    with pytest.raises(CannotStart, match="damaged"):
        await back_up(settings, new)
    assert not new.exists()
