"""What goes in and out of consultations, in the words of the API."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.asking import Role
from xiangyi.core.instants import Dated, Instant
from xiangyi.features.consultations.rules.forms import Form, PartyKind
from xiangyi.features.consultations.schemas.papers import PaperShown

#: What of a consultation may be another than before.
Changed = Literal[
    "time",
    "place",
    "point",
    "link",
    "phone",
    "topic",
    "about",
    "form",
    "organisation",
    "audience",
    "parties",
    "agenda",
    "seats",
]
AnswerKind = Literal["coming", "not_coming", "sending"]
DivisionKey = Annotated[str, Meta(max_length=32)]
Words = Annotated[str, Meta(max_length=200)]


class Line(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """Those of whom everything is true that is said here; of several in a list, one.

    Attributes:
        occupations: who does one of these.
        roles: who holds one of these in the division, wherever they live.
        stations: who follows one of these.
        anywhere: with stations, wherever they live.
    """

    occupations: Annotated[list[Annotated[str, Meta(max_length=24)]], Meta(max_length=12)] = []
    roles: Annotated[list[Role], Meta(max_length=8)] = []
    stations: Annotated[list[Annotated[str, Meta(max_length=8)]], Meta(max_length=20)] = []
    anywhere: bool = False


class Invited(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """To whom it goes: everybody who is at home in the division, or whom one of the lines means.

    Attributes:
        division: with all below it; where the asker convenes.
        lines: whoever one of them means is told, once; none means everybody there.
        phones: whether phones without an account hear of it that asked to.
    """

    division: DivisionKey
    lines: Annotated[list[Line], Meta(max_length=8)] = []
    phones: bool = False


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where people meet: in words, at a station, at a point (WGS-84 degrees), or behind a link."""

    words: Annotated[str, Meta(max_length=120)] = ""
    station: Annotated[str, Meta(max_length=8)] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    link: Annotated[str, Meta(max_length=300)] = ""


class Party(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Who is asked to the table.

    Attributes:
        name: which it is, as people call it.
        organisation: the one of ours: those who answer for it are told, and say who comes.
        letter_on: on which day another was told by letter.
    """

    kind: PartyKind
    name: Annotated[str, Meta(max_length=60)] = ""
    seats: Annotated[int, Meta(ge=1, le=100)] = 1
    organisation: UUID | None = None
    letter_on: date | None = None


class AgendaItem(Struct, frozen=True, forbid_unknown_fields=True):
    """What is spoken of; `owner` opens it.

    Attributes:
        id: minted by whoever writes it.
        concern: the one that it takes on.
    """

    id: UUID
    title: Annotated[str, Meta(max_length=60)]
    owner: Annotated[str, Meta(max_length=40)] = ""
    minutes: Annotated[int, Meta(ge=1, le=240)] = 15
    concern: UUID | None = None


class ConsultationFacts(
    Dated, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True
):
    """What a convener writes; `seats` is how many find room, with all parties, null for any."""

    form: Form
    title: Annotated[str, Meta(max_length=60)]
    about: Annotated[str, Meta(max_length=4_000)] = ""
    division: DivisionKey
    organisation: UUID | None = None
    starts_at: Instant
    ends_at: Instant
    place: Place
    phone: Annotated[str, Meta(max_length=32)] = ""
    invited: Invited
    parties: Annotated[list[Party], Meta(max_length=20)] = []
    agenda: Annotated[list[AgendaItem], Meta(max_length=20)] = []
    seats: Annotated[int, Meta(ge=1, le=10_000)] | None = None


class ConsultationSaid(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The facts from now on; `based_on` is the revision that was read, 0 for a new one.

    `hurry` says why people hear so late that it is another time; kept where they do.
    """

    facts: ConsultationFacts
    based_on: Annotated[int, Meta(ge=0)] = 0
    hurry: Words = ""


class Answering(Dated, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Whether one comes.

    Attributes:
        delegate: who comes instead.
        view: what somebody who does not come wants said there.
        starts_at: when it was to begin as it was read, which may have been long ago; null for now.
    """

    answer: AnswerKind
    people: Annotated[int, Meta(ge=1, le=20)] = 1
    delegate: Annotated[str, Meta(max_length=40)] = ""
    starts_at: Instant | None = None
    view: Annotated[str, Meta(max_length=500)] = ""


class Change(Struct, frozen=True):
    """What is another than it was.

    Attributes:
        was, now: the words, empty where there were or are none; of time "start/end" (ISO 8601);
            of a point, the matter, the form, the organisation and the audience nothing.
    """

    what: Changed
    was: str = ""
    now: str = ""


class MyAnswer(Struct, frozen=True, rename="camel"):
    answer: AnswerKind
    people: int
    delegate: str
    answered_at: datetime
    #: It was to be at another time then.
    outdated: bool = False
    view: str = ""
    #: For a seat, so many answers before it; null for who has one, or where nobody counts.
    ahead: int | None = None
    #: Since when they have a seat after waiting for it.
    promoted_at: datetime | None = None


class SeatsKept(Struct, frozen=True):
    party: PartyKind
    seats: int


class Seats(Struct, frozen=True, rename="camel", kw_only=True):
    """How the seats of a meeting are taken.

    Attributes:
        taken: how many people have one; and of those `by_hand`, for whom the convener keeps it.
        left: so many more find one, of those who ask: a party's own are left for it alone.
        kept: what parties have not taken, and when whoever waits gets that.
        waiting: how many people wait for one.
    """

    all: int
    taken: int
    by_hand: int
    left: int
    kept: list[SeatsKept]
    kept_until: datetime | None
    waiting: int


class ConsultationCard(Struct, frozen=True, rename="camel", kw_only=True):
    """A consultation as everybody sees it."""

    id: UUID
    form: Form
    title: str
    about: str
    division: str
    division_name: str
    organisation_name: str | None
    starts_at: datetime
    ends_at: datetime
    place: Place
    station_name: str | None
    phone: str
    parties: list[Party]
    agenda: list[AgendaItem]
    #: Why people were told later than the form asks; "" where they were told in time.
    hurry: str
    cancelled_at: datetime | None
    reason: str
    #: When it was last changed after it had been announced; null where it never was.
    changed_at: datetime | None
    #: What of it is another than people were told first.
    changes: list[Change]
    mine: MyAnswer | None
    #: Null where nobody counts, and in lists.
    seats: Seats | None = None
    #: Those that were taken off too; of a meeting alone, none in lists.
    papers: list[PaperShown] = []


class ConsultationList(Struct, frozen=True):
    """Those to come, the nearest first, and those of the last month behind them.

    `next` leads on to the others, where there are more.
    """

    consultations: list[ConsultationCard]
    next: str | None


class Feed(Struct, frozen=True):
    """The secret address under which a calendar reads what one goes to; said once."""

    path: str
