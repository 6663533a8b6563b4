"""What the phone should find, worked out from the published packs by other means than ours.

Distances come from vectors, hours from the oracle that paints minutes; nothing here imports the
product.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import atan2, cos, degrees, dist, radians, sin
from pathlib import Path
from typing import Any, NamedTuple

from tests.browser.province import NOW
from tests.stations.oracle import open_in, state_of

_EARTH_M = 6_371_008.8
_WINDS = ["北", "东北", "东", "东南", "南", "西南", "西", "西北"]

Vector = tuple[float, float, float]


class Known(NamedTuple):
    """One station as the packs tell it."""

    id: str
    name: str
    prefecture: str
    lon: float
    lat: float
    hours: Any
    family: str
    entry: str
    parking: str
    phone: str
    responsible: str
    address: str
    entry_note: str
    gate_words: str
    amenities: list[str]
    working: list[str]
    confirmed_minutes: int | None
    closed_until: float | None
    reports: list[Any]


class Province:
    """Everything that one server publishes."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "packs"
        self.index = self._read("index.json")
        days = self._read(self.index["days"]["path"])
        kinds = {day: kind for day, (kind, _) in days["days"].items()}
        self.table = {**days, "days": kinds}
        self.stations = [one for pack in self.index["packs"] for one in self._stations(pack)]

    def _read(self, path: str) -> Any:
        return json.loads((self._folder / path).read_text())

    def _stations(self, pack: Any) -> Iterable[Known]:
        slow, live = self._read(pack["slow"]["path"]), self._read(pack["live"]["path"])
        assert live["of"] == pack["slow"]["hash"]
        for row in range(slow["n"]):
            has = [a for k, a in enumerate(slow["amenities"]) if slow["has"][row] >> k & 1]
            out = {slow["amenities"][k] for at, k, _ in live["out"] if at == row}
            shut = [s for s in live["states"] if s[0] == row and s[1] == "closed"]

            def few(column: str, row: int = row, slow: Any = slow) -> str:
                return slow[column].get(str(row), "")

            yield Known(
                id=slow["id"][row],
                name=slow["name"][row],
                prefecture=pack["name"],
                lon=slow["lon"][row] / 1e6,
                lat=slow["lat"][row] / 1e6,
                hours=slow["schedules"][slow["hours"][row]],
                family=slow["families"][slow["family"][row]],
                entry=slow["entries"][slow["entry"][row]],
                parking=few("parking"),
                phone=few("phone"),
                responsible=few("responsible"),
                address=slow["address"][row],
                entry_note=few("entryNote"),
                gate_words=few("gateWords"),
                amenities=has,
                working=[a for a in has if a not in out],
                confirmed_minutes=live["confirmed"][row],
                closed_until=shut[0][3] if shut and shut[0][3] is not None else None,
                reports=[report for report in live["reports"] if report[0] == row],
            )

    def is_open(self, one: Known, at: datetime) -> bool:
        minute = int(at.timestamp()) // 60 + 8 * 60
        shut = one.closed_until is not None and at < NOW + timedelta(minutes=one.closed_until)
        return not shut and state_of(one.hours, minute, self.table) == "open"

    def is_open_tonight(self, one: Known) -> bool:
        """Some time between 22:00 on the evening of NOW and 6:00."""
        night = "2026-11-23T22:00:00+08:00", "2026-11-24T06:00:00+08:00"
        return open_in(one.hours, *night, self.table)

    def open_now(self) -> list[Known]:
        return [one for one in self.stations if self.is_open(one, NOW)]


def nearest(here: tuple[float, float], stations: Iterable[Known]) -> list[Known]:
    return sorted(stations, key=lambda one: (metres(here, one), one.id))


def metres(here: tuple[float, float], one: Known) -> float:
    a, b = _vector(*here), _vector(one.lon, one.lat)
    return _EARTH_M * 2 * atan2(dist(a, b) / 2, (1 - (dist(a, b) / 2) ** 2) ** 0.5)


def printed_distance(here: tuple[float, float], one: Known) -> str:
    """As a sign writes it: nobody walks to the metre, so tens are enough."""
    away = metres(here, one)
    if away < 995:
        return f"{max(10, int(away / 10 + 0.5) * 10)}米"
    tenths = int(away / 100 + 0.5) / 10
    return f"{tenths:g}公里" if away < 9950 else f"{int(away / 1000 + 0.5)}公里"


def wind(here: tuple[float, float], one: Known) -> str:
    """Where the station lies, seen on the plane that touches the earth under the rider."""
    lon, lat = radians(here[0]), radians(here[1])
    away = _vector(one.lon, one.lat)
    east = _dot(away, (-sin(lon), cos(lon), 0))
    north = _dot(away, (-sin(lat) * cos(lon), -sin(lat) * sin(lon), cos(lat)))
    return _WINDS[round(degrees(atan2(east, north)) % 360 / 45) % 8]


def _vector(lon: float, lat: float) -> Vector:
    x, y = radians(lon), radians(lat)
    return cos(y) * cos(x), cos(y) * sin(x), sin(y)


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(p * q for p, q in zip(a, b, strict=True))
