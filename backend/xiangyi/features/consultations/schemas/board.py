"""Meetings on the public board."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from xiangyi.features.consultations.rules.board import MeetingCount
from xiangyi.features.consultations.rules.forms import Form


class MeetingNumber(Struct, frozen=True, kw_only=True, rename="camel"):
    """One number, and what it counts in Chinese and in English."""

    name: MeetingCount
    value: int
    definition_zh: str
    definition_en: str


class MeetingPart(Struct, frozen=True, kw_only=True, rename="camel"):
    """The same of a division below."""

    division: str
    division_name: str
    upcoming: int
    held: int
    recorded: int
    unrecorded: int
    cancelled: int


class MeetingBoard(Struct, frozen=True, kw_only=True, rename="camel"):
    """How many meetings there are of each kind, as of a day; without a division, of all."""

    division: str | None
    division_name: str | None
    on: date
    numbers: list[MeetingNumber]
    parts: list[MeetingPart]


class BoardMeeting(Struct, frozen=True, kw_only=True, rename="camel"):
    """A meeting on the board, with nobody in it.

    Attributes:
        organisation: in whose name people were called; null for the division itself.
        recorded: its record is sealed.
    """

    id: UUID
    form: Form
    title: str
    division: str
    division_name: str
    organisation: str | None
    starts_at: datetime
    ends_at: datetime
    place: str
    cancelled: bool
    recorded: bool


class BoardMeetings(Struct, frozen=True):
    """Some meetings, and the cursor of the rest."""

    items: list[BoardMeeting]
    next: str | None
