"""Our own application in one process: what `xiangyi serve` runs, without the worker beside it.

Run as a program: `python -m tests.bench.server DATA PORT`.
"""

import asyncio
import sys

import uvloop

from xiangyi.app import create_app
from xiangyi.serving import database, server, sockets
from xiangyi.settings import Settings


async def main(settings: Settings, port: int) -> None:
    async with database.opened(settings):
        app = create_app(settings)
        async with server.answering(app, sockets.listen("127.0.0.1", port)) as answering:
            await answering


if __name__ == "__main__":
    try:
        uvloop.run(main(Settings.from_environment({}, data=sys.argv[1]), int(sys.argv[2])))
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(0)
