"""Backups while others serve and write, and restoring that is killed: by the real commands."""

import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from tests.core.backups.places import THERE_AND_BACK, besides, contents, rows_of_all
from tests.divisions.makers import CHANGSHA, DOWN_TO_SHIZILI, HUNAN
from tests.divisions.makers import file_of as divisions_file
from tests.faults.batches import Importer, expect_whole
from tests.processes import Staying, alive, connect, cpu_s, say, wait_until
from tests.stations.desk import csv_of
from tests.workdays.makers import file_of as days_file
from tests.workdays.makers import whole

from xiangyi.core import key_files, keys
from xiangyi.core.db import run
from xiangyi.demo import story
from xiangyi.serving import database
from xiangyi.settings import Settings

pytestmark = pytest.mark.faults

KILLS = int(os.environ.get("KILLS", "5"))
#: Processor time that restoring a province's divisions takes, at most.
_LONGEST_LIFE_S = 0.5


def told(settings: Settings) -> dict[str, str]:
    return {"XIANGYI_DATA": settings.data, "XIANGYI_DATABASE_URL": settings.database_url}


def done(*arguments: object, settings: Settings) -> str:
    finished = say(*map(str, arguments), **told(settings))
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.fixture
def here(database_url: str, tmp_path: Path) -> Settings:
    """A migrated place, on each engine."""
    return Settings.from_environment({}, data=str(tmp_path), database_url=database_url)


@pytest.fixture
def importer(here: Settings) -> Iterator[Importer]:
    importer = Importer(here.database_url, here.data_dir)
    yield importer
    importer.close()


async def test_a_backup_is_of_one_moment_whoever_writes_meanwhile(importer, here, tmp_path):
    """Batches are whole in it, and no table is ahead of another."""
    with importer.writing(1):
        for number in range(3):
            importer.hear_of("confirmations")
            before = {kind: set(seen) for kind, seen in importer.acknowledged.items()}
            done("backup", tmp_path / f"{number}.backup", settings=here)
            restored = Settings.from_environment({}, data=str(tmp_path / f"restored-{number}"))
            done("restore", tmp_path / f"{number}.backup", settings=restored)
            async with database.opened(restored):
                await expect_whole(before)
        # It was still at it.
        importer.hear_of("confirmations")


