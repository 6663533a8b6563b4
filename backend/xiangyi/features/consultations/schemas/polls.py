"""What goes in and out of polls in the room."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.consultations.rules.polls import MOST, PollState
from xiangyi.features.consultations.schemas import Words

Option = Annotated[str, Meta(max_length=40)]


class Opening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is voted on.

    Attributes:
        item: of the agenda.
        question: "" for the item's title.
        options: two to six; none for yes, no and abstaining.
        why: why it is voted on again, where a vote on the same item counted already.
    """

    item: UUID
    question: Annotated[str, Meta(max_length=60)] = ""
    options: Annotated[list[Option], Meta(max_length=MOST)] = []
    why: Words = ""


class Closing(Struct, frozen=True, forbid_unknown_fields=True):
    """How many chose each option by hand or on paper, in their order; none where nobody did."""

    paper: Annotated[list[Annotated[int, Meta(ge=0, le=10_000)]], Meta(max_length=MOST)] = []


class Voting(Struct, frozen=True, forbid_unknown_fields=True):
    """Which option, by its place, 0 for the first."""

    option: Annotated[int, Meta(ge=0, lt=MOST)]


class PollShown(Struct, frozen=True, kw_only=True, rename="camel"):
    """A poll as those in the room see it.

    Attributes:
        turn: the how-manieth it is on its item, 1 for the first, and `why` it is voted on again.
        options: empty for yes, no and abstaining.
        secret: nobody is ever told who voted what.
        names_shown: once an open vote is closed, its convener is shown who voted what.
        least: of fewer secret votes, or of fewer in the app, no numbers are shown, and they count
            for nothing.
        voted: how many have voted in the app.
        voted_too: whether the asker has; what they chose is `mine`, of an open vote.
        counts: how many chose each, in the app and by hand; null while it is open, and of a void
            one for ever. `paper`: how many of all were by hand.
    """

    id: UUID
    item: UUID
    title: str
    question: str
    turn: int
    why: str
    options: list[str]
    secret: bool
    names_shown: bool
    least: int
    state: PollState
    opened_at: datetime
    voted: int
    voted_too: bool
    mine: int | None
    counts: list[int] | None
    paper: int


class Room(Struct, frozen=True, kw_only=True):
    """What is voted on in the room; nothing for who has not proved that they are there.

    Attributes:
        here: whether the asker has.
        present: how many have; not those on paper, who vote by hand.
    """

    here: bool
    present: int
    polls: list[PollShown]


class PollsDesk(Struct, frozen=True, kw_only=True):
    """The polls of a meeting as its convener works with them; `may` is what they could do now."""

    present: int
    polls: list[PollShown]
    may: list[Literal["open", "close"]]


class VoteShown(Struct, frozen=True):
    """Who voted what, masked."""

    name: str
    option: int


class Votes(Struct, frozen=True):
    votes: list[VoteShown]
