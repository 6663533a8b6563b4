"""What goes in and out of stations, in the words of the API."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from xiangyi.features.stations.rules.opening_hours import OpeningHours, State

Entry = Literal["unknown", "walk_in", "scan", "ask", "register"]
Datum = Literal["wgs84", "gcj02", "bd09"]
ReportKind = Literal["locked", "amenity_broken", "crowded", "wrong_place", "gone"]
LiveKind = Literal["full", "power_cut", "closed"]


class AmenityOffered(Struct, frozen=True, rename="camel"):
    id: str
    note: Annotated[str, Meta(max_length=80)] = ""


class StationFacts(Struct, frozen=True, kw_only=True):
    """All that a source tells of one station; `lon` and `lat` are WGS-84 degrees already."""

    source: Annotated[str, Meta(min_length=1, max_length=64)]
    external_id: Annotated[str, Meta(min_length=1, max_length=64)]
    name: Annotated[str, Meta(min_length=1, max_length=80)]
    family: str
    family_words: Annotated[str, Meta(max_length=40)] = ""
    #: A division's key, `nbs:430102001000`.
    division: str
    address: Annotated[str, Meta(max_length=200)] = ""
    lon: Annotated[float, Meta(ge=-180, le=180)]
    lat: Annotated[float, Meta(ge=-90, le=90)]
    datum: Datum = "wgs84"
    hours: OpeningHours | None = None
    entry: Entry = "unknown"
    entry_note: Annotated[str, Meta(max_length=120)] = ""
    gate_words: Annotated[str, Meta(max_length=120)] = ""
    parking: Annotated[str, Meta(max_length=120)] = ""
    phone: Annotated[str, Meta(max_length=32)] = ""
    responsible: Annotated[str, Meta(max_length=80)] = ""
    amenities: tuple[AmenityOffered, ...] = ()
    #: What it offers besides, in the source's own words.
    amenity_words: Annotated[str, Meta(max_length=200)] = ""


class StationChanges(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a manager says is otherwise; what is left out stays."""

    name: Annotated[str, Meta(min_length=1, max_length=80)] | UnsetType = UNSET
    address: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    hours: OpeningHours | UnsetType | None = UNSET
    entry: Entry | UnsetType = UNSET
    entry_note: Annotated[str, Meta(max_length=120)] | UnsetType = UNSET
    gate_words: Annotated[str, Meta(max_length=120)] | UnsetType = UNSET
    parking: Annotated[str, Meta(max_length=120)] | UnsetType = UNSET
    phone: Annotated[str, Meta(max_length=32)] | UnsetType = UNSET
    responsible: Annotated[str, Meta(max_length=80)] | UnsetType = UNSET
    amenities: tuple[AmenityOffered, ...] | UnsetType = UNSET


class AmenityHere(Struct, frozen=True, rename="camel"):
    """An amenity of a station; out of order since `outSince`, or working as far as anyone said."""

    id: str
    note: str
    out_since: datetime | None


class ReportHere(Struct, frozen=True, rename="camel"):
    """How many riders said the same within the window, and when the last did."""

    kind: ReportKind
    amenity: str | None
    count: int
    last_at: datetime


class LiveStateHere(Struct, frozen=True, rename="camel"):
    kind: LiveKind
    since: datetime
    until: datetime | None


class Opening(Struct, frozen=True, rename="camel"):
    """What the schedule says at the instant asked about, and when it next says otherwise."""

    state: State
    until: datetime | None
    then: State | None


class StationCard(Struct, frozen=True, rename="camel", kw_only=True):
    """One station with its three facts, each with its own age and never blended."""

    id: str
    name: str
    family: str
    family_words: str
    #: A division's key; street, county and prefecture are its names on the way up.
    division: str
    street: str
    county: str
    prefecture: str
    address: str
    #: WGS-84 degrees.
    lon: float
    lat: float
    #: Great-circle metres from `near`; null where nobody asked from anywhere.
    distance_m: int | None
    opening: Opening
    hours: OpeningHours | None
    confirmed_at: datetime | None
    reports: tuple[ReportHere, ...]
    live_state: LiveStateHere | None
    entry: Entry
    entry_note: str
    gate_words: str
    parking: str
    phone: str
    responsible: str
    amenities: tuple[AmenityHere, ...]
    #: What it offers besides, in its source's own words.
    amenity_words: str


class StationPage(Struct, frozen=True, rename="camel"):
    """Stations from near to far; `next` is the cursor of the following page, null at the end."""

    items: list[StationCard]
    next: str | None


class EncodedPage(Struct, frozen=True):
    """A StationPage whose cards are JSON already."""

    items: list[Raw]
    next: str | None
