"""Stations as rows in memory, read from the database in a handful of queries."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from piccolo.query.functions import Max

from xiangyi.core.threads import aside
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.schemas import AmenityHere, LiveStateHere, ReportHere
from xiangyi.features.stations.service.naming import Surroundings, surroundings
from xiangyi.features.stations.tables import (
    Confirmation,
    LiveState,
    Report,
    Station,
    StationAmenity,
)


class StationRow(Struct, kw_only=True):
    """One station with everything that is shown of it."""

    id: str
    name: str
    family: str
    family_words: str
    division: str
    street_key: str
    street: str
    county: str
    prefecture: str
    address: str
    lon: float
    lat: float
    hours: OpeningHours | None
    entry: str
    entry_note: str
    gate_words: str
    parking: str
    phone: str
    responsible: str
    pinyin: str
    initials: str
    amenities: tuple[AmenityHere, ...]
    amenity_words: str
    confirmed_at: datetime | None
    reports: tuple[ReportHere, ...]
    live_state: LiveStateHere | None

    @property
    def surroundings(self) -> Surroundings:
        return Surroundings(
            street_key=self.street_key,
            street=self.street,
            county=self.county,
            prefecture=self.prefecture,
        )


async def read_stations(
    *, now: datetime, report_hours: int, prefecture: str | None = None
) -> list[StationRow]:
    """Every station that has not closed, of one prefecture or of all, ordered by street and name.

    Stations that share a schedule share one OpeningHours, so that it is judged once.
    """
    query = Station.select().where(Station.closed_at.is_null())
    if prefecture is not None:
        query = query.where(Station.prefecture == prefecture)
    stations = await query
    lineages = await divisions.lineages({row["division"] for row in stations})
    amenities = await _amenities(prefecture)
    confirmed = await _confirmations(prefecture)
    reports = await _reports(now - timedelta(hours=report_hours), prefecture)
    states = await _states(now, prefecture)

    def rows() -> list[StationRow]:
        schedules: dict[str, OpeningHours] = {}
        made = []
        for row in stations:
            hours = row["hours"]
            if hours is not None and hours not in schedules:
                schedules[hours] = msgspec.json.decode(hours, type=OpeningHours)
            made.append(
                StationRow(
                    **{name: row[name] for name in _AS_THEY_ARE},
                    **msgspec.structs.asdict(surroundings(lineages[row["division"]])),
                    hours=None if hours is None else schedules[hours],
                    amenities=tuple(amenities[row["id"]]),
                    confirmed_at=confirmed.get(row["id"]),
                    reports=tuple(reports[row["id"]]),
                    live_state=states.get(row["id"]),
                )
            )
        made.sort(key=lambda row: (row.street_key, row.name, row.id))
        return made

    return await aside(rows)


#: Columns that pass from the table to the row unchanged.
_AS_THEY_ARE = (
    *("id", "name", "family", "family_words", "division", "address", "lon", "lat"),
    *("entry", "entry_note", "gate_words", "parking", "phone", "responsible"),
    *("amenity_words", "pinyin", "initials"),
)


async def _amenities(prefecture: str | None) -> dict[str, list[AmenityHere]]:
    query = StationAmenity.select(
        StationAmenity.station,
        StationAmenity.amenity,
        StationAmenity.note,
        StationAmenity.out_since,
        StationAmenity.amenity.position,
    )
    if prefecture is not None:
        query = query.where(StationAmenity.station.prefecture == prefecture)
    found: dict[str, list[AmenityHere]] = defaultdict(list)
    for row in sorted(await query, key=lambda row: row["amenity.position"]):
        found[row["station"]].append(
            AmenityHere(id=row["amenity"], note=row["note"], out_since=row["out_since"])
        )
    return found


async def _confirmations(prefecture: str | None) -> dict[str, datetime]:
    query = Confirmation.select(
        Confirmation.station, Max(Confirmation.confirmed_at, alias="latest")
    ).group_by(Confirmation.station)
    if prefecture is not None:
        query = query.where(Confirmation.station.prefecture == prefecture)
    return {row["station"]: _instant(row["latest"]) for row in await query}


def _instant(value: datetime | str) -> datetime:
    """SQLite forgets a column's type inside MAX() and hands over its text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


async def _reports(since: datetime, prefecture: str | None) -> dict[str, list[ReportHere]]:
    query = Report.select().where(Report.reported_at > since)
    if prefecture is not None:
        query = query.where(Report.station.prefecture == prefecture)
    groups: dict[tuple[str, Any, str | None], list[datetime]] = defaultdict(list)
    for row in await query:
        groups[row["station"], row["kind"], row["amenity"]].append(row["reported_at"])
    found: dict[str, list[ReportHere]] = defaultdict(list)
    for (station, kind, amenity), times in sorted(groups.items(), key=lambda one: max(one[1])):
        found[station].insert(
            0, ReportHere(kind=kind, amenity=amenity, count=len(times), last_at=max(times))
        )
    return found


async def _states(now: datetime, prefecture: str | None) -> dict[str, LiveStateHere]:
    query = LiveState.select().where(LiveState.until_at.is_null() | (LiveState.until_at > now))
    if prefecture is not None:
        query = query.where(LiveState.station.prefecture == prefecture)
    rows = sorted(await query, key=lambda row: row["since_at"])
    return {
        row["station"]: LiveStateHere(
            kind=row["kind"], since=row["since_at"], until=row["until_at"]
        )
        for row in rows
    }
