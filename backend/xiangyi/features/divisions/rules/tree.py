"""The tree: five levels, each division exactly one level below its parent."""

import re
from datetime import date
from typing import Final, Literal, get_args

from msgspec import Struct

Level = Literal["province", "prefecture", "county", "street", "community"]
#: From the top down; a statistical zone is of county level.
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
#: The statistics bureau's codes, and those of Civil Affairs.
SYSTEMS: Final = ("nbs", "mca")

_CODE = re.compile("[0-9]{12}")
_KEY = re.compile("[a-z]{1,8}:[0-9]{12}")
#: Degrees, the South China Sea included; what lies outside has its axes swapped.
_CHINA_LON = (73.0, 136.0)
_CHINA_LAT = (3.0, 54.0)


class Known(Struct, frozen=True, kw_only=True):
    """A division with all that is remembered of it."""

    key: str
    name: str
    level: str
    parent: str | None
    pinyin: str
    initials: str
    lon: float | None
    lat: float | None
    source: str
    #: The date for which its source says that it exists.
    as_of: date
    #: The date from which it is no more, null while it is.
    valid_to: date | None = None
    #: The key of the division that took its place, where there is one.
    successor: str | None = None

    @property
    def system(self) -> str:
        return self.key.partition(":")[0]

    @property
    def code(self) -> str:
        return self.key.partition(":")[2]


class Told(Struct, frozen=True, kw_only=True):
    """A division as one line of a file tells it, and how its name is spelt."""

    line: int
    key: str
    name: str
    pinyin: str
    initials: str
    #: "" where the file's word is unknown, which is among the faults.
    level: str
    parent: str | None
    lon: float | None
    lat: float | None


def is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def lies_in_china(lon: float, lat: float) -> bool:
    """Roughly: a box of degrees that tells swapped axes, and nothing finer."""
    return _CHINA_LON[0] <= lon <= _CHINA_LON[1] and _CHINA_LAT[0] <= lat <= _CHINA_LAT[1]
