"""The port we listen on, and the addresses under which people reach it."""

import errno
import socket

from xiangyi.serving.refusing import CannotStart

BACKLOG = 1024
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  # compared with, not bound to
_HERE = {"127.0.0.1", "localhost"}


def listen(host: str, port: int) -> socket.socket:
    """Take the port at once, so that a busy one is told of before anything else is done.

    Ours rather than the server's own socket, which shares a busy port without a word.

    Raises:
        CannotStart: the port is busy or not ours to take, or the host is none of this machine's.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            why = f"port {port} is busy; choose another with --port"
        elif isinstance(error, PermissionError):
            why = f"port {port} needs special rights; choose one above 1023 with --port"
        else:
            why = f"this machine cannot listen on {host}: {error.strerror}; see --host"
        raise CannotStart(why) from error


def addresses(sock: socket.socket, *, secure: bool) -> list[str]:
    """What to type into a browser, the nearest first."""
    scheme = "https" if secure else "http"
    host, port = sock.getsockname()[:2]
    if host in _HERE:
        hosts = ["localhost"]
    elif host in _EVERYWHERE:
        hosts = ["localhost", *_on_the_network()]
    else:
        hosts = [f"[{host}]" if ":" in host else host]
    return [f"{scheme}://{name}:{port}" for name in hosts]


def _on_the_network() -> list[str]:
    """The address this machine would send from; asking for a route sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
        except OSError:
            return []
        own: str = asking.getsockname()[0]
    return [] if own.startswith("127.") else [own]
