"""What goes in and out of the sheet of paper at a meeting's door, and of what was left for it."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.consultations.rules.forms import PartyKind
from xiangyi.features.consultations.schemas.records import RemarkShown


class GuestSaid(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody without a phone, as the sheet at the door has them, or who a seat is kept for."""

    name: Annotated[str, Meta(max_length=40)]
    kind: PartyKind | Literal["residents"] = "residents"


class Guest(Struct, frozen=True, kw_only=True):
    """The same; the name is "" once it is erased."""

    id: UUID
    name: str
    kind: PartyKind | Literal["residents"]
    #: A seat is kept for them; and they came.
    kept: bool
    here: bool


class Guests(Struct, frozen=True, rename="camel"):
    """Who is on the sheet, and what was entered for them of the record.

    Attributes:
        may_remark: as what something may be entered now, if at all.
    """

    guests: list[Guest]
    remarks: list[RemarkShown]
    may_remark: Literal["correction", "objection"] | None


class View(Struct, frozen=True, rename="camel"):
    """What somebody who cannot come had to say, without their name."""

    words: str
    said_at: datetime


class Views(Struct, frozen=True):
    views: list[View]
