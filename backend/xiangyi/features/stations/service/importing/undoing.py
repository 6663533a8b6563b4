"""A list taken back as one batch."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.features.audit import service as audit
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service import disputing, holding, writing
from xiangyi.features.stations.service.holding import Held
from xiangyi.features.stations.service.importing.scoping import not_administered
from xiangyi.features.stations.service.writing import Change
from xiangyi.features.stations.tables import StationBatch, StationRevision


class Undone(Struct, frozen=True, rename="camel"):
    """What came of taking a batch back."""

    restored: int
    closed: int
    #: Stations that somebody changed afterwards, and that were left alone.
    changed_since: list[str]


async def undo_import(batch: str, *, now: datetime, asker: Asker | None = None) -> Undone:
    """Take a batch back: every station as it was before, those it brought closed again.

    A station that has changed since keeps its facts and is named.

    Args:
        asker: an administrator of everything that it touched; None for an operator.

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
        revisions = await StationRevision.select().where(StationRevision.batch == batch)
        ids = [one["station"] for one in revisions]
        latest = await writing.latest_revisions(ids)
        held = {one.id: one for one in await holding.of_ids(ids)}
        restored = {one["station"]: _facts(one["before"]) for one in revisions}
        if asker:
            await _expect_administrator(asker, held.values(), restored.values())
        since = [one["station"] for one in revisions if latest[one["station"]] > one["number"]]
        changes = [
            Change(
                id=one["station"],
                prefecture=held[one["station"]].prefecture,
                before=held[one["station"]].facts,
                after=restored[one["station"]],
                told_before=held[one["station"]].told,
                told=_facts(one["told_before"]),
            )
            for one in revisions
            if latest[one["station"]] == one["number"]
        ]
        await writing.write(changes, now=now, made_by="undo")
        await disputing.forget(batch)
        await StationBatch.update({StationBatch.undone_at: now}).where(StationBatch.id == batch)
        undone = Undone(
            restored=sum(one.after is not None for one in changes),
            closed=sum(one.after is None for one in changes),
            changed_since=sorted(since),
        )
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


async def _expect_administrator(
    asker: Asker, held: Iterable[Held], restored: Iterable[StationFacts | None]
) -> None:
    """Of where the stations lie, and of where they would lie again."""
    here = [one.facts.division for one in held]
    there = [one.division for one in restored if one]
    others = await not_administered(asker, {*here, *there})
    if others:
        raise errors.BatchElsewhere(count=sum(one in others for one in here) or len(others))


def _facts(text: str | None) -> StationFacts | None:
    return None if text is None else msgspec.json.decode(text, type=StationFacts)
