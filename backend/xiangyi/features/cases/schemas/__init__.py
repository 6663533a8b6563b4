"""What goes in and out of cases."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.cases.rules.life import ConcernState, DeskMove, Move, State
from xiangyi.features.cases.rules.words import Channel, Field, Kind

DivisionKey = Annotated[str, Meta(max_length=32)]
Words = Annotated[str, Meta(max_length=1000)]
#: What a screen offers: the moves, and gathering it into a concern.
Deed = DeskMove | Literal["gather"]


class Raising(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody asks for, of one place.

    Attributes:
        kind: complaint and report are of an authority's work or of somebody's offence.
        photo, voice: sent before, by their ids; one of them or words there must be.
        division, station, scene: the place, one of the three.
    """

    field: Field
    kind: Kind = "help"
    words: Words = ""
    photo: UUID | None = None
    voice: UUID | None = None
    division: DivisionKey | None = None
    station: Annotated[str, Meta(max_length=16)] | None = None
    scene: UUID | None = None


class AlikeSought(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody is about to raise."""

    field: Field
    words: Words = ""
    division: DivisionKey | None = None
    station: Annotated[str, Meta(max_length=16)] | None = None
    scene: UUID | None = None


class AnswerDays(Struct, frozen=True):
    """Within how many working days a case of each field is answered in a division."""

    division: str
    days: dict[Field, int]


class ConcernBrief(Struct, frozen=True):
    """The concern that a case is in."""

    id: UUID
    title: str
    state: ConcernState


class Alike(Struct, frozen=True, kw_only=True, rename="camel"):
    """An open case like one's own: around where and when, never who, nor in what words.

    Attributes:
        place: the division; its station or scene to who seeks at that very one.
        people: how many want it.
        about: what a convener calls the concern that it is in.
    """

    id: UUID
    field: Field
    place: str
    raised_at: datetime
    state: State
    people: int
    about: str | None


class AlikeCases(Struct, frozen=True):
    items: list[Alike]


class Step(Struct, frozen=True, kw_only=True):
    """One step of a case.

    Attributes:
        organisation: the name of the one to which it was assigned, or that answered.
        kind: of an acceptance, what it was taken for.
        words: the answer, or why; null once erased.
    """

    move: Move
    at: datetime
    organisation: str | None = None
    channel: Channel | None = None
    kind: Kind | None = None
    words: str | None = None


class _Shown(Struct, frozen=True, kw_only=True, rename="camel"):
    """What everybody sees of a case who sees it at all.

    Attributes:
        people: how many want it, with whoever raised it.
        provisional: the day may move by holidays that have not been announced.
        overdue: the day is over, and nobody has answered.
    """

    id: UUID
    field: Field
    kind: Kind
    raised_at: datetime
    due_on: date
    provisional: bool
    overdue: bool
    state: State
    people: int
    organisation: str | None
    concern: ConcernBrief | None
    steps: list[Step]


class Promised(Struct, frozen=True, kw_only=True, rename="camel"):
    """What was promised about the concern of a case, where it is asked whether that is solved."""

    id: UUID
    words: str
    due_on: date
    state: Literal["promised", "done", "solved", "unanswered", "supervised"]


class MyCase(_Shown, frozen=True, kw_only=True, rename="camel"):
    """A case for somebody who raised or joined it.

    Attributes:
        number: null to who joined.
        mine: raised by them or for them; words, photo and voice are told to nobody else who joined.
        place: to who joined, the division only.
        account: theirs, or the one that they claimed, under which it was raised.
        judged_in: the latest promise about its concern; what was answered is that.
        closable: whether they may say that it is solved, and so close it.
        reopenable: whether they may say that what was answered solved nothing.
        withdrawable: whether they may still take it back.
    """

    number: str | None
    mine: bool
    account: UUID | None
    division: str
    place: str
    words: str | None
    photo: UUID | None
    voice: UUID | None
    judged_in: Promised | None
    closable: bool
    reopenable: bool
    withdrawable: bool


class MyCases(Struct, frozen=True):
    items: list[MyCase]


class DeskCase(_Shown, frozen=True, kw_only=True, rename="camel"):
    """A case for a desk, with as much as it may know.

    Attributes:
        raiser: the masked name, for those who convene or watch there; null to who handles it.
        division, place: null to an employer or a platform company.
        words: null once erased; to an employer without name and number.
        photo: whether there is one that the asker may see.
        voice: whether they may hear it, as those who read the name; null where there is none.
        may: what the asker could do now.
    """

    number: str
    raiser: str | None
    division: str | None
    place: str | None
    words: str | None
    photo: bool
    voice: Literal["heard", "withheld"] | None
    may: list[Deed]


class DeskCases(Struct, frozen=True):
    """Some cases, and the cursor of the rest."""

    items: list[DeskCase]
    next: str | None


class FindingUnsolved(Struct, frozen=True, forbid_unknown_fields=True):
    """What is still missing, as far as whoever raised it says; of others no words are kept."""

    words: Words = ""


class CaseMoving(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step to be taken at a desk.

    Attributes:
        words: the answer, or why it is declined; what a handler or a channel is told besides.
        kind: with accept, what it is after all.
        organisation: with assign, to which.
        channel: with send_elsewhere, where it belongs.
    """

    move: DeskMove
    words: Words = ""
    kind: Kind | None = None
    organisation: UUID | None = None
    channel: Channel | None = None


class Matter(Struct, frozen=True, kw_only=True, rename="camel"):
    """A matter with which a residents' committee may be asked to help."""

    field: Field
    title: str
    article: int
    division: str
    division_name: str
    since_on: date
    until_on: date | None
    basis: str


class Matters(Struct, frozen=True):
    items: list[Matter]
