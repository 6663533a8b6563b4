"""Fifty strangers send photos but for the end: memory stays, and riders are served."""

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from tests.media.pictures import door, saved
from tests.processes import Staying

pytestmark = pytest.mark.faults

MANY, EACH = 50, 9_900_000


async def half_sent(port: int) -> tuple[asyncio.StreamWriter, bytes]:
    """A connection on which all of a photo has been sent but its end, or until it was refused."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        b"PUT /api/photos/%b HTTP/1.1\r\nhost: localhost\r\ncontent-length: %d\r\n\r\n"
        % (str(uuid4()).encode(), EACH + 1)
    )
    # What begins as no photo would not be read on.
    piece = b"\xff\xd8\xff".ljust(100_000, b"\0")
    answer = asyncio.ensure_future(reader.read(65536))
    try:
        for _ in range(EACH // len(piece)):
            if answer.done():
                break
            writer.write(piece)
            await writer.drain()
        else:
            answer.cancel()
            return writer, b""
    except ConnectionError:
        pass
    # Refused: its answer is here, or goes with the connection.
    with suppress(ConnectionError):
        return writer, await answer
    return writer, b""


def memory_mb(pid: int, kind: str) -> float:
    told = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in told if line.startswith(kind))


async def test_half_sent_photos_take_up_no_more_than_their_room(tmp_path):
    content = saved(door(1600, 1200), "JPEG")
    arguments = ["serve", "--port", "0", "--data", str(tmp_path / "data")]
    with Staying(tmp_path / "output", *arguments) as server:
        port, pid = server.port, server.process.pid
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as rider:
            first = await rider.put(f"/api/photos/{uuid4()}", content=content)
            assert first.status_code == 200, first.text
            before = memory_mb(pid, "VmRSS")
            strangers = await asyncio.gather(*(half_sent(port) for _ in range(MANY)))
            for _ in range(5):
                sent = await rider.put(f"/api/photos/{uuid4()}", content=content)
                assert sent.status_code == 200, sent.text
        grown = memory_mb(pid, "VmHWM") - before
        for writer, _ in strangers:
            writer.close()
        assert grown < 250, f"{grown:.0f} MB for {MANY} half-sent photos"
        refused = [answer for _, answer in strangers if answer]
        assert refused, "most of them were told to come again"
        for answer in refused:
            head, _, body = answer.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 503 ")
            assert json.loads(body)["code"] == "darkroom_busy"
