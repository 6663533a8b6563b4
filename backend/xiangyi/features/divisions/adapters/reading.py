"""Reading a file of divisions: `code,name,level,parent`, and a point if the file has one."""

import re
from collections.abc import Mapping
from typing import Final

from xiangyi.core.lines import Faults, Line, read_csv
from xiangyi.core.pinyin import pinyin_of
from xiangyi.features.divisions.rules.tree import LEVELS, Told, is_code, lies_in_china

LONGEST_NAME: Final = 64
LONGEST_PINYIN: Final = 200
LONGEST_INITIALS: Final = 64
_LEVEL_WORDS: Final[dict[str, str]] = {"city": "prefecture", **{level: level for level in LEVELS}}
_DEGREES = re.compile(r"[0-9]{1,3}(\.[0-9]{1,15})?")


def read(content: bytes, system: str, faults: Faults) -> dict[str, Told]:
    """What the file says, by key, in its order; what a line says wrongly goes to `faults`."""
    told: dict[str, Told] = {}
    for line in read_csv(
        content,
        needed=("code", "name", "level", "parent"),
        allowed=("lon", "lat"),
        faults=faults,
    ):
        code = line.cells["code"]
        if not is_code(code):
            faults.add(line.number, "code", "not_12_digits")
            continue
        one = _told(line, system, faults)
        if one.key in told:
            faults.add(line.number, "code", "twice")
        else:
            told[one.key] = one
    return told


def _told(line: Line, system: str, faults: Faults) -> Told:
    number, cells = line
    name = cells["name"]
    if not name:
        faults.add(number, "name", "empty")
    elif len(name) > LONGEST_NAME:
        faults.add(number, "name", "too_long")
    level = _LEVEL_WORDS.get(cells["level"], "")
    if not level:
        faults.add(number, "level", "unknown")
    parent = cells["parent"]
    if parent and not is_code(parent):
        faults.add(number, "parent", "not_12_digits")
    elif not parent and level != LEVELS[0]:
        faults.add(number, "parent", "empty")
    lon, lat = _point(number, cells, faults)
    pinyin, initials = pinyin_of(name)
    return Told(
        line=number,
        key=f"{system}:{cells['code']}",
        name=name,
        pinyin=pinyin[:LONGEST_PINYIN],
        initials=initials[:LONGEST_INITIALS],
        level=level,
        parent=f"{system}:{parent}" if is_code(parent) else None,
        lon=lon,
        lat=lat,
    )


def _point(
    number: int, cells: Mapping[str, str], faults: Faults
) -> tuple[float, float] | tuple[None, None]:
    words = {field: cells.get(field, "") for field in ("lon", "lat")}
    if not any(words.values()):
        return None, None
    wrong = [field for field, word in words.items() if not _DEGREES.fullmatch(word)]
    for field in wrong:
        faults.add(number, field, "not_degrees" if words[field] else "empty")
    if wrong:
        return None, None
    lon, lat = float(words["lon"]), float(words["lat"])
    if not lies_in_china(lon, lat):
        faults.add(number, "lon", "outside_china")
    return lon, lat
