"""A program that has loaded everything, and makes a server of itself for each line that it reads.

`python -m tests.volunteering.answering DATA` answers each with the new server's process and port.
"""

import os
import signal
import sys

import uvloop

from xiangyi.app import create_app
from xiangyi.core import log
from xiangyi.serving import database, keyring, server, sockets
from xiangyi.settings import Settings


async def _answer(settings: Settings) -> None:
    async with database.opened(settings):
        await keyring.bring(settings)
        app, sock = create_app(settings), sockets.listen("127.0.0.1", 0)
        os.write(1, b"%d %d\n" % (os.getpid(), sock.getsockname()[1]))
        await server.answer(app, sock)


def main() -> None:
    settings = Settings.from_environment(data=sys.argv[1])
    log.configure(settings.log_level)
    # Nobody waits for those that are killed.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    os.write(1, b"ready\n")
    while sys.stdin.buffer.readline():
        if os.fork() == 0:
            uvloop.run(_answer(settings))


if __name__ == "__main__":
    main()
