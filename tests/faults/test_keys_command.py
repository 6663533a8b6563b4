"""`xiangyi keys`: a real server goes on while its keys change, and kill -9 loses nothing."""

import os
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from tests.processes import Staying, say, wait_until

from xiangyi.core import key_files, keys
from xiangyi.core.sealing import keyed_hash, seal, unseal

pytestmark = pytest.mark.faults

PHONE = "13812340126"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with keys, and 2,000 persons sealed with them."""
    data = tmp_path / "data"
    for command in (("keys", "init"), ("migrate",)):
        done = say(*command, "--data", str(data))
        assert done.returncode == 0, done.stderr
    keys.use_file(data / "keys")
    with closing(sqlite3.connect(data / "xiangyi.sqlite")) as database, database:
        for number in range(2_000):
            one, phone = str(uuid4()), f"139{number:08}"
            sealed = seal(phone, owner=one, field="phone"), keyed_hash(phone, field="phone")
            database.execute(
                "INSERT INTO account (id, made_at, phone, phone_hash) VALUES (?, ?, ?, ?)",
                (one, NOW.isoformat(), *sealed),
            )
    return data


def sealed_in(data: Path) -> list[tuple[str, str, bytes]]:
    """Owner, field and what is sealed, of every account."""
    with closing(sqlite3.connect(data / "xiangyi.sqlite", timeout=5)) as database:
        rows = database.execute("SELECT id, phone, name FROM account").fetchall()
    return [
        (owner, field, sealed)
        for owner, *both in rows
        for field, sealed in zip(("phone", "name"), both, strict=True)
        if sealed is not None
    ]


def of_other_keys(data: Path) -> int:
    current = key_files.read(data / "keys").current
    return sum(sealed[:4].decode() != current for *_, sealed in sealed_in(data))


def refused(done, *words: str) -> None:
    told = done.stderr.strip()
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(told.splitlines()) == 1, told
    for word in words:
        assert word in told


def test_a_server_goes_on_while_its_keys_change(data, tmp_path):
    before = key_files.read(data / "keys")
    written = 0
    console = {"XIANGYI_SMS_CONSOLE": "true"}
    serving = ("serve", "--port", "0", "--data", str(data))
    with Staying(tmp_path / "out", *serving, **console) as server:
        with httpx.Client(base_url=f"http://localhost:{server.port}") as person:
            sent = person.post("/api/session/codes", json={"phone": PHONE})
            assert sent.status_code == 201, sent.text
            code = server.wait_for(rf"SMS {PHONE}: (\d{{6}})")[1]
            signed_in = person.post("/api/session", json={"phone": PHONE, "code": code})
            person.headers["Authorization"] = f"Bearer {signed_in.json()['accessToken']}"
            changing = Staying(
                tmp_path / "rotate", "keys", "rotate", "--pause", "0.5", "--data", str(data)
            )
            with changing:
                while changing.process.poll() is None:
                    written += 1
                    changed = person.patch("/api/me", json={"name": f"改名{written}"})
                    assert changed.status_code == 200, changed.text
                    assert person.get("/api/me").json()["name"] == f"改名{written}"
                assert changing.process.returncode == 0, changing.output
            after = key_files.read(data / "keys")
            assert list(after.sealing) == [after.current] != [before.current]
            assert person.patch("/api/me", json={"name": "最后"}).json()["name"] == "最后"
        server.stop()
    assert written > 10
    assert of_other_keys(data) == 0
    keys.use_file(data / "keys")
    opened = [unseal(sealed, owner=owner, field=field) for owner, field, sealed in sealed_in(data)]
    assert len(opened) == 2_002
    assert "最后" in opened


def test_killed_at_any_time_it_is_finished_by_the_next_run(data, tmp_path):
    before = {owner: field for owner, field, _ in sealed_in(data)}
    for left in (1_999, 1_200, 1):
        command = ("keys", "rotate", "--pause", "30", "--data", str(data))
        with Staying(tmp_path / f"rotate{left}", *command) as changing:
            wait_until(
                lambda left=left: (
                    len(key_files.read(data / "keys").sealing) > 1 and of_other_keys(data) <= left
                ),
                changing.output,
            )
            os.kill(changing.process.pid, signal.SIGKILL)
    ring = key_files.read(data / "keys")
    assert len(ring.sealing) == 2
    done = say("keys", "rotate", "--pause", "0", "--data", str(data))
    assert done.returncode == 0, done.stderr
    assert list(key_files.read(data / "keys").sealing) == [ring.current]
    keys.use_file(data / "keys")
    after = {
        owner: field
        for owner, field, sealed in sealed_in(data)
        if unseal(sealed, owner=owner, field=field)
    }
    assert after == before


def test_a_backup_opens_the_data_again(data, tmp_path):
    kept = tmp_path / "stick" / "keys-2026.json"
    kept.parent.mkdir()
    done = say("keys", "backup", str(kept), "--data", str(data))
    assert done.returncode == 0, done.stderr
    assert "apart" in done.stdout
    assert kept.stat().st_mode & 0o777 == 0o600
    lost = data / "keys" / key_files.FILE
    content = lost.read_bytes()
    lost.unlink()
    refused(say("serve", "--port", "0", "--data", str(data)), "backup", str(lost))
    refused(say("keys", "init", "--data", str(data)), "backup", str(lost))
    lost.write_bytes(kept.read_bytes())
    refused(say("migrate", "--data", str(data)), "chmod 600")
    lost.chmod(0o600)
    assert lost.read_bytes() == content
    assert say("migrate", "--data", str(data)).returncode == 0


def test_a_backup_lies_apart_and_takes_no_others_place(data, tmp_path):
    there = tmp_path / "there"
    there.write_text("something")
    beside = tmp_path / "link"
    beside.symlink_to(data)
    for file, word in (
        (data / "copy.json", "outside"),
        (data / "keys" / "copy.json", "outside"),
        (beside / "copy.json", "outside"),
        (there, "already"),
        (tmp_path / "no such folder" / "copy.json", "cannot be written"),
    ):
        refused(say("keys", "backup", str(file), "--data", str(data)), str(file), word)
    assert there.read_text() == "something"
    assert not (data / "copy.json").exists()


def test_keys_are_made_once_and_for_nobody_else(tmp_path):
    data = tmp_path / "data"
    assert say("keys", "init", "--data", str(data)).returncode == 0
    made = (data / "keys" / key_files.FILE).read_bytes()
    refused(say("keys", "init", "--data", str(data)), "they stay")
    assert (data / "keys" / key_files.FILE).read_bytes() == made
    assert (data / "keys" / key_files.FILE).stat().st_mode & 0o777 == 0o600
    assert (data / "keys").stat().st_mode & 0o777 == 0o700


def test_on_postgresql_nobody_makes_keys_in_passing(tmp_path, postgres_server, postgres_template):
    data = tmp_path / "data"
    settings = {"XIANGYI_DATABASE_URL": postgres_server.format(postgres_template)}
    refused(say("serve", "--port", "0", "--data", str(data), **settings), "`xiangyi keys init`")
    assert not (data / "keys").exists()
    done = say("keys", "init", "--data", str(data), **settings)
    assert done.returncode == 0, done.stderr
    with Staying(
        tmp_path / "out", "serve", "--port", "0", "--data", str(data), **settings
    ) as server:
        assert server.port
        server.stop()
