"""Lists that are being taken back, each once however often it is asked for, whoever waits for it.

A long one takes longer than a proxy or a phone waits for an answer. The work belongs to this
process and not to the request: whoever asks again waits for what has begun. Where the process
ends, the list stays as it was, because all of it goes back in one transaction.
"""

import asyncio
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog

from xiangyi.core.asking import Asker
from xiangyi.core.errors import Refusal
from xiangyi.features.stations.schemas.lists import BatchUndone, Undoing
from xiangyi.features.stations.service.importing.scoping import administered
from xiangyi.features.stations.service.importing.undoing import undo_import

_MOST_NAMED: Final = 100

log = structlog.get_logger()


class _Work:
    """One batch on its way back."""

    def __init__(self, account: UUID) -> None:
        self.account = account
        self.far = Undoing(0, 0)
        self.task: asyncio.Task[BatchUndone]

    def tell(self, done: int, steps: int) -> None:
        self.far = Undoing(done, steps)


class TakingBack:
    """The batches that this process is taking back."""

    def __init__(self) -> None:
        self._running: dict[str, _Work] = {}

    async def far(self, asker: Asker, batch: str) -> Undoing:
        """How far a batch is that is being taken back.

        Raises:
            RoleMissing: the asker is no administrator of a division.
        """
        await administered(asker)
        work = self._running.get(batch)
        return work.far if work else Undoing(0, 0)

    async def take_back(self, asker: Asker, batch: str, *, now: datetime) -> BatchUndone:
        """Take a batch back as one, or wait until it is, where the same person has it on its way.

        Raises:
            RoleMissing: the asker is no administrator of a division.
            BatchNotFound, BatchUndone, BatchElsewhere: see `undo_import`.
        """
        await administered(asker)
        while (work := self._running.get(batch)) and work.account != asker.account:
            await asyncio.wait([work.task])
        if work is None:
            work = self._running[batch] = _Work(asker.account)
            work.task = asyncio.create_task(self._taken_back(work, asker, batch, now))
            work.task.add_done_callback(_heard)
        return await asyncio.shield(work.task)

    async def close(self) -> None:
        """Put down whatever is being taken back; it stays as it was."""
        tasks = [work.task for work in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _taken_back(
        self, work: _Work, asker: Asker, batch: str, now: datetime
    ) -> BatchUndone:
        try:
            done = await undo_import(batch, now=now, asker=asker, progress=work.tell)
        finally:
            del self._running[batch]
        return BatchUndone(
            restored=done.restored,
            closed=done.closed,
            changed_since=done.changed_since[:_MOST_NAMED],
            changed_since_count=len(done.changed_since),
        )


def _heard(task: asyncio.Task[BatchUndone]) -> None:
    """What nobody waits for any more is not lost; a refusal is only for whoever asked."""
    error = None if task.cancelled() else task.exception()
    if error and not isinstance(error, Refusal):
        log.error("taking a batch back failed", exc_info=error)
