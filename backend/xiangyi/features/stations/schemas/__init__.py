"""What goes in and out of stations, in the words of the API."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from xiangyi.features.stations.rules.opening_hours import OpeningHours, State

Entry = Literal["unknown", "walk_in", "scan", "ask", "register"]
Datum = Literal["wgs84", "gcj02", "bd09"]
ReportKind = Literal["locked", "amenity_broken", "crowded", "wrong_place", "gone", "unfriendly"]
LiveKind = Literal["full", "power_cut", "closed"]
#: `out`: it is so, and the amenity is out of use from now on.
AnswerKind = Literal["fixed", "untrue", "seen", "out"]
#: Where nobody answered, that the station does not list any more what was said to be broken, or is
#: there no more itself.
Outcome = Literal["fixed", "untrue", "seen", "out", "unlisted", "closed"]


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


class StationChanges(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What a manager says is otherwise; what is left out stays.

    `lon` and `lat` come together, in WGS-84 degrees.
    """

    name: Annotated[str, Meta(min_length=1, max_length=80)] | UnsetType = UNSET
    address: Annotated[str, Meta(max_length=200)] | UnsetType = UNSET
    lon: Annotated[float, Meta(ge=-180, le=180)] | UnsetType = UNSET
    lat: Annotated[float, Meta(ge=-90, le=90)] | UnsetType = UNSET
    hours: OpeningHours | UnsetType | None = UNSET
    entry: Entry | UnsetType = UNSET
    entry_note: Annotated[str, Meta(max_length=120)] | UnsetType = UNSET
    gate_words: Annotated[str, Meta(max_length=120)] | UnsetType = UNSET
    parking: Annotated[str, Meta(max_length=120)] | UnsetType = UNSET
    phone: Annotated[str, Meta(max_length=32)] | UnsetType = UNSET
    responsible: Annotated[str, Meta(max_length=80)] | UnsetType = UNSET
    amenities: tuple[AmenityOffered, ...] | UnsetType = UNSET


class PhotoHere(Struct, frozen=True):
    """A rider's photo: `/media/{digest}.1280.webp` and `.320.webp`."""

    digest: str
    #: Of which day it is, 2026-11-23, in Shanghai.
    day: str


class StationRevised(StationChanges, frozen=True, forbid_unknown_fields=True):
    """Changes, and in `seen` what the manager had before them, as far as it matters to them.

    Where something of it is otherwise by now, nothing is changed.
    """

    seen: StationChanges | UnsetType = UNSET


class StationClosing(Struct, frozen=True, forbid_unknown_fields=True):
    why: Annotated[str, Meta(max_length=200)]


class AmenityHere(Struct, frozen=True, rename="camel"):
    """An amenity of a station; out of order since `outSince`, or working as far as anyone said."""

    id: str
    note: str
    out_since: datetime | None
    #: What the manager says of its being out of order.
    out_note: str


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
    #: What the manager says of it.
    note: str


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
    #: Since which day they are so, 2026-11-23 in Shanghai; "" where nobody knows.
    hours_since: str
    confirmed_at: datetime | None
    #: The last confirmation where something else was posted since; it still answers who doubted.
    cleared_at: datetime | None
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
    #: The latest first.
    photos: tuple[PhotoHere, ...]


class StationPage(Struct, frozen=True, rename="camel"):
    """Stations from near to far; `next` is the cursor of the following page, null at the end."""

    items: list[StationCard]
    next: str | None


class EncodedPage(Struct, frozen=True):
    """A StationPage whose cards are JSON already."""

    items: list[Raw]
    next: str | None


class ReportSaid(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """What a rider says is not as listed, at the time of the phone."""

    station: Annotated[str, Meta(min_length=8, max_length=8)]
    kind: ReportKind
    #: For amenity_broken, which one; two who say the same are counted together.
    amenity: Annotated[str, Meta(max_length=32)] | None = None
    at: Annotated[datetime, Meta(tz=True)]
    note: Annotated[str, Meta(max_length=200)] = ""
    photo: UUID | None = None

    def __post_init__(self) -> None:
        if (self.kind == "amenity_broken") != (self.amenity is not None):
            raise ValueError("an amenity is named where it is broken, and nowhere else")


class DeviceMet(Struct, frozen=True):
    """What the phone shows with its reports; nothing of it is kept here."""

    met: str


class ReportAnswered(Struct, frozen=True):
    """What the manager said to it: put right, not true because, or seen; or how it ended."""

    kind: Outcome
    words: str
    at: datetime


class ReportReceipt(Struct, frozen=True, rename="camel"):
    """For whoever said it: what was said, and what came of it."""

    key: UUID
    station: str
    kind: ReportKind
    amenity: str | None
    reported_at: datetime
    answer: ReportAnswered | None


class OpenReport(Struct, frozen=True, rename="camel"):
    """A report that waits for an answer; not who said it. `photo` is its id, see `getPhoto`."""

    key: UUID
    kind: ReportKind
    amenity: str | None
    reported_at: datetime
    note: str
    photo: UUID | None


class OpenReports(Struct, frozen=True):
    items: list[OpenReport]


class AnswerSaid(Struct, frozen=True, forbid_unknown_fields=True):
    kind: AnswerKind
    #: Needed for untrue.
    words: Annotated[str, Meta(max_length=200)] = ""
    #: What was answered before and was a mistake.
    instead: AnswerKind | None = None


class ConfirmationSaid(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """As listed; whether the phone was within the station's radius, never where it was."""

    at: Annotated[datetime, Meta(tz=True)]
    in_radius: bool | None = None


class ConfirmationStanding(Struct, frozen=True, rename="camel"):
    """Which confirmation of the station counts now; null where none does.

    `counts` is whether it is the one just given, which may be older than another, or than what
    was changed of the station since.
    """

    confirmed_at: datetime | None
    counts: bool


class StateSaid(Struct, frozen=True, forbid_unknown_fields=True):
    kind: LiveKind | Literal["none"]
    at: Annotated[datetime, Meta(tz=True)]
    until: Annotated[datetime, Meta(tz=True)] | None = None
    note: Annotated[str, Meta(max_length=80)] = ""


class AmenitySaid(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether an amenity works; if not, `since` which day in Shanghai, where that is known.

    Without it, it is out of order since it was first said to be.
    """

    works: bool
    at: Annotated[datetime, Meta(tz=True)]
    note: Annotated[str, Meta(max_length=80)] = ""
    since: date | None = None
