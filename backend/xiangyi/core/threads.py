"""Long work beside the event loop, on a thread that nobody waits for when the process ends."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
Made = TypeVar("Made")

# The loop's own threads are waited for when it closes, however long they take.
_aside = ThreadPoolExecutor(2, thread_name_prefix="aside")


async def aside(work: Callable[P, Made], *args: P.args, **named: P.kwargs) -> Made:
    """Run `work`, which asks no database; two at a time, for they share one core in any case."""
    return await asyncio.get_running_loop().run_in_executor(_aside, lambda: work(*args, **named))
