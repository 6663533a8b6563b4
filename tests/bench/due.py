"""Prepared requests in an open loop: each is sent when it is due, however long the others take.

Run as a program: `python -m tests.bench.due PORT RATE REQUESTS TOLD` sends the requests of one
file, so many a second, and writes what came of them into another.
"""

import asyncio
import sys
import time
from pathlib import Path

import msgspec
import uvloop
from tests.bench.rush import PATIENCE_S, TICK_S, Rush, Stream
from tests.bench.square import END


async def _run(port: int, rate: int, requests: list[bytes]) -> Stream:
    rush = Rush(rate, requests.__getitem__, lambda _, status, *__: str(status))
    await rush.connect(port)
    began, seconds = time.perf_counter(), len(requests) / rate
    while (now := time.perf_counter()) < began + seconds + PATIENCE_S:
        rush.tick(began, now, seconds)
        if now > began + seconds and rush.is_over:
            break
        await asyncio.sleep(TICK_S)
    return rush.told()


if __name__ == "__main__":
    port, rate, requests, told = sys.argv[1:]
    made = Path(requests).read_bytes().split(END)
    Path(told).write_bytes(msgspec.json.encode(uvloop.run(_run(int(port), int(rate), made))))
