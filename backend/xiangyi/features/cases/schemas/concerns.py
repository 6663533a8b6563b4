"""What goes in and out of concerns."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.cases.rules.life import ConcernDeskMove, ConcernMove, ConcernState
from xiangyi.features.cases.rules.words import Channel, Field
from xiangyi.features.cases.schemas import ConcernBrief, DivisionKey, Words

ConcernDeed = ConcernDeskMove | Literal["gather"]


class Proposing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cases as one matter, in words that everybody reads and that name nobody."""

    title: Annotated[str, Meta(max_length=60)]
    about: Words = ""
    field: Field
    division: DivisionKey
    cases: Annotated[list[UUID], Meta(min_length=1, max_length=200)]


class ConcernMoving(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step to be taken at a desk; the words are for everybody to read.

    Attributes:
        channel: with send_elsewhere, where it belongs.
        target: with merge, the concern in which it goes on.
    """

    move: ConcernDeskMove
    words: Words = ""
    channel: Channel | None = None
    target: UUID | None = None


class ConcernStepShown(Struct, frozen=True, kw_only=True):
    """One step of a concern: `propose` is the first.

    Attributes:
        meeting: the one on whose agenda it was put.
        target: the concern in which it goes on.
    """

    move: ConcernMove | Literal["propose"]
    at: datetime
    words: str
    channel: Channel | None
    meeting: UUID | None
    target: ConcernBrief | None


class ConcernShown(Struct, frozen=True, kw_only=True, rename="camel"):
    """A concern as everybody may see it.

    Attributes:
        cases: how many are in it.
        people: how many raised or joined them.
        may: what the asker could do now; nothing for who has not signed in.
    """

    id: UUID
    title: str
    about: str
    field: Field
    division: str
    division_name: str
    state: ConcernState
    proposed_at: datetime
    moved_at: datetime
    cases: int
    people: int
    steps: list[ConcernStepShown]
    may: list[ConcernDeed]


class ConcernPage(Struct, frozen=True):
    """Some concerns, the latest moved first, and the cursor of the rest."""

    items: list[ConcernShown]
    next: str | None
