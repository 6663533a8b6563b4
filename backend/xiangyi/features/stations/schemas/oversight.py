"""What a supervisor sees of the stations of a place."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

#: due: not confirmed for so long that it counts as stale, or never; unconfirmed: independent
#: riders found it locked since; reported: somebody waits for an answer.
Concern = Literal["due", "unconfirmed", "reported"]


class Counts(Struct, frozen=True, rename="camel"):
    stations: int
    due: int
    #: Of those that are due, those that nobody has confirmed as they are now.
    never: int
    unconfirmed: int
    reported: int


class PlaceCounts(Struct, frozen=True, rename="camel"):
    """A division with its stations; `lon` and `lat` are the middle of them, WGS-84 degrees."""

    key: str
    name: str
    counts: Counts
    lon: float
    lat: float


class Overseen(Struct, frozen=True, rename="camel", kw_only=True):
    """One station, and why it is looked at."""

    id: str
    name: str
    #: Names of the divisions on the way down, without the province.
    place: str
    lon: float
    lat: float
    confirmed_at: datetime | None
    due: bool
    unconfirmed: bool
    #: Reports that nobody has answered.
    waiting: int


class Top(Struct, frozen=True):
    """A division for which the asker is supervisor or administrator."""

    key: str
    name: str


class Oversight(Struct, frozen=True, rename="camel", kw_only=True):
    """A division, what lies directly below it, and some of its stations: the longest due first."""

    key: str
    name: str
    #: The division above, where the asker may look at it too.
    above: str | None
    tops: list[Top]
    counts: Counts
    below: list[PlaceCounts]
    items: list[Overseen]
    next: int | None
