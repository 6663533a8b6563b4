"""What a manager changes for good, who changed what and when, and how it is put back."""

from datetime import datetime
from typing import Any

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.db import atomic
from xiangyi.core.text import has_hidden
from xiangyi.features.audit import service as audit
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.stations import errors
from xiangyi.features.stations.rules.bounding_hours import beyond
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.schemas import (
    StationChanges,
    StationFacts,
    StationRevised,
)
from xiangyi.features.stations.schemas.revisions import Revision, Revisions
from xiangyi.features.stations.service import keeping
from xiangyi.features.stations.service.desk.reach import (
    KEEPERS,
    expect_keeper,
    expect_looker,
    is_manager,
    scopes_of_station,
)
from xiangyi.features.stations.service.writing import Change
from xiangyi.features.stations.tables import StationRevision

_PAGE = 50
_LAST = 2**31 - 1
#: What a manager may change.
_FIELDS = StationChanges.__struct_fields__


async def revise(asker: Asker, station: str, changes: StationRevised, *, now: datetime) -> None:
    """Let a station be otherwise from now on; no list of its source overwrites it silently.

    What it is already is no change, so that the same may be sent twice.

    Raises:
        StationNotFound, RoleMissing: the asker does not keep such a station.
        StationUnusable: an amenity is not known here.
        HoursUnusable: the hours are more than can be kept.
        NoteUnusable: some words hide something.
        ChangedMeanwhile: it is otherwise than the asker has seen.
    """
    await expect_keeper(asker, station)
    _expect_plain(changes)
    async with atomic():
        await hold(asker.account)
        change = await keeping.revise_station(
            station, changes, seen=changes.seen or None, now=now, account=asker.account
        )
        await _keep(asker, station, change, now=now)


async def _keep(asker: Asker, station: str, change: Change | None, *, now: datetime) -> None:
    """Record in the caller's transaction what was changed, if anything was."""
    if change is None or change.before is None:
        return
    await audit.record(
        asker,
        "station.revised",
        "station",
        station,
        now=now,
        division=change.before.division,
        before=msgspec.to_builtins(change.before),
        after=msgspec.to_builtins(change.after),
    )


async def revisions(
    asker: Asker, station: str, *, before: int | None = None, now: datetime
) -> Revisions:
    """What became of a station's facts, the latest first: when, by what, before and after.

    `before` is the number of a revision after which the page begins.

    The look is recorded, unless it is the station's own manager who looks.

    Raises:
        StationNotFound, RoleMissing: the asker may not look at such a station.
    """
    place = await expect_looker(asker, station)
    if not is_manager(asker, station):
        division = place["division"]
        await audit.record(asker, "revision.read", "station", station, now=now, division=division)
    rows = (
        await StationRevision.select()
        .where((StationRevision.station == station) & (StationRevision.number < (before or _LAST)))
        .order_by(StationRevision.number, ascending=False)
        .limit(_PAGE + 1)
    )
    shown = [_shown(row) for row in rows[:_PAGE]]
    return Revisions(shown, shown[-1].number if len(rows) > _PAGE else None)


async def put_back(asker: Asker, station: str, number: int, *, now: datetime) -> None:
    """Let a station be as it was before a revision, a list's or a manager's; that is a new one.

    Raises:
        StationNotFound: there is none, or it has closed for good.
        RoleMissing: the asker does not keep it, or not where it lay then.
        RevisionNotFound: there is none of this number, or nothing was there before it.
        StationUnusable: what it had then is no longer known here.
    """
    await expect_keeper(asker, station)
    row = (
        await StationRevision.select(StationRevision.before)
        .where((StationRevision.station == station) & (StationRevision.number == number))
        .first()
    )
    if row is None or row["before"] is None:
        raise errors.RevisionNotFound(revision=number)
    before = msgspec.json.decode(row["before"], type=StationFacts)
    asker.expect(*KEEPERS, within=await scopes_of_station(station, before.division))
    async with atomic():
        # What was here once may be here again, however long a list it came from.
        change = await keeping.restore_station(station, before, now=now, account=asker.account)
        await _keep(asker, station, change, now=now)


def _expect_plain(changes: StationChanges) -> None:
    hours = changes.hours if isinstance(changes.hours, OpeningHours) else None
    if hours and (reason := beyond(hours)):
        raise errors.HoursUnusable(reason=reason)
    words = [getattr(changes, name) for name in _FIELDS]
    if hours:
        words.append(hours.note)
    if any(isinstance(one, str) and has_hidden(one) for one in words):
        raise errors.NoteUnusable


def _shown(row: dict[str, Any]) -> Revision:
    before, after = _facts(row["before"]), _facts(row["after"])
    changed = [
        name
        for name in StationFacts.__struct_fields__
        if before is None or after is None or getattr(before, name) != getattr(after, name)
    ]
    return Revision(
        number=row["number"],
        made_at=row["made_at"],
        made_by=row["made_by"],
        account=row["account"],
        batch=row["batch"],
        before=_some(before, changed),
        after=_some(after, changed),
    )


def _facts(text: str | None) -> StationFacts | None:
    return None if text is None else msgspec.json.decode(text, type=StationFacts)


def _some(facts: StationFacts | None, names: list[str]) -> dict[str, Any] | None:
    if facts is None:
        return None
    return {name: msgspec.to_builtins(getattr(facts, name)) for name in names}
