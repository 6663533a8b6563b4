"""Lists that were sent at a desk, worked on one after another beside everything else.

The work belongs to this process: where it ends, the list stays as it was before, because what
lands does so in one transaction, and whoever asks is told that it stopped.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec
import structlog
from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, duplicate_is, is_postgres
from xiangyi.core.errors import Refusal
from xiangyi.core.lines import source_of
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.stations import errors
from xiangyi.features.stations.adapters import sent_files
from xiangyi.features.stations.adapters.list_intake import list_intake
from xiangyi.features.stations.rules.listing.in_english import said_in_english
from xiangyi.features.stations.rules.listing.remarks import Said
from xiangyi.features.stations.schemas import Datum
from xiangyi.features.stations.schemas.lists import Language, ListRows, ListState, SentList, Told
from xiangyi.features.stations.service.importing import lists
from xiangyi.features.stations.service.importing.lists import Report, import_stations
from xiangyi.features.stations.service.importing.scoping import Desk, administered
from xiangyi.features.stations.service.lists import keeping
from xiangyi.features.stations.tables.lists import StationList, StationListPage

#: How often a process says that it still works on a list, and after how long it no longer does.
_BEAT_S: Final = 1.0
SILENT: Final = timedelta(seconds=15)
#: So many lists may wait for their turn, in one process.
MOST_WAITING: Final = 4
_AT_WORK: Final = ("rehearsing", "landing")

log = structlog.get_logger()


class Described(Struct, frozen=True):
    """What is said of a file that is sent."""

    name: str
    source: str
    datum: Datum


class _Progress(Struct):
    done: int = 0
    steps: int = 0
    #: Whether it is its turn.
    begun: bool = False


class Lists:
    """The lists of one data directory, as one process works on them."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder, self._clock = folder, clock
        self._intake = list_intake()
        self._turn = asyncio.Semaphore(1)
        self._running: dict[UUID, _Progress] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(
        self, asker: Asker, key: UUID, sent: AsyncIterator[bytes], how: Described
    ) -> SentList:
        """Take a list in and begin to look through it; the same again tells how far it is.

        Raises:
            RoleMissing: the asker is no administrator of a division.
            FileUnreadable: more than twenty megabytes come; the rest is not read.
            SourceUnusable: the source hides something.
            ListDiffers: another list has this key.
            ListsBusy: too many are on their way, or waiting.
            ListTooSlow: it does not come in time.
        """
        await administered(asker)
        async with self._intake.taken(sent) as content:
            return await self._take(asker, key, content, how)

    async def _take(self, asker: Asker, key: UUID, content: bytearray, how: Described) -> SentList:
        source = source_of(how.source) if how.source else ""
        digest = sent_files.digest_of(content)
        shown = await self._known(asker, key)
        if shown is None:
            row = StationList(
                key=key,
                account=asker.account,
                file_name=how.name,
                source=source,
                datum=how.datum,
                digest=digest,
                state="rehearsing",
                sent_at=self._clock(),
                beat_at=self._clock(),
            )

            async def added() -> bool:
                with duplicate_is(errors.ListDiffers()):
                    async with atomic():
                        await hold(asker.account)
                        await StationList.insert(row)
                # Not before: nobody writes over a list of somebody else's.
                await asyncio.to_thread(sent_files.write, self._folder, key, content)
                return True

            await self._begin(asker, key, added(), dry_run=True)
            return await self.told(asker, key)
        state, held = shown
        if (held["digest"], held["file_name"], held["datum"]) != (digest, how.name, how.datum):
            raise errors.ListDiffers
        if state == "stopped":

            async def again() -> bool:
                await asyncio.to_thread(sent_files.write, self._folder, key, content)
                seen = held["state"]
                return await keeping.set_to_work(key, "rehearsing", seen, now=self._clock())

            await self._begin(asker, key, again(), dry_run=True)
        return await self.told(asker, key)

    async def told(self, asker: Asker, key: UUID) -> SentList:
        """How far the asker's list is, and what came of it.

        Raises:
            ListNotFound: the asker has sent none under this key, or it has been forgotten.
        """
        shown = await self._known(asker, key)
        if shown is None:
            raise errors.ListNotFound(list=str(key))
        state, row = shown
        running = self._running.get(key) or _Progress(
            row["done"], row["steps"], begun=row["steps"] > 0
        )
        return SentList(
            id=key,
            file_name=row["file_name"],
            source=row["source"],
            datum=row["datum"],
            sent_at=row["sent_at"],
            state=state,
            done=running.done,
            steps=running.steps,
            begun=running.begun,
            report=row["report"] and msgspec.json.decode(row["report"]),
            problem=row["problem"] and msgspec.json.decode(row["problem"]),
            batch=row["batch"],
            undone_at=await keeping.undone_at(row["batch"]) if row["batch"] else None,
        )

    async def rows(
        self, asker: Asker, key: UUID, verdict: Told, page: int, *, language: Language
    ) -> ListRows:
        """A page of the rows of one verdict, as of when it was last looked through.

        Raises:
            ListNotFound: as above.
        """
        if await self._known(asker, key) is None:
            raise errors.ListNotFound(list=str(key))
        found = (
            await StationListPage.select(StationListPage.number, StationListPage.rows)
            .where(
                (StationListPage.list == key)
                & (StationListPage.verdict == verdict)
                & (StationListPage.number >= page)
            )
            .order_by(StationListPage.number)
            .limit(2)
        )
        if not found or found[0]["number"] != page:
            return ListRows([], None)
        items = msgspec.json.decode(found[0]["rows"], type=list[Said])
        if language == "en" and verdict != "accepted":
            items = [said_in_english(one) for one in items]
        return ListRows(items, page + 1 if len(found) > 1 else None)

    async def land(self, asker: Asker, key: UUID, left_out: Sequence[int] = ()) -> SentList:
        """Take a list in that has been looked through, or whose landing was cut off.

        Of one that is landing or has landed, the same again tells how far it is or what came of it.
        The rows in the lines `left_out` stay out; of one that was cut off those of then do.

        Raises:
            RoleMissing, ListNotFound: as above.
            ListNotRehearsed: it has not been looked through, or cannot be read.
            ListsBusy: too many are waiting.
        """
        await administered(asker)
        shown = await self._known(asker, key)
        if shown is None:
            raise errors.ListNotFound(list=str(key))
        state, row = shown
        if state == "rehearsed" or (state == "stopped" and row["state"] == "landing"):
            lines, now = left_out if state == "rehearsed" else None, self._clock()
            put = keeping.set_to_work(key, "landing", row["state"], left_out=lines, now=now)
            await self._begin(asker, key, put, dry_run=False)
        elif state not in {"landing", "landed"}:
            raise errors.ListNotRehearsed
        return await self.told(asker, key)

    async def close(self) -> None:
        """Put down whatever is being worked on; nothing of it is written."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _known(self, asker: Asker, key: UUID) -> tuple[ListState, dict[str, Any]] | None:
        # Asked first: who has just ended has written by now how it ended.
        here = key in self._running
        row = (
            await StationList.select()
            .where((StationList.key == key) & (StationList.account == asker.account))
            .first()
        )
        if row is None:
            return None
        # And again: who has just begun wrote so before the row was read.
        here = here or key in self._running
        # On SQLite nobody else serves this database; on PostgreSQL whoever works says so.
        beating = is_postgres() and self._clock() - row["beat_at"] < SILENT
        stopped = row["state"] in _AT_WORK and not here and not beating
        return ("stopped" if stopped else row["state"]), row

    async def _begin(
        self, asker: Asker, key: UUID, put: Coroutine[Any, Any, bool], *, dry_run: bool
    ) -> None:
        """Work on a list from now on, if `put` says so once it is known here to be worked on."""
        if key in self._running or len(self._running) > MOST_WAITING:
            put.close()
            if key in self._running:
                return
            raise errors.ListsBusy
        self._running[key] = progress = _Progress()
        begun = False
        try:
            begun = await put
        finally:
            if not begun:
                del self._running[key]
        if begun:
            task = asyncio.create_task(self._work(asker, key, progress, dry_run=dry_run))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _work(self, asker: Asker, key: UUID, progress: _Progress, *, dry_run: bool) -> None:
        beating = asyncio.create_task(self._beat(key, progress))
        try:
            async with self._turn:
                progress.begun = True
                await self._import(asker, key, progress, dry_run=dry_run)
        except Refusal as refusal:
            await keeping.keep_problem(key, refusal)
        except Exception:
            log.exception("list failed")
            await keeping.keep_problem(key, None)
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
            del self._running[key]

    async def _import(self, asker: Asker, key: UUID, progress: _Progress, *, dry_run: bool) -> None:
        row = await StationList.select().where(StationList.key == key).first()
        if row is None:
            raise errors.ListNotFound(list=str(key))
        content = await asyncio.to_thread(sent_files.read, self._folder, key)
        now = self._clock()
        left_out = frozenset(msgspec.json.decode(row["left_out"], type=list[int]))

        def tell(done: int, steps: int) -> None:
            progress.done, progress.steps = done, steps

        async def kept(report: Report) -> None:
            await keeping.keep(key, report)
            if report.batch:
                await keeping.record(asker, report, now=now)

        report = await import_stations(
            lists.SentList(content, row["file_name"], row["datum"], row["source"]),
            dry_run=dry_run,
            now=now,
            progress=tell,
            desk=Desk(asker.account, await administered(asker), kept, left_out),
        )
        if dry_run:
            await keeping.keep(key, report)
        else:
            await asyncio.to_thread(sent_files.remove, self._folder, key)

    async def _beat(self, key: UUID, progress: _Progress) -> None:
        while True:
            await asyncio.sleep(_BEAT_S)
            await keeping.beat(key, progress.done, progress.steps, now=self._clock())
