"""Changes of stations written down: the facts, and a revision of each that says what they were."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from xiangyi.core.bulk import insert_rows
from xiangyi.core.db import in_parts, run
from xiangyi.core.pinyin import pinyin_of
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.service import telling
from xiangyi.features.stations.service.changes import (
    Change,
    differs,
    posted_again,
    posted_before,
    posts_anew,
)
from xiangyi.features.stations.service.faults import WORKS, out_of_order
from xiangyi.features.stations.tables import (
    Amenity,
    Family,
    Station,
    StationAmenity,
    StationRevision,
)

#: All columns but the one by which a row is found, and those that not every change moves.
_REWRITTEN = [
    column._meta.name  # noqa: SLF001  # Piccolo's own way
    for column in Station.all_columns()
    if column not in {Station.id, Station.posted_at, Station.hours_at}
]
MadeBy = Literal["source", "manager", "undo"]


async def write(
    changes: Sequence[Change],
    *,
    now: datetime,
    made_by: MadeBy,
    batch: str | None = None,
    account: UUID | None = None,
) -> None:
    """Write all changes in the caller's transaction, with a revision of each that changes facts.

    Raises:
        StationUnusable: a family, an amenity or a division is not known here.
    """
    prefectures = await _check(one.after for one in changes if one.after)
    posted = await posted_before(changes)
    again = await posted_again(changes)
    moved: dict[tuple[str, ...], list[Change]] = defaultdict(list)
    for one in changes:
        moved[_moved(one)].append(one)
    for columns, changed in moved.items():
        rows = (
            _row(one, one.after, prefectures[one.after.division], now)
            | ({"posted_at": again[one.id]} if one.id in again else {})
            for one in changed
            if one.after
        )
        await insert_rows(Station, rows, over=["id"], updating=[*_REWRITTEN, *columns])
    gone: dict[str | None, list[str]] = defaultdict(list)
    for one in changes:
        if one.after is None:
            gone[_json(one.told)].append(one.id)
    for told, ids in gone.items():
        for some in in_parts(ids, 1):
            await Station.update(
                {Station.closed_at: now, Station.changed_at: now, Station.told: told}
            ).where(Station.id.is_in(list(some)))
            await telling.tell_who_waits(some, "closed", now=now)
    back = [one.id for one in changes if one.before is None and one.prefecture is not None]
    for some in in_parts(back, 1):
        await telling.tell_who_waits(some, "reopened", now=now)
    await _write_amenities(changes, now)
    revised = [one for one in changes if one.before != one.after]
    made = {"made_at": now, "made_by": made_by, "batch": batch, "account": account}
    await _write_revisions(revised, made, posted)
    touched = {prefectures[one.after.division] for one in revised if one.after}
    await touch(touched | {one.prefecture for one in revised if one.prefecture}, now=now)


async def touch(prefectures: Iterable[str], *, now: datetime) -> None:
    """Tell the publisher, in the caller's transaction, that these prefectures changed."""
    for prefecture in sorted(prefectures):
        await run(
            "INSERT INTO pack_revision"
            " (prefecture, revision, published_revision, changed_at, waiting_since_at)"
            " VALUES ({}, 1, 0, {}, {}) ON CONFLICT (prefecture) DO UPDATE SET"
            " revision = pack_revision.revision + 1, changed_at = EXCLUDED.changed_at,"
            " waiting_since_at ="
            " COALESCE(pack_revision.waiting_since_at, EXCLUDED.waiting_since_at)",
            prefecture,
            now,
            now,
        )


async def _check(stations: Iterable[StationFacts]) -> dict[str, str]:
    """The prefecture of each division, once everything that the stations name is known."""
    told = list(stations)
    families = set(await Family.select(Family.id).output(as_list=True))
    amenities = set(await Amenity.select(Amenity.id).output(as_list=True))
    lineages = await divisions.lineages({station.division for station in told})
    for station in told:
        if station.family not in families:
            raise _unusable(station, "family")
        if any(offered.id not in amenities for offered in station.amenities):
            raise _unusable(station, "amenities")
        if station.division not in lineages:
            raise _unusable(station, "division")
    return {
        key: next((one.key for one in lineage if one.level == "prefecture"), lineage[0].key)
        for key, lineage in lineages.items()
    }


