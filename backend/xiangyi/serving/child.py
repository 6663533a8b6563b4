"""The worker as a child of the server: started, watched, started again, never left behind."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from contextlib import suppress

import structlog

from xiangyi.core.clock import stopwatch
from xiangyi.settings import Settings

#: A worker that lived this long was well; its end says nothing about the next one.
_WELL_S = 60.0
_LONGEST_WAIT_S = 30.0
#: How long it may take to put its work down before it is killed.
_GRACE_S = 0.5

log = structlog.get_logger()


async def keep_working(settings: Settings) -> None:
    """Keep one worker running until cancelled, and leave none behind."""
    wait_s = 1.0
    while True:
        began = stopwatch()
        process = await _start(settings)
        try:
            code = await process.wait()
        finally:
            await _end(process)
        if stopwatch() - began > _WELL_S:
            wait_s = 1.0
        log.error("worker ended", code=code, again_in_s=wait_s)
        await asyncio.sleep(wait_s)
        wait_s = min(wait_s * 2, _LONGEST_WAIT_S)


async def _start(settings: Settings) -> Process:
    # -P: whatever lies in the folder we were started from is not for import.
    command = [sys.executable, "-P", "-m", "xiangyi", "worker", "--parent", str(os.getpid())]
    return await asyncio.create_subprocess_exec(
        *command, env=os.environ | settings.as_environment(), stdin=asyncio.subprocess.DEVNULL
    )


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _GRACE_S)
        except TimeoutError:
            process.kill()
            await process.wait()
