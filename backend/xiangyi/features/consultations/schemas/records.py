"""What goes in and out of a meeting's record."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.text import END
from xiangyi.features.consultations.rules.forms import FormRules, Method, PartyKind
from xiangyi.features.consultations.schemas import Words
from xiangyi.features.consultations.schemas.papers import PaperShown
from xiangyi.features.ledger.schemas import Seal

Name = Annotated[str, Meta(max_length=40)]
Said = Annotated[str, Meta(max_length=500)]
Scope = Literal["everyone", "called"]
State = Literal["draft", "open", "sealed"]
RecordDeed = Literal["write", "open", "seal", "annex"]


class Attended(Struct, frozen=True, forbid_unknown_fields=True):
    """How many were there of one kind; `residents` are those who live there."""

    kind: PartyKind | Literal["residents"]
    people: Annotated[int, Meta(ge=0, le=10_000)]
    names: Words = ""


class Spoken(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody said.

    Attributes:
        by: the name with which they sign; "" where they do not.
        speaker: who of those whose presence was proven, for whoever writes it; of nobody who does
            not sign.
    """

    words: Said
    by: Name = ""
    speaker: UUID | None = None


class Votes(Struct, frozen=True, forbid_unknown_fields=True):
    yes: Annotated[int, Meta(ge=0, le=20_000)]
    no: Annotated[int, Meta(ge=0, le=20_000)]
    abstain: Annotated[int, Meta(ge=0, le=20_000)] = 0


