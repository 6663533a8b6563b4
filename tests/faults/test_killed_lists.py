"""A server killed with -9 while it takes a list in: nothing of it is there, and it can go on."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from tests.divisions.makers import DOWN_TO_SHIZILI, file_of
from tests.processes import Staying, say, wait_until
from tests.stations.desk import HEAD, row

pytestmark = pytest.mark.faults

PHONE = "13812340126"
ROWS = 2_500
CONTENT = "\n".join([HEAD, *(row(f"A{number}", f"第{number}驿站") for number in range(ROWS))])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (tmp_path / "divisions.csv").write_bytes(file_of(*DOWN_TO_SHIZILI))
    for command in (
        ["import", "divisions", f"{tmp_path}/divisions.csv", "--system=nbs", "--as-of=2025-06-30"],
        ["grant", PHONE, "administrator", "--division", "nbs:430102000000"],
    ):
        done = say(*command, "--data", str(folder))
        assert done.returncode == 0, done.stderr
    return folder


def serving(data: Path, output: str) -> Staying:
    arguments = ["serve", "--port", "0", "--data", str(data)]
    return Staying(data.parent / output, *arguments, XIANGYI_SMS_CONSOLE="true")


def client_of(server: Staying, token: str = "") -> httpx.Client:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30, headers=headers)


def sign_in(server: Staying) -> str:
    """A token, which a server that has started anew knows as well."""
    with client_of(server) as client:
        client.post("/api/session/codes", json={"phone": PHONE}).raise_for_status()
        code = server.wait_for(rf"SMS {PHONE}: (\d{{6}})")[1]
        return str(
            client.post("/api/session", json={"phone": PHONE, "code": code}).json()["accessToken"]
        )


def kept(data: Path) -> tuple[int, int, int]:
    with closing(sqlite3.connect(data / "xiangyi.sqlite")) as database:
        counts = [
            database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608  # our own tables
            for table in ("station", "station_revision", "station_batch")
        ]
    return counts[0], counts[1], counts[2]


def test_a_server_killed_while_it_takes_a_list_in_leaves_nothing_of_it(data):
    path = f"/api/lists/{uuid4()}"
    with serving(data, "first.txt") as server, client_of(server, sign_in(server)) as client:
        token = client.headers["authorization"].removeprefix("Bearer ")
        client.put(path, params={"datum": "wgs84", "name": "a.csv"}, content=CONTENT.encode())
        wait_until(lambda: client.get(path).json()["state"] == "rehearsed")
        client.post(f"{path}/landing", json={}).raise_for_status()
        wait_until(lambda: client.get(path).json()["done"] > ROWS)
        server.process.kill()
        server.process.wait()
    assert kept(data) == (0, 0, 0)
    with serving(data, "second.txt") as server, client_of(server, token) as client:
        assert client.get(path).json()["state"] == "stopped"
        client.post(f"{path}/landing", json={}).raise_for_status()
        wait_until(lambda: client.get(path).json()["state"] == "landed")
        assert kept(data) == (ROWS, ROWS, 1)
        server.stop()
