"""Our own application in one process: what `xiangyi serve` runs, without the worker beside it.

Run as a program: `python -m tests.bench.server DATA PORT`.
"""

import sys

import uvloop

from xiangyi.app import create_app
from xiangyi.core import log
from xiangyi.serving import database, server, sockets
from xiangyi.settings import Settings


async def main(settings: Settings, port: int) -> None:
    async with database.opened(settings):
        await server.answer(create_app(settings), sockets.listen("127.0.0.1", port))


if __name__ == "__main__":
    known = Settings.from_environment({}, data=sys.argv[1])
    log.configure(known.log_level)
    uvloop.run(main(known, int(sys.argv[2])))
