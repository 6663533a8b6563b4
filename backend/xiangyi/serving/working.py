"""The worker: each job again and again, until it is told to stop or its server is gone."""

import asyncio
import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from xiangyi.core.seldom import Job
from xiangyi.settings import Settings

_EVERY_S = 1.0
_LONGEST_WAIT_S = 60.0
#: A tenth of the share of others, as Linux weighs it; with a core to spare it loses nothing.
_LATER_BY = 10

log = structlog.get_logger()


async def work(jobs: Sequence[Job], settings: Settings, clock: Callable[[], datetime]) -> None:
    """Run the jobs beside one another, for ever: a slow or broken one holds up no other."""
    _give_way()
    log.info("worker ready", jobs=[_name(job) for job in jobs])
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(_again_and_again(job, settings, clock))
        await asyncio.Event().wait()


def _give_way() -> None:
    """Let whoever answers people come first, where all cores are busy.

    A campaign to a county keeps a core busy for half a minute, and nobody waits for its last knock
    as they do for a page. Threads that are begun later take after the one that begins them.
    """
    if hasattr(os, "nice"):
        os.nice(_LATER_BY)


async def _again_and_again(job: Job, settings: Settings, clock: Callable[[], datetime]) -> None:
    wait_s = _EVERY_S
    while True:
        try:
            await job(settings, clock)
            wait_s = _EVERY_S
        except Exception:
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
            log.exception("job failed", job=_name(job), again_in_s=wait_s)
        await asyncio.sleep(wait_s)


def _name(job: Job) -> str:
    return getattr(job, "__name__", repr(job))


def end_with(parent: int) -> None:
    """Leave when the process `parent` has: a server killed with -9 can no longer tell us.

    At once, from a thread, whatever the event loop is busy with: nothing we do is harmed by
    being cut off, and a worker left behind would hold the database for ever.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_EVERY_S)
        os._exit(0)

    threading.Thread(target=watch, name="parent", daemon=True).start()
