"""The machine under the figures, and processes that are started, pinned, and ended by their id."""

import os
import platform
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.figures import Missing

#: Whoever answers has one core, whoever asks has the other.
ANSWERING, ASKING = 0, 1
_START_S = 60.0
_STOP_S = 10.0


def describe() -> str:
    model = ""
    info = Path("/proc/cpuinfo")
    if info.is_file():
        models = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = models[0].partition(":")[2].strip() if models else ""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores, {gigabytes:.0f} GB,"
        f" {platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def need(program: str, how: str) -> str:
    """Find a program.

    Raises:
        Missing: it is not there; `how` says how to get it.
    """
    found = shutil.which(program)
    if found is None:
        raise Missing(f"needs {program}: {how}")
    return found


def pinned(core: int | None) -> list[str]:
    """What to put before a command so that it runs on that core, where this can be had."""
    taskset = shutil.which("taskset")
    if core is None or taskset is None or (os.cpu_count() or 1) <= core:
        return []
    return [taskset, "-c", str(core)]


def worked_s(pid: int | None) -> float:
    """Seconds of the processor's time that a process and those that it started have used."""
    if pid is None:
        return 0.0
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return 0.0
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(worked_s(int(child)) for child in children)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str],
    *,
    port: int,
    log: Path,
    core: int | None = ANSWERING,
    environment: Mapping[str, str] | None = None,
) -> Iterator[int]:
    """Run a server until this ends; yields its process id once it listens on loopback.

    Without a `core` it runs wherever there is room.

    Raises:
        RuntimeError: it ended before it listened, with its last words.
    """
    with log.open("wb") as told:
        process = subprocess.Popen(
            [*pinned(core), *command],
            stdout=told,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    try:
        _wait_for(process, port, log)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + _START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"no server on port {port}:\n{log.read_text(errors='replace')[-2000:]}")
