"""Publishing packs after changes: once, whichever process happens to do it."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations.adapters import pack_files
from xiangyi.features.stations.rules.distance import Point
from xiangyi.features.stations.service import naming, packing
from xiangyi.features.stations.service.indexing import Service, days_file, index_of, places_file
from xiangyi.features.stations.service.reading import read_stations
from xiangyi.features.stations.service.writing import touch
from xiangyi.features.stations.tables import PackRevision

#: Changes that come in a row are published together, but none waits longer than this.
QUIET = timedelta(seconds=2)
LONGEST_WAIT = timedelta(seconds=10)
#: A publisher that was killed holds up the others for so long.
LEASE = timedelta(seconds=20)
#: How often the calendar, the places, the settings and the names are compared with what is
#: published.
COMPARE_EVERY = timedelta(minutes=1)


class Published(Struct, frozen=True):
    """What one round wrote: the prefectures built anew, and whether the index changed."""

    prefectures: list[str]
    index: bool


_NOTHING = Published([], index=False)


class Beside(Struct, frozen=True):
    """What a higher feature publishes of a prefecture beside its stations, and where it lies."""

    body: object
    #: WGS-84 degrees, at least one.
    points: list[Point]


#: None where it has nothing to publish.
BesideOf = Callable[[str], Awaitable[Beside | None]]
_besides: dict[str, BesideOf] = {}


def publish_also(name: str, beside_of: BesideOf) -> None:
    """Let this process publish a third file of each prefecture, named so in its index entry.

    Whoever changes what is in it tells so with `touch`, as stations do.
    """
    _besides[name] = beside_of


class Publisher:
    """Writes the packs of one folder; several may run, and one at a time will work."""

    def __init__(self, folder: Path, service: Service, *, holder: str = "") -> None:
        self._folder, self._service = folder, service
        self._holder = holder or f"{socket.gethostname()}:{os.getpid()}"
        self._compared_at: datetime | None = None

    async def publish(self, *, now: datetime) -> Published:
        """Build the packs whose stations changed or got new names around them, then the index.

        A pack that has gone missing from the folder is built again. Without the lease
        there is nothing to do: somebody else is at it.
        """
        pending = await self._pending(now)
        if not pending and self._compared_lately(now):
            return _NOTHING
        if not await self._lease(now):
            return _NOTHING
        try:
            renamed = await self._renamed()
            # Told as any change is, so that whoever reads stations into memory hears of it too.
            await touch(renamed, now=now)
            pending = sorted({*pending, *renamed})
            for prefecture in pending:
                await self._publish_one(prefecture, now)
                await self._lease(now)
            changed = await self._publish_index(now)
        finally:
            await run("DELETE FROM publisher_lease WHERE holder = {}", self._holder)
        self._compared_at = now
        return Published(pending, index=changed)

    def _compared_lately(self, now: datetime) -> bool:
        return (
            self._compared_at is not None
            and now - self._compared_at < COMPARE_EVERY
            and (self._folder / "index.json").is_file()
        )

    async def _lease(self, now: datetime) -> bool:
        """Take or renew the lease, unless another holds it."""
        return bool(
            await run(
                "INSERT INTO publisher_lease (id, holder, until_at) VALUES (1, {}, {})"
                " ON CONFLICT (id) DO UPDATE SET"
                " holder = EXCLUDED.holder, until_at = EXCLUDED.until_at"
                " WHERE publisher_lease.until_at < {} OR publisher_lease.holder = EXCLUDED.holder"
                " RETURNING id",
                self._holder,
                now + LEASE,
                now,
            )
        )

    async def _pending(self, now: datetime) -> list[str]:
        pending = []
        for row in await PackRevision.select().order_by(PackRevision.prefecture):
            changed = row["revision"] > row["published_revision"] and (
                now - row["changed_at"] >= QUIET
                or now - (row["waiting_since_at"] or now) >= LONGEST_WAIT
            )
            if changed or (row["entry"] and not self._holds(msgspec.json.decode(row["entry"]))):
                pending.append(row["prefecture"])
        return pending

    async def _renamed(self) -> list[str]:
        """The prefectures whose packs show a division under a name that it no longer has."""
        names = await naming.fingerprints()
        # Where a change waits to be published, the names come with it.
        rows = await PackRevision.select(PackRevision.prefecture, PackRevision.names).where(
            PackRevision.entry.is_not_null(),
            PackRevision.revision == PackRevision.published_revision,
        )
        return [
            row["prefecture"]
            for row in rows
            if row["names"] != names.get(row["prefecture"], row["names"])
        ]

    def _holds(self, entry: dict[str, Any]) -> bool:
        return all((self._folder / path).is_file() for path in _paths(entry))

    async def _publish_one(self, prefecture: str, now: datetime) -> None:
        # Read before the stations are: a change that comes meanwhile is published next time.
        seen = await PackRevision.objects().get(PackRevision.prefecture == prefecture)
        rows = await read_stations(
            now=now, report_hours=self._service.report_hours, prefecture=prefecture
        )
        division = (await divisions.lineages({prefecture}))[prefecture][-1]
        besides = {name: await beside_of(prefecture) for name, beside_of in _besides.items()}
        there = {name: one for name, one in besides.items() if one is not None}
        entry = names = None
        # Where there is something else to tell, a pack without a station is a pack too.
        if rows or there:
            slow, live = await asyncio.to_thread(self._write, division.code, prefecture, rows, now)
            entry = msgspec.json.encode(
                {
                    "division": prefecture,
                    "name": division.name,
                    "box": packing.box(
                        [(row.lon, row.lat) for row in rows]
                        or [point for one in there.values() for point in one.points]
                    ),
                    "count": len(rows),
                    "slow": slow,
                    "live": live,
                    **await self._write_besides(division.code, there),
                }
            ).decode()
            names = naming.fingerprint(row.surroundings for row in rows)
        await run(
            "UPDATE pack_revision SET published_revision = {}, entry = {}, names = {},"
            " waiting_since_at = CASE WHEN revision = {} THEN NULL ELSE waiting_since_at END"
            " WHERE prefecture = {}",
            seen.revision if seen else 0,
            entry,
            names,
            seen.revision if seen else 0,
            prefecture,
        )

    def _write(
        self, code: str, prefecture: str, rows: list[Any], now: datetime
    ) -> tuple[pack_files.PackFile, pack_files.PackFile]:
        slow_body = packing.slow_pack(prefecture, rows)
        slow = pack_files.write_pack(self._folder, f"{code}.slow", slow_body)
        live_body = packing.live_pack(slow.hash, rows, now=now)
        return slow, pack_files.write_pack(self._folder, f"{code}.live", live_body)

    async def _write_besides(
        self, code: str, besides: dict[str, Beside]
    ) -> dict[str, pack_files.PackFile]:
        return {
            name: await asyncio.to_thread(
                pack_files.write_pack, self._folder, f"{code}.{name}", one.body
            )
            for name, one in besides.items()
        }

    async def _publish_index(self, now: datetime) -> bool:
        rows = await PackRevision.select(PackRevision.entry).order_by(PackRevision.prefecture)
        entries = [msgspec.json.decode(row["entry"]) for row in rows if row["entry"]]
        days = pack_files.write_pack(self._folder, "days", await days_file(now))
        places = pack_files.write_pack(self._folder, "places", await places_file())
        index = await index_of(self._service, days=days, places=places, packs=entries)
        wanted = {days.path, places.path}
        wanted |= {path for entry in entries for path in _paths(entry)}
        await asyncio.to_thread(pack_files.sweep, self._folder, wanted)
        return await asyncio.to_thread(pack_files.write_index, self._folder, index)


def _paths(entry: dict[str, Any]) -> list[str]:
    """The files that an index entry names."""
    return [one["path"] for one in entry.values() if isinstance(one, dict)]
