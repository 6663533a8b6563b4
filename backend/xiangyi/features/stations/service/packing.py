"""A prefecture's stations as two columnar files: the slow facts, and what is true just now.

Columns, because a browser unpacks them without a parser of ours, and because equal
things side by side compress well: JSON came within 3 % of a binary format.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from xiangyi.core.pinyin import readings_of
from xiangyi.features.stations.rules.distance import Point
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.service.doubting import is_doubted
from xiangyi.features.stations.service.reading import StationRow

VERSION = 1
ENTRIES = ("unknown", "walk_in", "scan", "ask", "register")
_MICRO = 1_000_000

Value = TypeVar("Value")


def slow_pack(division: str, rows: Sequence[StationRow]) -> dict[str, Any]:
    """Everything the detail page needs offline; `rows` in the order that the live pack uses.

    Every column has one value a row; what few rows have is an object by row number.
    """
    families = _Numbered[str]()
    streets = _Numbered[tuple[str, str, str]]()
    schedules = _Numbered[OpeningHours | None]()
    amenities = _amenity_ids(rows)
    days = Counter(row.hours_since for row in rows if row.hours_since)
    usual = max(days, key=lambda day: (days[day], day), default="")
    return {
        "v": VERSION,
        "division": division,
        "n": len(rows),
        "id": [row.id for row in rows],
        "lon": [round(row.lon * _MICRO) for row in rows],
        "lat": [round(row.lat * _MICRO) for row in rows],
        "name": [row.name for row in rows],
        "initials": [row.initials for row in rows],
        "family": [families[row.family] for row in rows],
        "families": families.values,
        "familyWords": _sparse(row.family_words for row in rows),
        "street": [streets[row.street_key, row.street, row.county] for row in rows],
        "streets": streets.values,
        "address": [row.address for row in rows],
        "spelling": spelling(rows),
        "amenities": amenities,
        "has": [sum(1 << amenities.index(one.id) for one in row.amenities) for row in rows],
        "amenityNotes": _sparse(
            {one.id: one.note for one in row.amenities if one.note} for row in rows
        ),
        "amenityWords": _sparse(row.amenity_words for row in rows),
        "hours": [schedules[row.hours] for row in rows],
        # Most came with one list, on one day; of the others it is told which.
        "hoursDay": usual,
        "hoursDays": {
            str(number): row.hours_since
            for number, row in enumerate(rows)
            if row.hours is not None and row.hours_since != usual
        },
        "schedules": schedules.values,
        "entry": [ENTRIES.index(row.entry) for row in rows],
        "entries": ENTRIES,
        "entryNote": _sparse(row.entry_note for row in rows),
        "gateWords": _sparse(row.gate_words for row in rows),
        "parking": _sparse(row.parking for row in rows),
        "phone": _sparse(row.phone for row in rows),
        "responsible": _sparse(row.responsible for row in rows),
        "photos": _sparse([one.digest for one in row.photos] for row in rows),
        "photoDays": _sparse([one.day for one in row.photos] for row in rows),
    }


def live_pack(slow_hash: str, rows: Sequence[StationRow], *, now: datetime) -> dict[str, Any]:
    """What changes by the hour, aligned row by row with the slow pack whose hash it names.

    Times are whole minutes before `base` (minutes since 1970), rounded down to the past. In
    `confirmed` a number below zero, -2 less the minutes, is a confirmation of what has changed
    since: it answers those who doubted, and nothing else.
    """
    base = int(now.timestamp()) // 60
    amenities = _amenity_ids(rows)

    def ago(instant: datetime) -> int:
        return base - int(instant.timestamp()) // 60

    def confirmed(row: StationRow) -> int | None:
        at = row.confirmed_at or row.cleared_at
        if at is None:
            return None
        # Who was confirmed and doubted within one minute is doubted: a phone sees only the minutes.
        minutes = max(ago(at), 0) + is_doubted(row)
        return minutes if row.confirmed_at else -2 - minutes

    return {
        "v": VERSION,
        "of": slow_hash,
        "at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "base": base,
        "confirmed": [confirmed(row) for row in rows],
        "out": [
            [number, amenities.index(one.id), ago(one.out_since)]
            for number, row in enumerate(rows)
            for one in row.amenities
            if one.out_since
        ],
        "outNotes": _sparse(
            {one.id: one.out_note for one in row.amenities if one.out_since and one.out_note}
            for row in rows
        ),
        "reports": [
            [
                number,
                report.kind,
                amenities.index(report.amenity) if report.amenity in amenities else -1,
                report.count,
                ago(report.last_at),
            ]
            for number, row in enumerate(rows)
            for report in row.reports
        ],
        # Of the reports above, by their place among them: until when which count holds.
        "fades": _sparse(
            [[ago(until), count] for until, count in said.fades] if len(said.fades) > 1 else None
            for row in rows
            for said in row.said
        ),
        "states": [
            [number, state.kind, ago(state.since), None if not state.until else -ago(state.until)]
            for number, row in enumerate(rows)
            for state in row.states
        ],
        # Of what stands by the row's number, of what comes back after it with its kind behind.
        "stateNotes": {
            f"{number}{state.kind if place else ''}": state.note
            for number, row in enumerate(rows)
            for place, state in enumerate(row.states)
            if place or state.note
        },
    }


def box(points: Sequence[Point]) -> list[float]:
    """West, south, east, north in WGS-84 degrees."""
    lons, lats = zip(*points, strict=True)
    return [min(lons), min(lats), max(lons), max(lats)]


def spelling(rows: Sequence[StationRow]) -> dict[str, str]:
    """How each character of names, addresses and streets is read here, the commonest way first.

    A phone spells with it whatever may be typed, at less than half the bytes of the names in
    pinyin. A character that is read in several ways has them parted by blanks.
    """
    texts = {text for row in rows for text in (row.name, row.address, row.street, row.county)}
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for character, way in zip(text, readings_of(text), strict=True):
            if way:
                ways[character][way] += 1
    return {
        character: " ".join(
            way for way, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))
        )
        for character, found in sorted(ways.items())
    }


class _Numbered(Generic[Value]):
    """Gives equal values one number, in the order in which they first came."""

    def __init__(self) -> None:
        self._numbers: dict[Value, int] = {}

    def __getitem__(self, value: Value) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def values(self) -> list[Value]:
        return list(self._numbers)


def _amenity_ids(rows: Sequence[StationRow]) -> list[str]:
    return sorted({one.id for row in rows for one in row.amenities})


def _sparse(values: Any) -> dict[str, Any]:
    return {str(number): value for number, value in enumerate(values) if value}
