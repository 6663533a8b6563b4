"""A push service that Firefox knows how to ask: Mozilla's protocol (autopush) on a WebSocket.

What servers post to (RFC 8030) is the service that stands in elsewhere too, which looks at the
VAPID token; what is for Firefox it passes on as it came, and cannot open.
"""

import asyncio
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self
from uuid import uuid4

from tests.notifications.push_service import Answer, Browser, PushService
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

#: How Firefox acknowledges what it could open and has handed to the page's worker.
DELIVERED = 100

Message = dict[str, Any]


class Channel(Browser):
    """A subscription of Firefox', which keeps its keys to itself."""

    def __init__(
        self, endpoint: str, application_key: bytes, send: Callable[[bytes], None]
    ) -> None:
        super().__init__(endpoint, application_key, Answer())
        self._send = send
        #: What Firefox said of each message, in their order.
        self.acknowledged: list[int] = []

    def open(self, body: bytes) -> bytes:
        self._send(body)
        return body


class Autopush:
    """Listens on loopback for one Firefox, while `async with` lasts."""

    def __init__(self) -> None:
        self.posted = PushService(None, answer=Answer())
        self.channels: dict[str, Channel] = {}
        self._outbox: asyncio.Queue[Message] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        await self.posted.__aenter__()
        protocols = ["push-notification"]
        self._server = await serve(self._meet, "127.0.0.1", 0, subprotocols=protocols)  # type: ignore[arg-type]
        port = next(iter(self._server.sockets)).getsockname()[1]
        self.url = f"ws://127.0.0.1:{port}/"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()
        await self.posted.__aexit__()

    async def _meet(self, socket: ServerConnection) -> None:
        sending = asyncio.create_task(self._send(socket))
        try:
            with suppress(ConnectionClosed):
                async for said in socket:
                    self._hear(json.loads(said))
        finally:
            sending.cancel()

    async def _send(self, socket: ServerConnection) -> None:
        while True:
            await socket.send(json.dumps(await self._outbox.get()))

    def _hear(self, said: Message) -> None:
        kind = said.get("messageType")
        if kind == "hello":
            self._answer(said, uaid=said.get("uaid") or uuid4().hex, use_webpush=True)
        elif kind == "register":
            channel = self._opened(said["channelID"], said["key"])
            self._answer(said, channelID=said["channelID"], pushEndpoint=channel.endpoint)
        elif kind == "unregister":
            self.channels[said["channelID"]].answer = Answer(410)
            self._answer(said, channelID=said["channelID"])
        elif kind == "ack":
            for one in said["updates"]:
                self.channels[one["channelID"]].acknowledged.append(one["code"])

    def _answer(self, asked: Message, **told: object) -> None:
        self._outbox.put_nowait({"messageType": asked["messageType"], "status": 200, **told})

    def _opened(self, id_: str, key: str) -> Channel:
        def send(body: bytes) -> None:
            self._outbox.put_nowait(
                {
                    "messageType": "notification",
                    "channelID": id_,
                    "version": uuid4().hex,
                    "data": urlsafe_b64encode(body).decode().rstrip("="),
                    "headers": {"encoding": "aes128gcm"},
                }
            )

        path = f"/wpush/v2/{uuid4().hex}"
        application_key = urlsafe_b64decode(key + "=" * (-len(key) % 4))
        channel = Channel(self.posted.origin + path, application_key, send)
        self.channels[id_] = self.posted.browsers[path] = channel
        return channel