def _unusable(station: StationFacts, field: str) -> errors.StationUnusable:
    return errors.StationUnusable(
        source=station.source, external_id=station.external_id, field=field
    )


def _moved(change: Change) -> tuple[str, ...]:
    """The columns that say since when, as far as a change moves them."""
    hours = change.before is None or change.after is None or differs(change, "hours")
    return ("posted_at",) * posts_anew(change) + ("hours_at",) * hours


def _row(change: Change, facts: StationFacts, prefecture: str, now: datetime) -> dict[str, Any]:
    pinyin, initials = pinyin_of(facts.name)
    plain = {
        name: getattr(facts, name)
        for name in facts.__struct_fields__
        if name not in {"hours", "amenities"}
    }
    return {
        "id": change.id,
        "prefecture": prefecture,
        "hours": None if facts.hours is None else msgspec.json.encode(facts.hours).decode(),
        "pinyin": pinyin[:300],
        "initials": initials[:80],
        "told": _json(change.told),
        "changed_at": now,
        "hours_at": None if facts.hours is None else now,
        "posted_at": None if change.prefecture is None else now,
        "closed_at": None,
        **plain,
    }


async def _write_amenities(changes: Sequence[Change], now: datetime) -> None:
    """Only what differs, so that an amenity that stays keeps saying since when it is broken.

    One that comes back is as it was last said to be.
    """
    known = [one.id for one in changes if one.prefecture is not None and one.after]
    out = await out_of_order(known)
    leaving: dict[str, list[str]] = {}
    again: dict[str, list[str]] = {}
    coming = []
    for change in changes:
        before = {one.id: one for one in change.before.amenities} if change.before else {}
        after = {one.id: one for one in change.after.amenities} if change.after else {}
        for id_ in before.keys() - after.keys():
            leaving.setdefault(id_, []).append(change.id)
        for id_ in after.keys() - before.keys() if change.prefecture is not None else ():
            again.setdefault(id_, []).append(change.id)
        coming += [
            {
                "station": change.id,
                "amenity": one.id,
                "note": one.note,
                **out.get((change.id, one.id), WORKS),
            }
            for one in after.values()
            if before.get(one.id) != one
        ]
    for amenity, stations in leaving.items():
        for some in in_parts(stations, 1):
            await StationAmenity.delete().where(
                (StationAmenity.amenity == amenity) & StationAmenity.station.is_in(list(some))
            )
            await telling.end_unlisted(amenity, some, now=now)
    for amenity, stations in again.items():
        for some in in_parts(stations, 1):
            await telling.take_up_listed(amenity, some, now=now)
    await insert_rows(StationAmenity, coming, over=["station", "amenity"], updating=["note"])


async def _write_revisions(
    changes: Sequence[Change],
    made: Mapping[str, object],
    posted: Mapping[str, datetime | None],
) -> None:
    latest = await latest_revisions([one.id for one in changes])
    rows = (
        {
            "station": one.id,
            "number": latest.get(one.id, 0) + 1,
            **made,
            "before": _json(one.before),
            "after": _json(one.after),
            "told_before": _json(one.told_before),
            "posted_before": posted.get(one.id),
        }
        for one in changes
    )
    await insert_rows(StationRevision, rows)


async def latest_revisions(ids: Sequence[str]) -> dict[str, int]:
    """The number of each station's last revision; a station without one is left out."""
    found: dict[str, int] = {}
    for some in in_parts(ids, 1):
        blanks = ", ".join(["{}"] * len(some))
        rows = await run(
            "SELECT station, MAX(number) AS number FROM station_revision"  # noqa: S608  # blanks only
            f" WHERE station IN ({blanks}) GROUP BY station",
            *some,
        )
        found.update((str(row["station"]), int(str(row["number"]))) for row in rows)
    return found


def _json(facts: StationFacts | None) -> str | None:
    return None if facts is None else msgspec.json.encode(facts).decode()
