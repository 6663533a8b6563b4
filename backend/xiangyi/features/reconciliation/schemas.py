"""What goes in and out of statements."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.reconciliation.rules.lines import Figures, StatementLine, Sum

Answer = Literal["kept", "struck", "honoured"]
_Words = Annotated[str, Meta(max_length=200)]


class Provider(Struct, frozen=True, rename="camel"):
    """Somebody who provides benefits, and whether the asker disputes for them or answers."""

    organisation: UUID
    name: str
    disputes: bool
    answers: bool


class StatementShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A provider's month.

    Attributes:
        closes_at: from when on nothing falls into it any more.
        sums: by whoever pays, what for, and the kind of line.
        lines: in the order in which they arrived, up to as many as a page has.
        next: how many lines there are before the next page; null on the last.
    """

    organisation: UUID
    provider: str
    month: str
    closes_at: datetime
    closed: bool
    figures: Figures
    sums: list[Sum]
    lines: list[StatementLine]
    next: int | None


class StatementDisputeSaid(Struct, frozen=True, forbid_unknown_fields=True):
    """Which line is wrong, and what about it."""

    line: UUID
    words: _Words


class StatementAnswerSaid(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether it stays, is struck or is counted all the same, and why."""

    answer: Answer
    why: _Words


class AnswerShown(Struct, frozen=True, rename="camel"):
    """What somebody of the division said; `yours` where it was the asker."""

    answer: Answer
    why: str
    said_at: datetime
    yours: bool


class StatementDisputeShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A disputed line, what was answered, and what came of it.

    Attributes:
        outcome: null until two have answered the same.
        may_answer: whether the asker might be one of them.
    """

    id: UUID
    organisation: UUID
    provider: str
    month: str
    line: StatementLine
    words: str
    said_at: datetime
    answers: list[AnswerShown]
    outcome: Answer | None
    settled_at: datetime | None
    may_answer: bool


class StatementDesk(Struct, frozen=True):
    """Of which providers the asker sees statements, and what is disputed, the oldest first."""

    providers: list[Provider]
    disputes: list[StatementDisputeShown]
