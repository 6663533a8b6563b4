"""libcurl's sockets and timer on a selector, and a bell that another thread may ring."""

import selectors
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

import pycurl

_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
_EVENTS: Final = {
    pycurl.POLL_IN: _READ,
    pycurl.POLL_OUT: _WRITE,
    pycurl.POLL_INOUT: _READ | _WRITE,
}
#: Nothing that is waited for is due sooner than this says, whatever else is forgotten.
_LONGEST_S: Final = 1.0


class Poller:
    """Performs many handles at once; asked by one thread, but for `ring`."""

    def __init__(self, connections: int, streams: int, stopwatch: Callable[[], float]) -> None:
        self._stopwatch = stopwatch
        self._due_at: float | None = None
        self._selector = selectors.DefaultSelector()
        self._bell, self._ear = socket.socketpair()
        for end in (self._bell, self._ear):
            end.setblocking(False)  # noqa: FBT003  # so it is called
        self._selector.register(self._ear, _READ)
        self._multi: Any = pycurl.CurlMulti()
        for option, value in (
            (pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX),
            (pycurl.M_MAX_HOST_CONNECTIONS, connections),
            (pycurl.M_MAX_CONCURRENT_STREAMS, streams),
            (pycurl.M_SOCKETFUNCTION, self._watch),
            (pycurl.M_TIMERFUNCTION, self._be_due),
        ):
            self._multi.setopt(option, value)

    def add(self, curl: Any) -> None:
        self._multi.add_handle(curl)

    def remove(self, curl: Any) -> None:
        self._multi.remove_handle(curl)

    def turn(self, most_s: float | None) -> None:
        """Wait for something to do, at the longest so many seconds, and do it."""
        waits = [_LONGEST_S if most_s is None else most_s]
        if self._due_at is not None:
            waits.append(max(self._due_at - self._stopwatch(), 0.0))
        for key, events in self._selector.select(min(waits)):
            if key.fileobj is self._ear:
                with suppress(BlockingIOError):
                    self._ear.recv(4_096)
                continue
            mask = (pycurl.CSELECT_IN if events & _READ else 0) | (
                pycurl.CSELECT_OUT if events & _WRITE else 0
            )
            self._multi.socket_action(key.fd, mask)
        if self._due_at is not None and self._stopwatch() >= self._due_at:
            self._due_at = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)

    def done(self) -> Iterator[tuple[Any, int]]:
        """Handles that have ended, each with its error, or 0."""
        more = True
        while more:
            more, good, bad = self._multi.info_read()
            yield from ((curl, 0) for curl in good)
            yield from ((curl, number) for curl, number, _ in bad)

    def ring(self) -> None:
        """Have `turn` return; any thread may."""
        # A bell that is full of ringing will be heard, and one that is gone need not be.
        with suppress(OSError):
            self._bell.send(b"\0")

    def close(self) -> None:
        self._multi.close()
        self._selector.close()
        self._bell.close()
        self._ear.close()

    def _watch(self, what: int, fd: int, _multi: object, _data: object) -> None:
        there = fd in self._selector.get_map()
        if what == pycurl.POLL_REMOVE:
            if there:
                self._selector.unregister(fd)
        elif there:
            self._selector.modify(fd, _EVENTS[what])
        else:
            self._selector.register(fd, _EVENTS[what])

    def _be_due(self, wait_ms: int) -> None:
        self._due_at = None if wait_ms < 0 else self._stopwatch() + wait_ms / 1_000
