"""What a manager changes for good, and how what anybody changed is put back."""

from datetime import datetime

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
from xiangyi.features.stations.service import keeping
from xiangyi.features.stations.service.changes import Change, Revised
from xiangyi.features.stations.service.desk import closing
from xiangyi.features.stations.service.desk.moving import expect_within_reach
from xiangyi.features.stations.service.desk.reach import (
    KEEPERS,
    expect_keeper,
    scopes_of_station,
)
from xiangyi.features.stations.tables import Station, StationRevision

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
        PlaceTooFar, PlaceElsewhere: it is moved further than the asker may.
        ChangedMeanwhile: it is otherwise than the asker has seen.
    """
    row = await expect_keeper(asker, station)
    _expect_plain(changes)
    await expect_within_reach(asker, row, changes)
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


async def put_back(asker: Asker, station: str, number: int, *, now: datetime) -> None:
    """Take back what a revision changed, a list's or a manager's; that is a new one.

    Of a station that has closed only its administrator takes the closing back, see `reopen`.

    Raises:
        StationNotFound: there is none.
        RoleMissing: the asker does not keep it, or not where it lay then.
        RevisionNotFound: there is none of this number, or nothing was there before it.
        StationUnusable: what it had then is no longer known here.
        ChangedSince: what it changed was changed again after it.
    """
    if await Station.exists().where((Station.id == station) & Station.closed_at.is_not_null()):
        await closing.reopen(asker, station, number, now=now)
        return
    await expect_keeper(asker, station)
    row = (
        await StationRevision.select()
        .where((StationRevision.station == station) & (StationRevision.number == number))
        .first()
    )
    if row is None or row["before"] is None:
        raise errors.RevisionNotFound(revision=number)
    before = msgspec.json.decode(row["before"], type=StationFacts)
    after = row["after"] and msgspec.json.decode(row["after"], type=StationFacts)
    asker.expect(*KEEPERS, within=await scopes_of_station(station, before.division))
    revised = Revised(row["made_at"], before, row["posted_before"])
    async with atomic():
        # What was here once may be here again, however long a list it came from.
        change = await keeping.restore_station(
            station, revised, after, now=now, account=asker.account
        )
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
