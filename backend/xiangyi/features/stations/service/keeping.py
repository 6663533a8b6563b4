"""Keeping the facts of stations: whole or not at all, and never without telling the publisher."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

import msgspec
from msgspec import Struct
from piccolo.table import Table

from xiangyi.core.db import MOST_PARAMETERS, atomic, run
from xiangyi.core.pinyin import pinyin_of
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations import errors
from xiangyi.features.stations.schemas import StationFacts
from xiangyi.features.stations.tables import Amenity, Family, Station, StationAmenity

#: Crockford's base 32: no I, L, O or U to misread on a door.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHUNK = MOST_PARAMETERS // 30

Row = TypeVar("Row", bound=Table)


class Kept(Struct, frozen=True):
    """How many stations a batch added and how many it rewrote."""

    added: int
    updated: int


async def keep_stations(stations: Sequence[StationFacts], *, now: datetime) -> Kept:
    """Add or rewrite each station of a source, all of them or none.

    The same batch twice changes nothing but `changed_at`; a station's id stays what it
    was, because it is printed on its door.

    Raises:
        StationUnusable: a family, an amenity or a division is not known here.
    """
    await _check_words(stations)
    lineages = await divisions.lineages({station.division for station in stations})
    for station in stations:
        if station.division not in lineages:
            raise _unusable(station, "division")
    prefectures = {
        key: next((d.key for d in lineage if d.level == "prefecture"), lineage[0].key)
        for key, lineage in lineages.items()
    }
    async with atomic():
        held = await _held_ids(stations)
        taken = set(await Station.select(Station.id).output(as_list=True))
        added = 0
        rows, offers = [], []
        for station in stations:
            id_ = held.get((station.source, station.external_id))
            if id_ is None:
                id_ = _fresh_id(station, taken)
                added += 1
            rows.append(_row(id_, station, prefectures[station.division], now))
            offers += [
                StationAmenity(station=id_, amenity=offered.id, note=offered.note)
                for offered in station.amenities
            ]
        for chunk in _chunks(rows):
            await Station.insert(*chunk).on_conflict(
                target=Station.id,
                action="DO UPDATE",
                values=[c for c in Station.all_columns() if c is not Station.id],
            )
            ids = [row.id for row in chunk]
            await StationAmenity.delete().where(StationAmenity.station.is_in(ids))
        for some in _chunks(offers):
            await StationAmenity.insert(*some)
        await touch({row.prefecture for row in rows}, now=now)
    return Kept(added=added, updated=len(rows) - added)


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


def station_id(source: str, external_id: str, attempt: int = 0) -> str:
    """Forty bits of the source's own number, so that a lost database mints the same ids again."""
    name = f"{source}\0{external_id}\0{attempt}".encode()
    number = int.from_bytes(blake2b(name, digest_size=5).digest())
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


async def _check_words(stations: Sequence[StationFacts]) -> None:
    families = set(await Family.select(Family.id).output(as_list=True))
    amenities = set(await Amenity.select(Amenity.id).output(as_list=True))
    for station in stations:
        if station.family not in families:
            raise _unusable(station, "family")
        if any(offered.id not in amenities for offered in station.amenities):
            raise _unusable(station, "amenities")


def _unusable(station: StationFacts, field: str) -> errors.StationUnusable:
    return errors.StationUnusable(
        source=station.source, external_id=station.external_id, field=field
    )


async def _held_ids(stations: Sequence[StationFacts]) -> dict[tuple[str, str], str]:
    rows = await Station.select(Station.source, Station.external_id, Station.id).where(
        Station.source.is_in(sorted({station.source for station in stations}) or [""])
    )
    return {(row["source"], row["external_id"]): row["id"] for row in rows}


def _fresh_id(station: StationFacts, taken: set[str]) -> str:
    for attempt in range(100):
        id_ = station_id(station.source, station.external_id, attempt)
        if id_ not in taken:
            taken.add(id_)
            return id_
    raise RuntimeError("a hundred ids in a row are taken")


def _row(id_: str, station: StationFacts, prefecture: str, now: datetime) -> Station:
    pinyin, initials = pinyin_of(station.name)
    hours = None if station.hours is None else msgspec.json.encode(station.hours).decode()
    plain = {
        name: getattr(station, name)
        for name in station.__struct_fields__
        if name not in {"hours", "amenities"}
    }
    return Station(
        id=id_,
        prefecture=prefecture,
        hours=hours,
        pinyin=pinyin[:300],
        initials=initials[:80],
        changed_at=now,
        closed_at=None,
        **plain,
    )


def _chunks(rows: list[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk
