"""What goes in and out of feedback."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

Kind = Literal["complaint", "suggestion"]
State = Literal["open", "answered"]
Words = Annotated[str, Meta(min_length=1, max_length=1000)]


class Saying(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody says of the service.

    Attributes:
        contact: how to reach a writer who wants to be called back.
        division: the key of the division that it concerns, if it is one's.
    """

    kind: Kind
    words: Words
    contact: Annotated[str, Meta(max_length=100)] | None = None
    division: Annotated[str, Meta(max_length=32)] | None = None


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    answer: Words


class Receipt(Struct, frozen=True, kw_only=True, rename="camel"):
    """What whoever has the id may know: dates and the answer, never the writer's own words."""

    id: UUID
    kind: Kind
    said_at: datetime
    #: The day, in Shanghai, by whose end it is answered.
    due_on: date
    answer: str | None
    answered_at: datetime | None


class Piece(Receipt, frozen=True, kw_only=True, rename="camel"):
    """A piece of feedback as those see it who answer it; words and contact null once erased."""

    words: str | None
    contact: str | None
    division: str | None
    division_name: str | None


class MyPiece(Receipt, frozen=True, kw_only=True, rename="camel"):
    """What the person themselves said; words and contact null once erased.

    Attributes:
        account: their own, or the one they claimed, under which a clerk wrote it for them.
    """

    words: str | None
    contact: str | None
    account: UUID


class MyPieces(Struct, frozen=True):
    items: list[MyPiece]


class Pieces(Struct, frozen=True):
    """Some pieces, and the cursor of the rest."""

    items: list[Piece]
    next: str | None
