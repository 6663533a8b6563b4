"""A station and its photos as whoever keeps it has them before them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.schemas import (
    AmenityHere,
    AnswerKind,
    Entry,
    LiveStateHere,
    ReportHere,
    ReportKind,
)


class DeskPhoto(Struct, frozen=True, rename="camel", kw_only=True):
    """A photo that came with a report; on the station's page since `shownAt`, or waiting.

    Since `hiddenAt` it is on the page no more, and may be shown again. `unblurred` is true where
    the rider's phone could not open it, so that nothing in it can have been blurred.
    """

    id: UUID
    kind: ReportKind
    amenity: str | None
    reported_at: datetime
    shown_at: datetime | None
    hidden_at: datetime | None
    unblurred: bool


class DeskPhotos(Struct, frozen=True):
    """A page, the latest first, and after how many of them the next one begins."""

    items: list[DeskPhoto]
    next: int | None


class DeskStation(Struct, frozen=True, rename="camel", kw_only=True):
    """One station that the asker keeps.

    `confirmedBy` is who said last that it is as listed, where somebody with an account did.
    `waiting` is how many reports are not answered, `photosWaiting` how many of their photos are
    neither shown nor gone, `disputed` whether a list says otherwise and nobody has decided.
    `keeps` is whether the asker speaks for it, or only looks.
    """

    id: str
    name: str
    address: str
    lon: float
    lat: float
    hours: OpeningHours | None
    entry: Entry
    entry_note: str
    gate_words: str
    parking: str
    phone: str
    amenities: tuple[AmenityHere, ...]
    confirmed_at: datetime | None
    confirmed_by: Literal["you", "another"] | None
    #: The key of that confirmation, where the asker gave it and may still take it back.
    own_confirmation: UUID | None
    #: By amenity, the key of what was said of it last, where the asker may take that back.
    own_amenities: dict[str, UUID]
    #: The same of what was said last of the station just now.
    own_state: UUID | None
    reports: tuple[ReportHere, ...]
    live_state: LiveStateHere | None
    waiting: int
    photos_waiting: int
    disputed: bool
    #: Independent riders found it locked since somebody last confirmed.
    doubted: bool
    keeps: bool
    #: Whether the asker may close it for good.
    closes: bool


class DeskStations(Struct, frozen=True):
    """A page by id, of which each is by name, and the id after which the next one begins."""

    items: list[DeskStation]
    next: str | None


class DeskAnswer(Struct, frozen=True):
    """What the manager said to a report, and when."""

    kind: AnswerKind
    words: str
    at: datetime


class AnsweredReport(Struct, frozen=True, rename="camel"):
    """A report with what was answered to it; not who said it."""

    key: UUID
    kind: ReportKind
    amenity: str | None
    reported_at: datetime
    answer: DeskAnswer


class AnsweredReports(Struct, frozen=True):
    items: list[AnsweredReport]
