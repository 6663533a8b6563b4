"""What cannot be is refused at the start, in one sentence that names it, and changes nothing."""

import os
import sqlite3
import stat
from pathlib import Path

import httpx
import pytest
from tests.core.backups.places import contents
from tests.processes import Staying, busy_port, say, wait_until

from xiangyi.settings import Settings

pytestmark = pytest.mark.faults


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def migrated(data: Path) -> Path:
    """A data directory as a good start leaves it."""
    done = say("migrate", "--data", str(data))
    assert done.returncode == 0, done.stderr
    return data / "xiangyi.sqlite"


def refused(done, *words: str, code: int = 1) -> None:
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    told = done.stderr.strip()
    assert len(told.splitlines()) == 1, told
    for word in words:
        assert word in told


def serve(data: Path, *more: str, **settings: str):
    return say("serve", "--port", "0", "--data", str(data), *more, **settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("XIANGYI_STALE_DAYS", "many"),
        ("XIANGYI_STALE_DAYS", "0"),
        ("XIANGYI_DATABASE_URL", "mysql://somewhere"),
        ("XIANGYI_TILES_ORIGIN", "not a place"),
        ("XIANGYI_TILES_KEY", "a key without its attribution"),
        ("XIANGYI_LOG_LEVEL", "shout"),
        ("XIANGYI_TYPO", "1"),
    ],
)
def test_a_wrong_setting_is_named(data, name, value):
    refused(serve(data, **{name: value}), name, code=2)
    assert not data.exists()


def test_a_data_directory_that_cannot_be_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    refused(serve(tmp_path / "file" / "data"), str(tmp_path / "file" / "data"), "--data")


def test_a_busy_port_is_named_before_anything_is_done(data):
    with busy_port() as port:
        done = say("serve", "--port", str(port), "--data", str(data))
    refused(done, str(port), "--port")
    assert not (data / "xiangyi.sqlite").exists()


def test_a_file_that_is_no_database_is_left_alone(data):
    data.mkdir()
    (data / "xiangyi.sqlite").write_text("a shopping list, long enough to be taken for a header")
    before = (data / "xiangyi.sqlite").read_bytes()
    refused(serve(data), "xiangyi.sqlite", "damaged")
    assert (data / "xiangyi.sqlite").read_bytes() == before


def test_damage_deep_inside_is_found_at_the_start(migrated):
    content = bytearray(migrated.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = os.urandom(8192)
    migrated.write_bytes(content)
    refused(serve(migrated.parent), "damaged")


def test_a_schema_newer_than_the_code_is_named(migrated):
    with sqlite3.connect(migrated) as database:
        database.execute(
            "INSERT INTO migration (name, app_name, ran_on)"
            " VALUES ('2031-01-01T00:00:00:000001', 'xiangyi', '2031-01-01 00:00:00')"
        )
    database.close()
    refused(serve(migrated.parent), "2031-01-01", "later version")


def test_a_database_that_is_not_there_is_named_without_its_password(data):
    done = serve(data, XIANGYI_DATABASE_URL="postgresql://me:geheim@127.0.0.1:9/none")
    refused(done, "PostgreSQL", "127.0.0.1")
    assert "geheim" not in done.stderr


def test_a_second_process_on_one_data_directory_names_the_first(tmp_path, data):
    arguments = ["serve", "--port", "0", "--data", str(data)]
    with Staying(tmp_path / "output", *arguments) as first:
        assert first.port
        refused(serve(data), "in use", str(first.process.pid))
    # The lock goes with the process, however it ended.
    with Staying(tmp_path / "again", *arguments) as second:
        assert second.port


def test_half_a_certificate_is_no_certificate(tmp_path, data):
    cert = tmp_path / "cert.pem"
    cert.write_text("nothing of the kind")
    refused(serve(data, "--cert", str(cert)), "--key", code=2)
    refused(serve(data, "--cert", str(cert), "--key", str(cert)), "cert")


async def test_a_demonstration_does_not_move_into_somebodys_data(database_url, tmp_path):
    """On either engine, and nobody becomes its administrator afterwards."""
    told = {"XIANGYI_DATA": str(tmp_path), "XIANGYI_DATABASE_URL": database_url}
    assert say("keys", "init", **told).returncode == 0
    real = Settings.from_environment({}, data=str(tmp_path), database_url=database_url)
    before = await contents(real)
    refused(say("demo", "--port", "0", **told), "no demonstration")
    assert await contents(real) == before
    with Staying(tmp_path / "output", "serve", "--port", "0", **told) as server:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}") as client:
            answer = await client.post("/api/demo/cast/administrator")
        assert (answer.status_code, answer.json()["code"]) == (404, "no_demonstration")


def test_the_data_directory_is_for_its_owner_only(tmp_path, data):
    with Staying(tmp_path / "output", "serve", "--port", "0", "--data", str(data)) as server:
        wait_until(lambda: bool(server.port))
        files = {one.name: stat.S_IMODE(one.stat().st_mode) for one in data.glob("*.sqlite*")}
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert files == dict.fromkeys(
        ("xiangyi.sqlite", "xiangyi.sqlite-wal", "xiangyi.sqlite-shm"), 0o600
    )
