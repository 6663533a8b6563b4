"""Stations as rows in memory, read from the database in a handful of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from piccolo.query.functions import Max

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.threads import aside
from xiangyi.features.divisions import service as divisions
from xiangyi.features.stations import errors
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.schemas import AmenityHere, LiveStateHere, PhotoHere, ReportHere
from xiangyi.features.stations.service.counting import Said, said_of, window
from xiangyi.features.stations.service.naming import Surroundings, surroundings
from xiangyi.features.stations.service.outlasting import outlasting
from xiangyi.features.stations.tables import (
    Confirmation,
    LiveState,
    Report,
    ReportAnswer,
    Station,
    StationAmenity,
    StationPhoto,
)

#: A state without an end of its own is shown for so long at the most.
_LONGEST_STATE = timedelta(days=31)
#: A page shows so many photos; each costs every phone of the prefecture some forty bytes.
_MOST_PHOTOS = 6


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
    #: When it was last said to be as listed, as it is now.
    confirmed_at: datetime | None
    #: The last confirmation where something else was posted since; it still answers who doubted.
    cleared_at: datetime | None = None
    said: tuple[Said, ...]
    #: Since which day the hours are as they are, 2026-11-23 in Shanghai; "" where nobody knows.
    hours_since: str = ""
    #: What the manager said of it for the time being: what stands now, then each that stands again
    #: once the one before it has ended.
    states: tuple[LiveStateHere, ...] = ()
    photos: tuple[PhotoHere, ...] = ()

    @property
    def reports(self) -> tuple[ReportHere, ...]:
        """What riders say, as it was when the station was read."""
        return tuple(one.report for one in self.said)

    @property
    def live_state(self) -> LiveStateHere | None:
        """What stood when the station was read."""
        return self.states[0] if self.states else None

    @property
    def surroundings(self) -> Surroundings:
        return Surroundings(
            street_key=self.street_key,
            street=self.street,
            county=self.county,
            prefecture=self.prefecture,
        )


async def read_stations(
    *,
    now: datetime,
    report_hours: int,
    prefecture: str | None = None,
    ids: Sequence[str] | None = None,
) -> list[StationRow]:
    """Every station that has not closed, of a prefecture, of these ids or all, by street and name.

    Stations that share a schedule share one OpeningHours, so that it is judged once.
    """
    some = _Some(prefecture, ids)
    stations = await some.of(Station.select(), Station).where(Station.closed_at.is_null())
    lineages = await divisions.lineages({row["division"] for row in stations})
    amenities = await _amenities(some)
    confirmed = await _confirmations(some)
    said = await _reports(window(now, report_hours), some)
    states = await _states(now, some)
    photos = await _photos(some)

    def rows() -> list[StationRow]:
        schedules: dict[str, OpeningHours] = {}
        # Thousands of reports take long to count: the event loop does not wait for it.
        reports = _counted(said, confirmed)
        made = []
        for row in stations:
            hours, at = row["hours"], confirmed.get(row["id"])
            # What was confirmed before the station became what it is was something else.
            before = at is not None and row["posted_at"] is not None and at < row["posted_at"]
            if hours is not None and hours not in schedules:
                schedules[hours] = msgspec.json.decode(hours, type=OpeningHours)
            made.append(
                StationRow(
                    **{name: row[name] for name in _AS_THEY_ARE},
                    **msgspec.structs.asdict(surroundings(lineages[row["division"]])),
                    hours=None if hours is None else schedules[hours],
                    hours_since=_day(row["hours_at"]) if row["hours_at"] else "",
                    amenities=tuple(amenities[row["id"]]),
                    confirmed_at=None if before else at,
                    cleared_at=at if before else None,
                    said=tuple(reports[row["id"]]),
                    states=states.get(row["id"], ()),
                    photos=tuple(photos[row["id"]][:_MOST_PHOTOS]),
                )
            )
        made.sort(key=lambda row: (row.street_key, row.name, row.id))
        return made

    return await aside(rows)


async def read_station(id_: str, *, now: datetime, report_hours: int) -> StationRow:
    """One of them.

    Raises:
        StationNotFound: there is none, or it has closed, if only just now.
    """
    rows = await read_stations(now=now, report_hours=report_hours, ids=[id_])
    if not rows:
        raise errors.StationNotFound(station=id_)
    return rows[0]


#: Columns that pass from the table to the row unchanged.
_AS_THEY_ARE = (
    *("id", "name", "family", "family_words", "division", "address", "lon", "lat"),
    *("entry", "entry_note", "gate_words", "parking", "phone", "responsible"),
    *("amenity_words", "pinyin", "initials"),
)


class _Some(Struct, frozen=True):
    """The stations that are wanted: of a prefecture, or these ids, or all."""

    prefecture: str | None
    ids: Sequence[str] | None

    def of(self, query: Any, station: Any, id_: Any = None) -> Any:
        """A query of a table that is the stations', or has a foreign key to them."""
        if self.prefecture is not None:
            query = query.where(station.prefecture == self.prefecture)
        if self.ids is not None:
            query = query.where((id_ or station.id).is_in(list(self.ids) or [""]))
        return query


