"""Load on a server: wrk for how many, one kept connection for how long."""

import re
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.figures import middle
from tests.bench.machine import ASKING, need, pinned

#: Enough to keep one core busy, few enough to harm nobody.
CONNECTIONS = 32
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")


def rate(
    url: str, *, seconds: int = 1, headers: Mapping[str, str] | None = None, script: str = ""
) -> float:
    """Answers a second under wrk.

    Raises:
        Missing: wrk is not there.
        RuntimeError: an answer was not 2xx, or a connection broke.
    """
    command = [
        *pinned(ASKING),
        need("wrk", "apt-get install wrk"),
        *("-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s"),
        *(part for name, value in (headers or {}).items() for part in ("-H", f"{name}: {value}")),
        *(("-s", script) if script else ()),
        url,
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = _RATE.search(told)
    if found is None or "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(f"{url} under wrk:\n{told}")
    return float(found[1])


def rates_in_turn(
    urls: Sequence[str],
    *,
    headers: Mapping[str, str] | None = None,
    scripts: Sequence[str] = (),
    rounds: int = 5,
    seconds: int = 1,
) -> list[float]:
    """The median rate of each, asked in turn, so that a busy neighbour disturbs all alike."""
    each = list(zip(urls, scripts or [""] * len(urls), strict=True))
    # The first round warms up and is not counted.
    seen = [
        [rate(url, seconds=seconds, headers=headers, script=script) for url, script in each]
        for _ in range(rounds + 1)
    ]
    return [middle(column) for column in zip(*seen[1:], strict=True)]


def paths_script(paths: Sequence[str], file: Path) -> str:
    """A script that lets wrk ask for one path after the other."""
    listed = ",\n".join(f'"{path}"' for path in paths)
    file.write_text(
        f"local paths = {{{listed}}}\nlocal at = 0\n"
        "request = function()\n  at = at % #paths + 1\n"
        "  return wrk.format('GET', paths[at])\nend\n"
    )
    return str(file)


class Line:
    """One kept HTTP/1.1 connection, with as little of a client as there can be."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, path: str, *, method: str = "GET", token: str = "") -> tuple[float, int, bytes]:
        """Seconds until the whole answer was there, its status and its body."""
        signed = f"Authorization: Bearer {token}\r\n" if token else ""
        empty = "" if method == "GET" else "Content-Length: 0\r\n"
        wanted = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
            f"{signed}{empty}\r\n"
        ).encode()
        start = time.perf_counter()
        self._socket.sendall(wanted)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
        while len(body) < length:
            body += self._more()
        return time.perf_counter() - start, int(head.split(b" ", 2)[1]), body

    def close(self) -> None:
        self._socket.close()

    def _more(self) -> bytes:
        some = self._socket.recv(1 << 18)
        if not some:
            raise ConnectionError("the server hung up")
        return some
