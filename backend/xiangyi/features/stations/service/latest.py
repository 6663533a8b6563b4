"""The snapshot that answers are given from, made anew beside them when something has changed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog

from xiangyi.core.db import run
from xiangyi.core.threads import aside
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.service.snapshot import Snapshot
from xiangyi.features.workdays import service as workdays

#: What a snapshot is made of: each of these only grows, so that their sum is another after any
#: change. A card tells the names of divisions, and what is open is judged by the special days.
_REVISION = (
    "SELECT (SELECT COALESCE(SUM(revision), 0) FROM pack_revision)"
    " + (SELECT COALESCE(SUM(revision), 0) FROM division_revision)"
    " + (SELECT COALESCE(SUM(revision), 0) FROM special_day_revision) AS revision"
)
_EVERY = timedelta(seconds=1)
#: For so long what has been overtaken may still answer; a hundred thousand stations are read
#: anew in less.
_OLDEST = timedelta(seconds=30)
_LONGEST_WAIT_S = 60.0

log = structlog.get_logger()


class Latest:
    """Looks once a second whether a station has changed."""

    def __init__(self, *, report_hours: int) -> None:
        self._report_hours = report_hours
        self._snapshot: Snapshot | None = None
        self._making: asyncio.Task[Snapshot] | None = None
        self._looking = asyncio.Lock()
        self._looked_at: datetime | None = None
        #: When the database last held what the snapshot does.
        self._held_at: datetime | None = None

    async def snapshot(self, now: datetime) -> Snapshot:
        """The stations as they were a second ago.

        While a change is read in, as they were before it, but never as they were half a minute
        ago: then, and at the very first, this waits.
        """
        if not _within(_EVERY, self._looked_at, now):
            await self._look(now)
        if self._snapshot and (self._making is None or _within(_OLDEST, self._held_at, now)):
            return self._snapshot
        # Whoever asked may go; the others still want it.
        return await asyncio.shield(self._begin(now))

    @asynccontextmanager
    async def watched(self, clock: Callable[[], datetime]) -> AsyncIterator[None]:
        """Make the first snapshot, and follow every change, without waiting to be asked."""
        watching = asyncio.create_task(self._watch(clock))
        try:
            yield
        finally:
            tasks = [task for task in (watching, self._making) if task]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch(self, clock: Callable[[], datetime]) -> None:
        wait_s = every_s = _EVERY.total_seconds()
        while True:
            try:
                await self.snapshot(clock())
                wait_s = every_s
            except Exception:
                wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
                log.exception("stations unread", again_in_s=wait_s)
            await asyncio.sleep(wait_s)

    async def _look(self, now: datetime) -> None:
        async with self._looking:
            if _within(_EVERY, self._looked_at, now):
                return
            if self._snapshot:
                if await _revision() == self._snapshot.revision:
                    self._held_at = now
                else:
                    self._begin(now)
            self._looked_at = now

    def _begin(self, now: datetime) -> asyncio.Task[Snapshot]:
        if self._making is None:
            self._making = asyncio.create_task(self._make(now))
        return self._making

    async def _make(self, now: datetime) -> Snapshot:
        try:
            # Before the rows: what changes meanwhile is then seen at the next look.
            revision = await _revision()
            rows = await read_stations(now=now, report_hours=self._report_hours)
            special_days = await workdays.table()
            self._snapshot = await aside(Snapshot, revision, rows, special_days)
            self._held_at = now
            return self._snapshot
        finally:
            self._making = None


def _within(span: timedelta, then: datetime | None, now: datetime) -> bool:
    """Whether the two are closer than that; a clock may have been put back."""
    return then is not None and abs(now - then) < span


async def _revision() -> int:
    [row] = await run(_REVISION)
    return int(str(row["revision"]))
