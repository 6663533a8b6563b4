"""What goes in and out of commitments."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.cases.schemas import Words
from xiangyi.features.commitments.rules.board import Count
from xiangyi.features.commitments.rules.life import DeskMove, Move, State
from xiangyi.features.commitments.rules.numbers import MOST_DAYS

#: `judge_late`: only that it is not solved, until `late_until`; `raise_again`: after that day, as a
#: demand of its own.
Deed = DeskMove | Literal["judge", "judge_late", "raise_again"]


class Promising(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an organisation promised to do within so many working days, in words for everybody."""

    concern: UUID
    organisation: UUID
    words: Words
    days: Annotated[int, Meta(ge=1, le=MOST_DAYS)]


class CommitmentMoving(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step at a desk, in words for everybody.

    Attributes:
        photo: the proof of a report, sent before, by its id; it or the words may be missing.
    """

    move: DeskMove
    words: Words = ""
    photo: UUID | None = None


class Judging(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether it is solved, said of the turn that the person has before their eyes."""

    turn: Annotated[int, Meta(ge=1, le=999)]
    solved: bool


class CommitmentStepShown(Struct, frozen=True, kw_only=True, rename="camel"):
    """One step: `promise` is the first.

    Attributes:
        picture: the digest by which the proof's photo is shown, at `/media/DIGEST.1280.webp`.
        due_on: the day that was promised first; the new one of what is reopened or watched.
        solved, not_solved: of a count.
    """

    move: Move | Literal["promise"]
    at: datetime
    words: str
    picture: str | None
    due_on: date | None
    solved: int | None
    not_solved: int | None


class CommitmentShown(Struct, frozen=True, kw_only=True, rename="camel"):
    """A commitment as everybody may see it.

    Attributes:
        days: working days, of the latest turn.
        provisional: the day is counted again once the holidays of that year are known.
        late: a report came after its day, in this turn or one before.
        judged_until: the last day to say whether it is solved.
        late_until: the last day for who had said nothing to say that it is not.
        solved, not_solved: how many said so when it was counted last.
        mine: what the asker has said of this turn.
        may: what the asker could do now; nothing for who has not signed in.
    """

    id: UUID
    concern: UUID
    title: str
    division: str
    division_name: str
    organisation: str
    words: str
    promised_at: datetime
    days: int
    due_on: date
    provisional: bool
    overdue: bool
    state: State
    turn: int
    late: bool
    judged_until: date | None
    late_until: date | None
    solved: int | None
    not_solved: int | None
    steps: list[CommitmentStepShown]
    mine: bool | None
    may: list[Deed]


class CommitmentList(Struct, frozen=True):
    """Those of one concern, in the order in which they were promised; whether one may promise."""

    items: list[CommitmentShown]
    may: list[Literal["promise"]]


class CommitmentPage(Struct, frozen=True):
    """Some commitments, and the cursor of the rest."""

    items: list[CommitmentShown]
    next: str | None


class Number(Struct, frozen=True, kw_only=True, rename="camel"):
    """One number of the board, and what it counts in Chinese and in English."""

    name: Count
    value: int
    definition_zh: str
    definition_en: str


class Part(Struct, frozen=True, kw_only=True, rename="camel"):
    """The same of a division below."""

    division: str
    division_name: str
    promised: int
    kept: int
    under_way: int
    overdue: int
    supervised: int
    solved: int


class Board(Struct, frozen=True, kw_only=True, rename="camel"):
    """How many commitments there are of each kind, as of a day; without a division, of all."""

    division: str | None
    division_name: str | None
    on: date
    numbers: list[Number]
    parts: list[Part]
