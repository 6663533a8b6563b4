"""The real command line in a process session of its own, with its output in a file."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

#: Long enough for a busy machine to import everything and migrate.
PATIENCE_S = 90.0


def environment(**more: str) -> dict[str, str]:
    """What a person's shell holds: nothing of ours but what is asked for."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XIANGYI_")}
    return {**kept, **more}


def say(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "xiangyi", *arguments],
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


class Staying:
    """One command that stays, `xiangyi serve` as a rule."""

    def __init__(
        self,
        output: Path,
        *arguments: str,
        python: Path = Path(sys.executable),
        module: str = "xiangyi",
        **more: str,
    ) -> None:
        self._output = output
        with output.open("wb") as file:
            self.process = subprocess.Popen(
                [str(python), "-m", module, *arguments],
                env=environment(**more),
                stdout=file,
                stderr=file,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self._output.read_text()

    @property
    def port(self) -> int:
        """The port in the address that it prints, once it has."""
        return int(self.wait_for(r"https?://localhost:(\d+)\n")[1])

    def said_where(self) -> bool:
        """Whether it has printed its address."""
        return "://localhost:" in self.output

    def wait_for(self, pattern: str) -> re.Match[str]:
        found: re.Match[str] | None = None

        def said() -> bool:
            nonlocal found
            found = re.search(pattern, self.output)
            assert found or self.process.poll() is None, self.output
            return found is not None

        wait_until(said, self.output)
        assert found
        return found

    def worker(self) -> int:
        """The process id of its worker, once there is one."""
        found: list[int] = []

        def there() -> bool:
            found[:] = children(self.process.pid)
            return bool(found)

        wait_until(there, self.output)
        return found[0]

    def stop(self, told: signal.Signals = signal.SIGTERM) -> float:
        """Tell it to stop, and return how many seconds it took."""
        began = time.monotonic()
        self.process.send_signal(told)
        self.process.wait(PATIENCE_S)
        return time.monotonic() - began

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind, whatever the test has found."""
        for pid in [*children(self.process.pid), self.process.pid]:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE_S)


@contextmanager
def busy_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def connect(port: int, request: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
    connection.sendall(request)
    return connection


def wait_until(
    true: Callable[[], bool], told: object = "", *, within_s: float = PATIENCE_S
) -> None:
    deadline = time.monotonic() + within_s
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(told)
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """The processes that `pid` has started, from Linux' own list."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(child) for child in listed.read_text().split()]
    except FileNotFoundError:
        return []


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and was not yet asked for does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def cpu_s(pid: int) -> float:
    """How many seconds it has computed: how far it has come, however busy the machine is."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
