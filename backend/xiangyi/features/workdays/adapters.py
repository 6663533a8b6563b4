"""Reading a file of special days: `date,kind,name_en,name_zh`."""

import re
from datetime import date
from typing import Final, Literal

from msgspec import Struct

from xiangyi.core.lines import Faults, Line, read_csv

#: As the file and the table write it.
WrittenKind = Literal["holiday", "makeup_workday"]

_SATURDAY: Final = 5
#: There were no such notices before; a mistyped year must not stretch the table over centuries.
_YEARS: Final = range(2000, 2100)
_LONGEST: Final = {"name_zh": 32, "name_en": 64}
_ISO_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Told(Struct, frozen=True, kw_only=True):
    """What one line says."""

    on: date
    kind: str
    name_zh: str
    name_en: str


def read(content: bytes, faults: Faults) -> dict[date, Told]:
    """What the file says of each date; what a line says wrongly goes to `faults`."""
    told: dict[date, Told] = {}
    for line in read_csv(
        content,
        needed=("date", "kind", "name_en", "name_zh"),
        allowed=("in_lieu",),
        faults=faults,
    ):
        on = _date(line, faults)
        if on is None:
            continue
        one = _told(on, line, faults)
        if on in told and told[on].kind != one.kind:
            faults.add(line.number, "date", "twice_of_two_kinds")
        told.setdefault(on, one)
    return told


def _told(on: date, line: Line, faults: Faults) -> Told:
    number, cells = line
    kind = cells["kind"]
    if kind not in ("holiday", "makeup_workday"):
        faults.add(number, "kind", "unknown")
    elif kind == "makeup_workday" and on.weekday() < _SATURDAY:
        faults.add(number, "date", "makeup_on_a_weekday")
    for field, longest in _LONGEST.items():
        if not cells[field]:
            faults.add(number, field, "empty")
        elif len(cells[field]) > longest:
            faults.add(number, field, "too_long")
    return Told(on=on, kind=kind, name_zh=cells["name_zh"], name_en=cells["name_en"])


def _date(line: Line, faults: Faults) -> date | None:
    written = line.cells["date"]
    try:
        on = date.fromisoformat(written) if _ISO_DATE.fullmatch(written) else None
    except ValueError:
        on = None
    if on is None:
        faults.add(line.number, "date", "no_such_date")
    elif on.year not in _YEARS:
        faults.add(line.number, "date", "year_out_of_range")
        return None
    return on
