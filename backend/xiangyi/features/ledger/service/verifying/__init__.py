"""Deriving the ledger anew from its entries, and telling what does not fit.

Nothing is changed, and little is held in memory however many entries there are. All of it is
read as it was at one moment, while others go on posting.
"""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from msgspec import Struct

from xiangyi.core.db import of_one_moment
from xiangyi.features.ledger.service.verifying import (
    accounts,
    checkpoints,
    entries,
    issuers,
    openings,
    receipts,
    released,
)

#: Called with a sentence for each thing that does not fit.
Tell = Callable[[str], object]
#: What a feature above holds against the ledger, which knows nothing of it.
Follow = Callable[[Tell], Awaitable[None]]


class Verified(Struct, frozen=True):
    """How much was looked at."""

    entries: int
    accounts: int
    checkpoints: int
    receipts: int


async def verify(
    folders: Iterable[Path], kept: Iterable[Path], tell: Tell, *besides: Follow
) -> Verified:
    """Hold the ledger against itself, against checkpoints and against receipts.

    Args:
        folders: where checkpoints lie as files; those in the database are held against it too.
        kept: files of receipts, as volunteers keep them.
        tell: told of each thing that does not fit; where it is told of nothing, all fits.
        besides: called too, as of the same moment.
    """
    async with of_one_moment():
        marks = await checkpoints.gathered(folders, tell)
        counted = await entries.follow(marks, tell)
        checkpoints.expect_reached(marks, counted, tell)
        chains = await accounts.follow(tell)
        await issuers.follow(tell)
        await openings.follow(tell)
        await released.follow(tell)
        receipts_seen = await receipts.compare(kept, tell)
        for one in besides:
            await one(tell)
    return Verified(counted, chains, len(marks), receipts_seen)
