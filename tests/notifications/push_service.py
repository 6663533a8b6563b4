"""A push service that stands in for true ones: it opens what it is sent, and answers as told.

TLS and HTTP/2 by h2, so that it can also do what no server should: hang, reset, never end.
"""

import asyncio
import os
import ssl
import time
from base64 import urlsafe_b64decode
from collections import Counter
from contextlib import suppress
from itertools import count
from typing import Literal, Self

import http_ece
import jwt
import trustme
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived, StreamEnded
from h2.exceptions import ProtocolError
from msgspec import Struct

#: `hang` never answers, `reset` ends the stream, `cut` the connection; `endless` never ends its
#: answer, `broken` ends the stream within it.
Manner = Literal["answer", "hang", "reset", "cut", "endless", "broken"]


class Answer(Struct, frozen=True):
    status: int = 201
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    manner: Manner = "answer"


class Browser:
    """A subscription as the browser holds it: its keys, and whose messages it wants."""

    def __init__(self, endpoint: str, application_key: bytes, answer: Answer) -> None:
        self._private = ec.generate_private_key(ec.SECP256R1())
        self.endpoint, self.application_key, self.answer = endpoint, application_key, answer
        public = self._private.public_key()
        self.p256dh = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.auth = os.urandom(16)
        self.got: list[bytes] = []
        self.headers: dict[str, str] = {}

    def open(self, body: bytes) -> bytes:
        opened: bytes = http_ece.decrypt(
            body, private_key=self._private, auth_secret=self.auth, version="aes128gcm"
        )
        return opened


class PushService:
    """Listens on loopback for as long as `async with` lasts."""

    def __init__(
        self,
        ca: trustme.CA | None,
        host: str = "127.0.0.1",
        *,
        protocol: str = "h2",
        answer: Answer,
    ) -> None:
        """Without certificates it speaks plain HTTP/1.1, for a process that trusts none of them."""
        self._host, self._answer = host, answer
        self._protocol = protocol if ca else "http/1.1"
        self._context: ssl.SSLContext | None = None
        if ca:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.set_alpn_protocols([protocol])
            ca.issue_cert(host).configure_cert(self._context)
        self.browsers: dict[str, Browser] = {}
        self.asked: Counter[str] = Counter()
        self.was_asked = asyncio.Event()
        self.connections = 0
        self._trusted: set[str] = set()
        self._numbers = count()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._meet, self._host, 0, ssl=self._context)
        port = self._server.sockets[0].getsockname()[1]
        self.origin = f"http{'s' if self._context else ''}://{self._host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def next_asked(self, within_s: float) -> None:
        """Wait until somebody asks for something, but no longer than that."""
        self.was_asked.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.was_asked.wait(), within_s)

    def subscribe(self, application_key: bytes, answer: Answer | None = None) -> Browser:
        path = f"/wpush/{next(self._numbers)}"
        browser = Browser(self.origin + path, application_key, answer or self._answer)
        self.browsers[path] = browser
        return browser

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        serve = _Streams if self._protocol == "h2" else _OneAtATime
        task = asyncio.create_task(serve(self, reader, writer).run())
        self._tasks.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError, ProtocolError):
            await task
        self._tasks.discard(task)
        writer.close()

    def judge(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """What this service answers, having looked at everything as true ones do."""
        self.asked[path] += 1
        self.was_asked.set()
        browser = self.browsers.get(path)
        if browser is None:
            return Answer(404)
        token, key = _vapid(headers.get("authorization", ""))
        if key != browser.application_key:
            return Answer(403, body=b"VAPID key mismatch")
        if why := self._wrong_with(token, key):
            return Answer(401, body=why.encode())
        if headers.get("content-encoding") != "aes128gcm" or not headers.get("ttl", "").isdigit():
            return Answer(400)
        if browser.answer.status < 300:
            browser.got.append(browser.open(body))
            browser.headers = headers
        return browser.answer

    def _wrong_with(self, token: str, key: bytes) -> str:
        if token in self._trusted:
            return ""
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
        try:
            claims = jwt.decode(token, public, algorithms=["ES256"], audience=self.origin)
        except jwt.InvalidTokenError as error:
            return str(error)
        if not claims.get("sub", "").startswith(("mailto:", "https:")):
            return "no contact"
        if claims["exp"] - time.time() > 24 * 3_600:
            return "too long"
        self._trusted.add(token)
        return ""


class _Streams:
    """One connection of HTTP/2."""

    def __init__(
        self, service: PushService, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._service, self._reader, self._writer = service, reader, writer
        self._http = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self._heads: dict[int, dict[str, str]] = {}
        self._bodies: dict[int, bytes] = {}

    async def run(self) -> None:
        self._http.initiate_connection()
        while True:
            self._writer.write(self._http.data_to_send())
            await self._writer.drain()
            data = await self._reader.read(4_096)
            if not data:
                return
            for event in self._http.receive_data(data):
                if isinstance(event, RequestReceived):
                    self._heads[event.stream_id] = dict(event.headers)
                    self._bodies[event.stream_id] = b""
                elif isinstance(event, DataReceived):
                    self._bodies[event.stream_id] += event.data
                    self._http.acknowledge_received_data(
                        event.flow_controlled_length, event.stream_id
                    )
                elif isinstance(event, StreamEnded):
                    self._answer(event.stream_id)

    def _answer(self, stream: int) -> None:
        headers, body = self._heads.pop(stream), self._bodies.pop(stream)
        answer = self._service.judge(headers[":path"], headers, body)
        if answer.manner == "hang":
            return
        if answer.manner == "cut":
            self._writer.transport.abort()
            return
        if answer.manner == "reset":
            self._http.reset_stream(stream)
            return
        self._http.send_headers(stream, [(":status", str(answer.status)), *answer.headers])
        if answer.manner == "endless":
            while (room := self._http.local_flow_control_window(stream)) > 0:
                self._http.send_data(stream, b"x" * min(room, 16_384))
            return
        if answer.manner == "broken":
            self._http.reset_stream(stream)
            return
        self._http.send_data(stream, answer.body, end_stream=True)


class _OneAtATime:
    """One connection of HTTP/1.1."""

    def __init__(
        self, service: PushService, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._service, self._reader, self._writer = service, reader, writer

    async def run(self) -> None:
        while True:
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            parted = (line.partition(": ") for line in head[1:] if line)
            headers = {name.lower(): value for name, _, value in parted}
            body = await self._reader.readexactly(int(headers["content-length"]))
            answer = self._service.judge(head[0].split(" ")[1], headers, body)
            if answer.manner == "hang":
                continue
            more = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
            length = len(answer.body)
            told = f"HTTP/1.1 {answer.status} X\r\nContent-Length: {length}\r\n{more}\r\n"
            self._writer.write(told.encode() + answer.body)
            await self._writer.drain()


def _vapid(authorization: str) -> tuple[str, bytes]:
    scheme, _, rest = authorization.partition(" ")
    if scheme != "vapid":
        return "", b""
    told = dict(part.strip().split("=", 1) for part in rest.split(","))
    key = told.get("k", "")
    return told.get("t", ""), urlsafe_b64decode(key + "=" * (-len(key) % 4))
