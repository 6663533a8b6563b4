"""Granian inside our own event loop, where the database connections live."""

import asyncio
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server.embed import Server
from litestar.enums import ScopeType
from litestar.types import Receive, Scope, Send

from xiangyi.serving.refusing import CannotStart
from xiangyi.serving.sockets import BACKLOG

#: How long a request in flight may go on once we are told to stop.
_GRACE_S = 0.5
#: How long the server may take after the last request has ended or been cut off.
_CLOSING_S = 0.2
#: Granian's own lines go where ours go, and only when something is wrong.
_LOGGING = {
    "loggers": {
        "_granian": {"handlers": [], "propagate": True},
        "granian.access": {"handlers": [], "propagate": True},
    }
}

ASGIApp = Callable[[Any, Any, Any], Any]


async def answer(
    app: ASGIApp, sock: socket.socket, cert: Path | None = None, key: Path | None = None
) -> None:
    """Answer requests until cancelled; those in flight have a moment to end, and then are cut."""
    cuttable = _Cuttable(app)
    server = _OurSocketServer(cuttable, sock, cert, key)
    serving = asyncio.ensure_future(server.serve())
    try:
        await asyncio.shield(serving)
    finally:
        server.stop()
        await cuttable.end(within_s=_GRACE_S)
        await asyncio.wait({serving}, timeout=_CLOSING_S)


def check_certificate(cert: Path | None, key: Path | None) -> None:
    """See whether the pair can be used, before anything else is done.

    Raises:
        CannotStart: one cannot be read, they do not belong together, or the key asks for a word.
    """
    if cert is None or key is None:
        return
    try:
        # An empty password, since the default would ask for one on the terminal.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, password="")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise CannotStart(f"certificate {cert} and key {key} cannot be used: {why}") from error


class _Cuttable:
    """Knows the requests in flight, to cut off those that outlast a stop."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._in_flight: set[asyncio.Task[Any]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            # Lasts as long as the server, and is ended by it.
            await self._app(scope, receive, send)
            return
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a request runs in a task")
        self._in_flight.add(task)
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            # Nobody but us cancels a request, and Granian would report it as a crash.
            pass
        finally:
            self._in_flight.discard(task)

    async def end(self, *, within_s: float) -> None:
        """Wait for what is in flight, and cut off what takes longer.

        Who has not even sent a whole request is waited for by nobody.
        """
        if self._in_flight:
            await asyncio.wait(self._in_flight, timeout=within_s)
        for task in self._in_flight:
            task.cancel()


class _OurSocketServer(Server):
    """Granian, listening on a socket that we have bound."""

    def __init__(
        self, app: ASGIApp, sock: socket.socket, cert: Path | None, key: Path | None
    ) -> None:
        self._sock = sock
        super().__init__(
            app,
            interface=Interfaces.ASGI,
            http=HTTPModes.auto,
            websockets=False,
            backlog=BACKLOG,
            log_level=LogLevels.error,
            log_dictconfig=_LOGGING,
            ssl_cert=cert,
            ssl_key=key,
            # Phones of 2016 are still ridden with, and know nothing newer.
            ssl_protocol_min=SSLProtocols.tls12,
        )

    def _init_shared_socket(self) -> None:
        holder: Any = SocketHolder
        self._shd = holder(self._sock.detach(), False, BACKLOG)  # noqa: FBT003  # its signature
