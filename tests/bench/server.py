"""Our own application in one process: what `xiangyi serve` runs, without the worker beside it.

Run as a program: `python -m tests.bench.server DATA PORT [APP]`, where APP is the folder of
another built app that stands in place of ours.
"""

import sys
from pathlib import Path

import uvloop
from tests.doors import no_picture

from xiangyi.app import create_api, create_app
from xiangyi.core import log
from xiangyi.core.clock import utc_now
from xiangyi.core.files import BuiltApp, Packs
from xiangyi.core.front import Front
from xiangyi.core.headers import security_headers
from xiangyi.demo import people
from xiangyi.serving import database, demonstration, keyring, server, sockets
from xiangyi.settings import Settings


async def main(settings: Settings, port: int, peer: Path | None) -> None:
    async with database.opened(settings):
        front = await _ours(settings) if peer is None else _with(peer, settings)
        await server.answer(front, sockets.listen("127.0.0.1", port))


async def _ours(settings: Settings) -> Front:
    """Our own app; where there is a database, with its keys and the cast of a demonstration."""
    if not await demonstration.is_one():
        return create_app(settings)
    await keyring.bring(settings)
    return create_app(settings, cast=await people.cast())


def _with(peer: Path, settings: Settings) -> Front:
    """Serve the peer exactly as we serve ours, but allow it the font that its styles carry."""
    common = [
        (name, value.replace(b"font-src 'self'", b"font-src 'self' data:"))
        for name, value in security_headers((peer / "index.html").read_bytes())
    ]
    return Front(
        api=create_api(settings, clock=utc_now),
        app=BuiltApp(peer, common),
        packs=Packs(settings.packs_dir, common),
        pictures=no_picture,
        common=common,
    )


if __name__ == "__main__":
    known = Settings.from_environment(data=sys.argv[1])
    log.configure(known.log_level)
    other = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    uvloop.run(main(known, int(sys.argv[2]), other))
