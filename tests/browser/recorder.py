"""A proxy that every byte a phone sends goes through, and that keeps a copy."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

_HEAD_ENDS = b"\r\n\r\n"
_LENGTH = b"content-length:"


class Recorder:
    """What was sent, request by request: the line, the headers and the body, as they came."""

    def __init__(self) -> None:
        self.requests: list[bytes] = []
        self.url = ""
        self._serving: set[asyncio.Task[None]] = set()

    def hosts(self) -> set[str]:
        """Whom the requests were for, refused ones too."""
        return {urlsplit(request.split()[1].decode()).netloc for request in self.requests}

    def serve(self, phone: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        """Held here until it is done, as the loop holds no connection that waits for a phone."""
        serving = asyncio.create_task(self._serve(phone, answer))
        self._serving.add(serving)
        serving.add_done_callback(self._serving.discard)

    async def stop(self) -> None:
        """Let go of whoever still waits, and see every connection closed."""
        serving = list(self._serving)
        for one in serving:
            one.cancel()
        done = await asyncio.gather(*serving, return_exceptions=True)
        broken = [one for one in done if isinstance(one, Exception)]
        if broken:
            raise ExceptionGroup("what came was not passed on", broken)

    async def _serve(self, phone: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                await self._record(phone, answer)
        finally:
            await _close(answer)

    async def _record(self, phone: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        head = await phone.readuntil(_HEAD_ENDS)
        body = await phone.readexactly(_length(head))
        self.requests.append(head + body)
        method, address, _ = head.split(b" ", 2)
        url = urlsplit(address.decode())
        if method != b"CONNECT" and url.hostname == "localhost":
            await _pass_on(url.port or 80, _for_one_answer(head) + body, answer)


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


def _length(head: bytes) -> int:
    lines = [line for line in head.lower().split(b"\r\n") if line.startswith(_LENGTH)]
    return int(lines[0].removeprefix(_LENGTH)) if lines else 0


def _for_one_answer(head: bytes) -> bytes:
    """The same request as a server wants it, without its host in the line, and the last one."""
    line, *headers = head.removesuffix(_HEAD_ENDS).split(b"\r\n")
    method, address, version = line.split(b" ")
    url = urlsplit(address)
    path = url.path + (b"?" + url.query if url.query else b"")
    kept = [one for one in headers if not one.lower().startswith((b"connection:", b"proxy-"))]
    return (
        b"\r\n".join([b" ".join([method, path, version]), *kept, b"connection: close"]) + _HEAD_ENDS
    )


async def _pass_on(port: int, request: bytes, answer: asyncio.StreamWriter) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        while piece := await reader.read(65536):
            answer.write(piece)
            await answer.drain()
    finally:
        await _close(writer)


@asynccontextmanager
async def recording() -> AsyncIterator[Recorder]:
    recorder = Recorder()
    async with await asyncio.start_server(recorder.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        recorder.url = f"http://127.0.0.1:{port}"
        yield recorder
        await recorder.stop()
