"""Whether a server goes when it is told to, and takes along what it has started."""

import os
import signal
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.processes import Staying, alive, children, connect, cpu_s, wait_until

pytestmark = pytest.mark.faults

GET = b"GET %b HTTP/1.1\r\nhost: localhost\r\n\r\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def served(tmp_path: Path, data: Path, **more: str) -> Staying:
    return Staying(tmp_path / "output", "serve", "--port", "0", "--data", str(data), **more)


def test_whoever_answers_people_comes_before_the_worker(tmp_path, data):
    def nice(process: int) -> int:
        return os.getpriority(os.PRIO_PROCESS, process)

    with served(tmp_path, data) as server:
        worker = server.worker()
        wait_until(lambda: nice(worker) > nice(server.process.pid))


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_within_two_seconds_whatever_hangs_on_it(tmp_path, data, told):
    """The description is asked for once before: to make it takes a second or two of one core."""
    with served(tmp_path, data) as server, ExitStack() as callers:
        worker = server.worker()

        def call(request: bytes) -> socket.socket:
            return callers.enter_context(connect(server.port, request))

        for path in (b"/schema/openapi.json", b"/health"):
            idle = call(GET % path)
            assert idle.recv(15) == b"HTTP/1.1 200 OK"
        call(b"GET /health HTTP/1.1\r\nhost: half-sen")
        call(GET % b"/schema/openapi.json" * 50)

        assert server.stop(told) < 2
        assert server.process.returncode == 0
        assert not alive(worker)


@pytest.mark.parametrize("worked_s", [0.1, 0.3, 0.7, 1.1])
def test_told_to_stop_while_it_starts_it_goes_at_once_and_in_silence(tmp_path, data, worked_s):
    with served(tmp_path, data) as server:
        pid = server.process.pid
        wait_until(lambda: cpu_s(pid) >= worked_s or server.said_where())
        workers = children(pid)
        assert server.stop(signal.SIGINT) < 2
        assert server.said_where() or server.output == ""
        wait_until(lambda: not any(map(alive, workers)), within_s=3)


def test_a_request_that_waits_for_somebody_else_does_not_hold_up_the_stop(tmp_path, data):
    with socket.create_server(("127.0.0.1", 0)) as never_answers:
        tiles = {
            "XIANGYI_TILES_KEY": "key",
            "XIANGYI_TILES_ATTRIBUTION": "GS(2024)0650",
            "XIANGYI_TILES_ORIGIN": f"http://127.0.0.1:{never_answers.getsockname()[1]}",
        }
        with (
            served(tmp_path, data, **tiles) as server,
            connect(server.port, GET % b"/api/tiles/vec/10/835/428") as caller,
        ):
            asked, _ = never_answers.accept()
            with asked:
                assert server.stop() < 2
            assert server.process.returncode == 0
            assert not caller.recv(100).startswith(b"HTTP/1.1 200")
        assert "Traceback" not in server.output


def test_killed_outright_it_leaves_neither_child_nor_port_nor_database_behind(tmp_path, data):
    with served(tmp_path, data) as server:
        worker, port = server.worker(), server.port
        wait_until(lambda: "worker ready" in server.output, server.output)
        server.process.kill()
        server.process.wait()
        wait_until(lambda: not alive(worker), within_s=3)

    with Staying(
        tmp_path / "again", "serve", "--port", str(port), "--data", str(data)
    ) as server_again:
        assert server_again.port == port


def test_a_worker_that_dies_is_started_again(tmp_path, data):
    with served(tmp_path, data) as server:
        first = server.worker()
        os.kill(first, signal.SIGKILL)
        server.wait_for("worker ended")
        wait_until(lambda: server.worker() != first, server.output)


def test_a_worker_beside_a_server_that_is_gone_leaves_at_once(tmp_path, data):
    with served(tmp_path, data) as server:
        server.wait_for("http://")
        with Staying(tmp_path / "orphan", "worker", "--data", str(data), "--parent", "1") as orphan:
            assert orphan.process.wait(10) == 0
