"""Work that is done once in a while."""

from datetime import timedelta

import pytest

from xiangyi.core.seldom import seldom


async def test_it_is_done_at_once_and_then_each_hour(settings, clock):
    done = []

    async def work(_, now):
        done.append(now)

    job = seldom("work", timedelta(hours=1), work)
    begun = clock.now
    for minutes in (0, 59, 60, 61, 120):
        clock.now = begun + timedelta(minutes=minutes)
        await job(settings, clock)
    assert done == [begun + timedelta(hours=hours) for hours in range(3)]


async def test_what_failed_is_done_again_the_next_time(settings, clock):
    tried = []

    async def work(_, now):
        tried.append(now)
        if len(tried) == 1:
            raise LookupError

    job = seldom("work", timedelta(hours=1), work)
    with pytest.raises(LookupError):
        await job(settings, clock)
    await job(settings, clock)
    assert len(tried) == 2
