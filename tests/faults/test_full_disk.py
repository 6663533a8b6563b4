"""A full disk: refused in one sentence, nothing half written, and on it goes once there is room."""

import errno
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.divisions.makers import CHANGSHA, HUNAN, file_of
from tests.faults.importing import division_lines
from tests.processes import Staying, connect, say, wait_until

from xiangyi.features.stations.adapters.pack_files import write_pack

pytestmark = pytest.mark.faults

#: Room for the database, its log and the packs, and filled in a moment.
_DISK = "size=16m"
_MANY = list(dict.fromkeys(line for number in range(1, 301) for line in division_lines(number)))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", _DISK, "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        why = f"a small disk needs the right to mount one (run as root): {done.stderr.strip()}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> None:
    """Leave not a page."""
    filler = os.open(disk / "filler", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        while True:
            os.write(filler, bytes(4096))
    except OSError as error:
        assert error.errno == errno.ENOSPC  # noqa: PT017  # that it is raised is the way out
    finally:
        os.close(filler)


def take_in(disk: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    file = disk.parent / "divisions.csv"
    file.write_bytes(file_of(*lines))
    arguments = ["--system", "nbs", "--as-of", "2023-06-30", "--data", str(disk / "data")]
    return say("import", "divisions", str(file), *arguments)


def held(disk: Path) -> int:
    """How many divisions are there, in a database that is whole."""
    with closing(sqlite3.connect(disk / "data" / "xiangyi.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        [(rows,)] = database.execute("SELECT COUNT(*) FROM division")
    return rows


def refused(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1, done.stdout + done.stderr
    [sentence] = done.stderr.splitlines()
    assert "no space is left" in sentence
    assert "damaged" not in sentence


def answers(port: int, path: bytes) -> bool:
    request = b"GET %b HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n" % path
    with connect(port, request) as connection:
        return connection.recv(15) == b"HTTP/1.1 200 OK"


def test_a_server_on_a_full_disk_answers_refuses_and_goes_on_by_itself(disk, tmp_path):
    assert take_in(disk, HUNAN, CHANGSHA).returncode == 0
    packs = disk / "data" / "packs"
    index = packs / "index.json"
    arguments = ["serve", "--port", "0", "--data", str(disk / "data")]
    with Staying(tmp_path / "output", *arguments) as server:
        port = server.port
        wait_until(index.exists, server.output)
        fill(disk)
        refused(take_in(disk, HUNAN, CHANGSHA, *_MANY))
        assert held(disk) == 2

        def publisher_has_no_room() -> bool:
            # What is gone it would write again, for which there must be no room either.
            for path in packs.iterdir():
                path.unlink(missing_ok=True)
            fill(disk)
            return "job failed" in server.output and not index.exists()

        wait_until(publisher_has_no_room, server.output)
        assert answers(port, b"/health")
        assert answers(port, b"/api/divisions")

        (disk / "filler").unlink()
        wait_until(index.exists, server.output, within_s=90)
        assert answers(port, b"/packs/index.json")
        assert take_in(disk, HUNAN, CHANGSHA, *_MANY).returncode == 0
        assert held(disk) == 2 + len(_MANY)


def test_a_full_disk_is_not_taken_for_a_damaged_database(disk):
    assert take_in(disk, HUNAN, CHANGSHA).returncode == 0
    fill(disk)
    refused(take_in(disk, *_MANY))
    refused(say("serve", "--port", "0", "--data", str(disk / "data")))
    (disk / "filler").unlink()
    assert held(disk) == 2
    assert take_in(disk, HUNAN, CHANGSHA, *_MANY).returncode == 0


@pytest.mark.parametrize("room", [0, 8192, 65536])
def test_a_pack_that_does_not_fit_leaves_nothing_behind(disk, room):
    packs = disk / "packs"
    packs.mkdir()
    fill(disk)
    with (disk / "filler").open("r+b") as filler:
        filler.truncate((disk / "filler").stat().st_size - room)
    body = {"noise": os.urandom(100_000).hex()}
    with pytest.raises(OSError, match="No space left"):
        write_pack(packs, "430100000000.slow", body)
    assert [path.name for path in packs.iterdir() if not path.name.endswith((".br", ".gz"))] == []
    (disk / "filler").unlink()
    pack = write_pack(packs, "430100000000.slow", body)
    assert (packs / pack.path).stat().st_size == pack.size


def test_a_backup_that_does_not_fit_leaves_nothing_behind(disk, tmp_path):
    assert take_in(disk, HUNAN, CHANGSHA, *_MANY).returncode == 0
    backup = disk / "the.backup"
    fill(disk)
    for room in (0, 4096, 16384):
        with (disk / "filler").open("r+b") as filler:
            filler.truncate((disk / "filler").stat().st_size - room)
        no_room(say("backup", str(backup), "--data", str(disk / "data")))
        assert [path.name for path in disk.iterdir() if "backup" in path.name] == []
        fill(disk)
    (disk / "filler").unlink()
    assert say("backup", str(backup), "--data", str(disk / "data")).returncode == 0


def test_a_restore_that_does_not_fit_leaves_the_place_empty(disk, tmp_path):
    assert take_in(disk, HUNAN, CHANGSHA, *_MANY).returncode == 0
    backup, data = tmp_path / "the.backup", disk / "again"
    assert say("backup", str(backup), "--data", str(disk / "data")).returncode == 0
    fill(disk)
    with (disk / "filler").open("r+b") as filler:
        filler.truncate((disk / "filler").stat().st_size - (1 << 18))
    no_room(say("restore", str(backup), "--data", str(data)))
    assert [path.name for path in data.iterdir() if path.name not in {"packs", "serve.lock"}] == []
    (disk / "filler").unlink()
    assert say("restore", str(backup), "--data", str(data)).returncode == 0


def no_room(done: subprocess.CompletedProcess[str]) -> None:
    """As `refused`, after what the command said it was at."""
    done.stderr = done.stderr.splitlines()[-1]
    refused(done)