async def _amenities(some: _Some) -> dict[str, list[AmenityHere]]:
    query = StationAmenity.select(
        StationAmenity.station,
        StationAmenity.amenity,
        StationAmenity.note,
        StationAmenity.out_since,
        StationAmenity.out_note,
        StationAmenity.amenity.position,
    )
    found: dict[str, list[AmenityHere]] = defaultdict(list)
    for row in sorted(
        await some.of(query, StationAmenity.station), key=lambda row: row["amenity.position"]
    ):
        found[row["station"]].append(
            AmenityHere(
                id=row["amenity"],
                note=row["note"],
                out_since=row["out_since"],
                out_note=row["out_note"],
            )
        )
    return found


async def _confirmations(some: _Some) -> dict[str, datetime]:
    query = Confirmation.select(
        Confirmation.station, Max(Confirmation.confirmed_at, alias="latest")
    ).group_by(Confirmation.station)
    query = query.where(Confirmation.withdrawn_at.is_null())
    rows = await some.of(query, Confirmation.station)
    return {row["station"]: _instant(row["latest"]) for row in rows}


def _day(at: datetime) -> str:
    return at.astimezone(SHANGHAI).date().isoformat()


def _instant(value: datetime | str) -> datetime:
    """SQLite forgets a column's type inside MAX() and hands over its text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


async def _reports(since: datetime, some: _Some) -> list[dict[str, Any]]:
    """What is said and not settled, as far as it is counted by that."""
    counting = (Report.reported_at >= since) & Report.unlisted_at.is_null()
    rows = await some.of(Report.select(*_COUNTED).where(counting), Report.station)
    # Nothing is otherwise because somebody has read of it; that it is crowded needs no more.
    ends = (ReportAnswer.kind != "seen") | (ReportAnswer.report.kind == "crowded")
    # A locked door is open again once somebody was at it and has confirmed that, not once said so.
    answers = ReportAnswer.select(ReportAnswer.report).where(
        (ReportAnswer.report.reported_at >= since) & (ReportAnswer.report.kind != "locked") & ends
    )
    found = await some.of(answers, ReportAnswer.report.station)
    settled = {row["report"] for row in found}
    return [row for row in rows if row["id"] not in settled]


#: Not what was written, which is most of a report and tells nobody how many they are.
_COUNTED = (
    Report.id,  # type: ignore[attr-defined]  # Piccolo's own key
    *(Report.station, Report.kind, Report.amenity, Report.reported_at),
    *(Report.account, Report.device, Report.network, Report.settled),
)


def _counted(
    rows: Sequence[dict[str, Any]], confirmed: Mapping[str, datetime]
) -> dict[str, list[Said]]:
    """What is said, each counted by independent reporters.

    What was said after the last confirmation goes before what it has answered already: two who
    found it locked, one before and one after, are one who doubts it.
    """
    groups: dict[tuple[str, Any, str | None], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["station"], row["kind"], row["amenity"]].append(row)
    found: dict[str, list[Said]] = defaultdict(list)
    for (station, *_), said in groups.items():
        after = confirmed.get(station)
        fresh = [row for row in said if after is None or row["reported_at"] > after]
        found[station].append(said_of(sorted(fresh or said, key=lambda row: row["reported_at"])))
    for reports in found.values():
        reports.sort(key=lambda one: one.report.last_at, reverse=True)
    return found


async def _states(now: datetime, some: _Some) -> dict[str, tuple[LiveStateHere, ...]]:
    query = LiveState.select().where(
        (LiveState.since_at > now - _LONGEST_STATE) & LiveState.withdrawn_at.is_null()
    )
    query = query.order_by(LiveState.since_at, LiveState.id)  # type: ignore[attr-defined]  # Piccolo's own key
    said: dict[str, list[LiveStateHere]] = defaultdict(list)
    for row in await some.of(query, LiveState.station):
        # That all is as always ends whatever was said; the same said anew puts it right.
        before = [] if row["kind"] == "none" else said[row["station"]]
        said[row["station"]] = [one for one in before if one.kind != row["kind"]]
        if row["kind"] != "none":
            state = LiveStateHere(row["kind"], row["since_at"], row["until_at"], row["note"])
            said[row["station"]].append(state)
    return {station: outlasting(its, now) for station, its in said.items()}


async def _photos(some: _Some) -> dict[str, list[PhotoHere]]:
    """Those that are shown, the latest first."""
    query = (
        StationPhoto.select(
            StationPhoto.station,
            StationPhoto.photo.digest,
            StationPhoto.shown_at,
            StationPhoto.reported_at,
        )
        .where(StationPhoto.hidden_at.is_null())
        .order_by(StationPhoto.shown_at, ascending=False)
    )
    found: dict[str, list[PhotoHere]] = defaultdict(list)
    for row in await some.of(query, StationPhoto.station):
        day = _day(row["reported_at"] or row["shown_at"])
        found[row["station"]].append(PhotoHere(row["photo.digest"], day))
    return found
