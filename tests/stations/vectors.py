"""The cases that the server and the phone share."""

import json
from pathlib import Path
from typing import Any

import msgspec

from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.workdays.rules import SpecialDays

FOLDER = Path(__file__).parents[2] / "static" / "vectors"
HOURS: dict[str, Any] = json.loads((FOLDER / "opening_hours.json").read_text(encoding="utf-8"))
DISTANCES: dict[str, Any] = json.loads((FOLDER / "distances.json").read_text(encoding="utf-8"))
TABLES = {name: msgspec.convert(table, SpecialDays) for name, table in HOURS["specialDays"].items()}


def hours_of(plain: Any) -> OpeningHours | None:
    return msgspec.convert(plain, OpeningHours | None)