class RecordItem(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What came of one item of the agenda; `decided` where something did.

    Attributes:
        votes: of those for and against; or `counts`, of each of the options.
        paper: how many of them were given by hand or on paper, where there was a poll besides.
    """

    item: UUID
    statements: Annotated[list[Spoken], Meta(max_length=40)] = []
    options: Annotated[list[Words], Meta(max_length=10)] = []
    result: Said = ""
    votes: Votes | None = None
    counts: Annotated[list[Annotated[int, Meta(ge=0, le=20_000)]], Meta(max_length=10)] = []
    paper: Annotated[int, Meta(ge=0, le=60_000)] = 0
    dissent: Said = ""
    decided: bool = False


class RecordPoll(Struct, frozen=True, kw_only=True):
    """A poll that was held on an item of the agenda: what it decided, or that it was void.

    Attributes:
        turn: 1 for the first on its item, in the order in which they were closed.
        why: why it was voted on again, where one before it had counted.
        options: empty for yes, no and abstaining.
        counts: how many chose each, in the app and by hand; null where it was void, since so few
            had voted secretly that numbers would tell what each did.
        paper: how many of all were by hand.
    """

    item: UUID
    turn: int
    question: str
    why: str
    options: list[str]
    secret: bool
    void: bool
    counts: list[int] | None
    paper: int


class PartyCame(Struct, frozen=True, forbid_unknown_fields=True):
    """Who was asked to the table, and how many of them are proven to have come."""

    kind: PartyKind
    name: str
    people: int


class RecordWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a convener writes of a meeting; `scope`, who may read it once it is sealed."""

    chair: Name = ""
    recorder: Name = ""
    attended: Annotated[list[Attended], Meta(max_length=12)] = []
    items: Annotated[list[RecordItem], Meta(max_length=20)] = []
    scope: Scope = "everyone"


class RecordSaid(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    words: RecordWords
    based_on: Annotated[int, Meta(ge=0)] = 0


class RecordMoved(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Of the revision that was looked at."""

    based_on: Annotated[int, Meta(ge=1)]


class Remarking(Struct, frozen=True, forbid_unknown_fields=True):
    words: Said


class Earlier(Struct, frozen=True):
    """What a record said until it was changed then; at the desk `by` whom, masked, "" elsewhere."""

    at: datetime
    by: str
    words: RecordWords


class RemarkAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether what was asked for is taken up, and what is said to it."""

    taken: bool
    words: Words


class RemarkShown(Struct, frozen=True, kw_only=True, rename="camel"):
    """What was said of it; `due_on` is by when an objection is answered.

    Attributes:
        guest: who signed on paper and had it entered for them.
    """

    id: UUID
    kind: Literal["correction", "objection"]
    words: str
    made_at: datetime
    taken: bool | None
    answer: str
    due_on: date | None = None
    guest: UUID | None = None


class Objections(Struct, frozen=True):
    """How many were raised to a sealed record, and how many of them nobody has answered."""

    raised: int
    unanswered: int


class Corrections(Struct, frozen=True):
    """How many asked for it to be put right before it was sealed, for how many of them that was
    done, and for how many it was left; the others wait for an answer.
    """

    asked: int
    taken: int
    left: int


class Annexing(Struct, frozen=True, forbid_unknown_fields=True):
    words: Said


class Annex(Struct, frozen=True, rename="camel"):
    words: str
    made_at: datetime


class RecordShown(Struct, frozen=True, kw_only=True, rename="camel"):
    """A record as whoever may read it sees it.

    Attributes:
        method: how something is decided in its form.
        polls: all that were held, void ones too, of each item the first first.
        present: how many proved that they were there.
        on_paper: how many signed on paper.
        papers: those that were taken off too; when, says when.
        parties: who was asked to the table, and whether they came.
        rewritten: how often it was changed since it was laid open, and `earlier` what it said
            before, for whoever might read it then.
        mine: what the asker had to say to it.
        may_remark: whether the asker may say so now.
        names_me: whether the asker's name stands in it, and they may still take it off.
        hash: SHA-256 of `sealed`, hex, which is what its seal is about.
    """

    state: State
    words: RecordWords
    method: Method
    polls: list[RecordPoll]
    present: int
    on_paper: int
    parties: list[PartyCame]
    correct_until: date | None
    object_until: date | None
    sealed_at: datetime | None
    sealed: str | None
    hash: str | None
    seal: Seal | None
    annexes: list[Annex]
    papers: list[PaperShown]
    objections: Objections
    corrections: Corrections
    rewritten: int
    earlier: list[Earlier]
    mine: list[RemarkShown]
    may_remark: bool
    names_me: bool


class Lack(Struct, frozen=True):
    """What a record does not say though its form asks for it, of an item or of all."""

    what: Literal[
        "chair",
        "recorder",
        "result",
        "statements",
        "dissent",
        "not_agreed",
        "votes",
        "many_votes",
        "quorum",
    ]
    item: UUID | None = None


class Speaker(Struct, frozen=True):
    """Somebody who was there, masked; `unsigned` where they took their name off."""

    id: UUID
    name: str
    unsigned: bool = False


class MeetingRecordDesk(Struct, frozen=True, kw_only=True, rename="camel"):
    """A record as whoever writes it works with it; `revision` is 0 where none is written."""

    state: State
    words: RecordWords
    revision: int
    rules: FormRules
    lacks: list[Lack]
    speakers: list[Speaker]
    polls: list[RecordPoll]
    on_paper: int
    correct_until: date | None
    object_until: date | None
    sealed_at: datetime | None
    remarks: list[RemarkShown]
    annexes: list[Annex]
    earlier: list[Earlier]
    may: list[RecordDeed]


class RoomCode(Struct, frozen=True, rename="camel"):
    """By which whoever is in the room says that they are; another one from `until` on.

    Attributes:
        token: what its QR says behind the # of the meeting's page.
    """

    code: str
    until: datetime
    token: str


class SigningIn(Struct, frozen=True, forbid_unknown_fields=True):
    """What was typed, or read by a camera."""

    code: Annotated[str, Meta(pattern=r"^([0-9]{6}|[0-9]{1,10}\.[A-Za-z0-9_-]{22})" + END)]


class Present(Struct, frozen=True, rename="camel"):
    proven_at: datetime
