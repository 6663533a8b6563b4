"""A list taken back as one batch."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic, run
from xiangyi.features.audit import service as audit
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service import disputing, holding, writing
from xiangyi.features.stations.service.changes import Change, Revised
from xiangyi.features.stations.service.importing.scoping import TOUCHED_BY, not_administered
from xiangyi.features.stations.tables import StationBatch, StationRevision

#: So many at once hold up nobody else of this process for long.
_AT_ONCE: Final = 200


class Undone(Struct, frozen=True, rename="camel"):
    """What came of taking a batch back."""

    restored: int
    closed: int
    #: Stations that somebody changed afterwards, and that were left alone.
    changed_since: list[str]


async def undo_import(
    batch: str,
    *,
    now: datetime,
    asker: Asker | None = None,
    progress: Callable[[int, int], object] = lambda _done, _all: None,
) -> Undone:
    """Take a batch back: every station as it was before, those it brought closed again.

    A station that has changed since keeps its facts and is named.

    Args:
        asker: an administrator of everything that it touched; None for an operator.
        progress: told how many stations of how many are done.

    Raises:
        BatchNotFound: there is none of this name.
        BatchElsewhere: the asker is no administrator where some of its stations lie.
        BatchUndone: it has been taken back before.
    """
    async with atomic():
        await holding.hold_others_back()
        row = await StationBatch.select().where(StationBatch.id == batch).first()
        if row is None:
            raise errors.BatchNotFound(batch=batch)
        if row["undone_at"] is not None:
            raise errors.BatchUndone(batch=batch, at=row["undone_at"])
        if asker:
            await _expect_administrator(asker, batch)
        revisions = await StationRevision.select(
            StationRevision.station, StationRevision.number
        ).where(StationRevision.batch == batch)
        latest = await writing.latest_revisions([one["station"] for one in revisions])
        later = [one["station"] for one in revisions if latest[one["station"]] > one["number"]]
        since = set(later) - await _as_left(batch, later)
        left = sorted({one["station"] for one in revisions} - since)
        closed = 0
        for first in range(0, len(left), _AT_ONCE):
            progress(first, len(left))
            changes = await _changes_back(asker, batch, left[first : first + _AT_ONCE])
            await writing.write(
                changes, now=now, made_by="undo", account=asker.account if asker else None
            )
            closed += sum(one.after is None for one in changes)
        await disputing.forget(batch)
        await StationBatch.update({StationBatch.undone_at: now}).where(StationBatch.id == batch)
        undone = Undone(len(left) - closed, closed, sorted(since))
        await audit.record(
            asker,
            "list.undone",
            "batch",
            batch,
            now=now,
            division=row["division"],
            after={"restored": undone.restored, "closed": undone.closed},
        )
    return undone


async def _as_left(batch: str, ids: list[str]) -> set[str]:
    """Those of the stations that are again as a batch left them: what came after was taken back."""
    found: set[str] = set()
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        held = {one.id: one.facts for one in await holding.of_ids(some) if not one.closed}
        rows = await StationRevision.select(StationRevision.station, StationRevision.after).where(
            (StationRevision.batch == batch) & StationRevision.station.is_in(some)
        )
        found.update(
            row["station"]
            for row in rows
            if (here := held.get(row["station"])) and here == _facts(row["after"])
        )
    return found


async def _changes_back(asker: Asker | None, batch: str, ids: list[str]) -> list[Change]:
    """What lets some stations be as they were before a batch.

    Raises:
        BatchElsewhere: one would lie again where the asker is no administrator.
    """
    revisions = await StationRevision.select().where(
        (StationRevision.batch == batch) & StationRevision.station.is_in(ids)
    )
    restored = {one["station"]: _facts(one["before"]) for one in revisions}
    if asker:
        there = [one.division for one in restored.values() if one]
        others = await not_administered(asker, set(there))
        if others:
            raise errors.BatchElsewhere(count=sum(one in others for one in there))
    held = {one.id: one for one in await holding.of_ids(ids)}
    return [
        Change(
            id=one["station"],
            prefecture=held[one["station"]].prefecture,
            before=held[one["station"]].facts,
            after=(was := restored[one["station"]]),
            told_before=held[one["station"]].told,
            told=_facts(one["told_before"]),
            takes_back=Revised(one["made_at"], was, one["posted_before"]) if was else None,
        )
        for one in revisions
    ]


async def _expect_administrator(asker: Asker, batch: str) -> None:
    """Of everywhere that the stations of a batch lie now."""
    rows: list[dict[str, Any]] = await run(
        "SELECT division, COUNT(*) AS count FROM station"  # noqa: S608  # ours
        f" WHERE id IN ({TOUCHED_BY}) GROUP BY division",
        *(batch, batch),
    )
    counts = {row["division"]: row["count"] for row in rows}
    others = await not_administered(asker, counts.keys())
    if others:
        raise errors.BatchElsewhere(count=sum(counts[one] for one in others))


def _facts(text: str | None) -> StationFacts | None:
    return None if text is None else msgspec.json.decode(text, type=StationFacts)