class Caller(threading.Thread):
    """Asks a server again and again, and counts what is no answer."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.answered, self.refused = 0, 0
        self._port, self._enough = port, threading.Event()

    def run(self) -> None:
        request = b"GET /api/divisions HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
        while not self._enough.is_set():
            with connect(self._port, request) as connection:
                if connection.recv(15) == b"HTTP/1.1 200 OK":
                    self.answered += 1
                else:
                    self.refused += 1

    def stop(self) -> None:
        self._enough.set()
        self.join()


@THERE_AND_BACK
def test_the_service_goes_on_and_what_was_saved_serves_the_same(here, empty_place, tmp_path):
    """An office's place moves to the other engine."""
    lists = {
        "divisions": (divisions_file(*DOWN_TO_SHIZILI), "--system", "nbs", "--as-of", "2025-06-30"),
        "special-days": (days_file(*whole(2026)),),
        "stations": (csv_of({}, {"站点名称": "另一个驿站", "经度": "112.98"}), "--datum", "wgs84"),
    }
    key_files.write(keys.minted(), here.keys_dir / key_files.FILE)
    for kind, (content, *options) in lists.items():
        file = tmp_path / f"{kind}.csv"
        file.write_bytes(content)
        done("import", kind, file, *options, settings=here)

    index = here.packs_dir / "index.json"
    with Staying(tmp_path / "first", "serve", "--port", "0", **told(here)) as server:
        wait_until(lambda: index.exists() and b"430100000000.live" in index.read_bytes())
        caller = Caller(server.port)
        caller.start()
        wait_until(lambda: caller.answered > 0)
        said = done("backup", tmp_path / "the.backup", settings=here)
        caller.stop()
    assert caller.answered > 1
    assert caller.refused == 0
    assert said.startswith("Backed up ")

    assert done("restore", tmp_path / "the.backup", settings=empty_place).startswith("Restored ")
    shutil.copytree(here.keys_dir, empty_place.keys_dir)
    again = empty_place.packs_dir / "index.json"
    with Staying(tmp_path / "second", "serve", "--port", "0", **told(empty_place)) as server:
        wait_until(lambda: again.exists() and without_live(again) == without_live(index))
        with connect(server.port, b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n") as connection:
            assert connection.recv(15) == b"HTTP/1.1 200 OK"


def without_live(index: Path) -> dict[str, object]:
    """An index but for what changes by the hour, in which the hour stands."""
    told = json.loads(index.read_bytes())
    assert all(pack.pop("live") for pack in told["packs"])
    return told


async def test_killed_while_it_restores_it_leaves_nothing_or_everything(empty_place, tmp_path):
    source = Settings.from_environment({}, data=str(tmp_path / "source"))
    divisions = Path(story.__file__).parent / "data" / "divisions.csv"
    province = ("import", "divisions", divisions, "--system", "nbs", "--as-of", "2023-06-30")
    done(*province, settings=source)
    file = tmp_path / "province.backup"
    done("backup", file, settings=source)
    there, chance = await contents(source), Random(20261125)
    lives = [0.0, *(chance.uniform(0, _LONGEST_LIFE_S) for _ in range(KILLS - 1))]
    left_empty = []
    for number, life_s in enumerate(lives):
        restore_and_be_killed(tmp_path / f"output-{number}", file, empty_place, life_s)
        left_empty.append(await is_empty(empty_place))
        if not left_empty[-1]:
            assert besides(await contents(empty_place), "operator.restore") == there
            await clear(empty_place)
    assert left_empty[0]
    done("restore", file, settings=empty_place)
    assert besides(await contents(empty_place), "operator.restore") == there
    assert not (empty_place.data_dir / "restoring").exists()


def restore_and_be_killed(output: Path, file: Path, settings: Settings, life_s: float) -> None:
    """Kill it once it has computed so long after it began to take rows in."""
    with Staying(output, "restore", str(file), **told(settings)) as restoring:
        pid = restoring.process.pid
        restoring.wait_for("Restoring")
        end = cpu_s(pid) + life_s
        wait_until(lambda: not alive(pid) or cpu_s(pid) >= end)
        if alive(pid):
            os.kill(pid, signal.SIGKILL)
        restoring.process.wait()


async def is_empty(settings: Settings) -> bool:
    if not settings.database_url:
        return not (settings.data_dir / "xiangyi.sqlite").exists()
    async with database.opened(settings):
        return await rows_of_all() == {}


async def clear(settings: Settings) -> None:
    if not settings.database_url:
        (settings.data_dir / "xiangyi.sqlite").unlink()
        return
    async with database.opened(settings):
        await run("DROP SCHEMA public CASCADE")
        await run("CREATE SCHEMA public")


def test_what_was_cut_short_is_said_and_begun_anew(tmp_path):
    source = Settings.from_environment({}, data=str(tmp_path / "source"))
    (tmp_path / "divisions.csv").write_bytes(divisions_file(HUNAN, CHANGSHA))
    taken = ("import", "divisions", tmp_path / "divisions.csv", "--system", "nbs")
    done(*taken, "--as-of", "2025-06-30", settings=source)
    unfinished = tmp_path / ".the.backup.unfinished"
    unfinished.write_bytes(b"of one that was killed" * 1000)
    done("backup", tmp_path / "the.backup", settings=source)
    assert not unfinished.exists()

    target = Settings.from_environment({}, data=str(tmp_path / "target"))
    (target.data_dir / "restoring").mkdir(parents=True)
    (target.data_dir / "restoring" / "xiangyi.sqlite").write_bytes(b"half of it")
    assert "beginning anew" in done("restore", tmp_path / "the.backup", settings=target)


@pytest.mark.parametrize(
    ("command", "words"), [("backup", "holds no database"), ("restore", "cannot be read")]
)
def test_a_refusal_is_one_sentence(tmp_path, command, words):
    data = tmp_path / "nowhere"
    finished = say(command, str(tmp_path / "the.backup"), "--data", str(data))
    assert finished.returncode == 1
    [sentence] = finished.stderr.splitlines()
    assert words in sentence
    assert not data.exists()
