"""What goes in and out of records, in the words of the API."""

from datetime import date, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.identity.schemas import Sex

#: Of the JSON that a person is handed out; another one if what it says ever changes.
VERSION: Final = "xiangyi-record/2"

EntryKind = Literal["training", "award", "evaluation"]
DisputeKind = Literal["hours", "missing", "class"]
#: open; kept: it stays; agreed: a second person has not said yes yet; changed; refused: that was
#: a no.
DisputeState = Literal["open", "kept", "agreed", "changed", "refused"]
SyncState = Literal["pending", "sent", "accepted", "rejected"]
#: checkout: they came and nobody knows when they went; seen: whoever led saw them, and no scan
#: says so; late: their scans came late, and nobody has confirmed them; long_day, longer_day: it
#: waits for the host's yes, or the county's; claim: for that of another organisation.
DueKind = Literal["checkout", "seen", "late", "long_day", "longer_day", "claim"]
_Name = Annotated[str, Meta(max_length=60)]
_Words = Annotated[str, Meta(max_length=500)]
_Why = Annotated[str, Meta(max_length=200)]
_Minutes = Annotated[int, Meta(ge=0, le=1_440)]


class RecordPerson(Struct, frozen=True, rename="camel", kw_only=True):
    """Who it is, as far as they say (Order 67, Arts 5 to 10); null for what they do not.

    Attributes:
        id_kind: resident, the only one that is kept.
        id_number, phone: masked.
        service_kinds: of the activities that they served in.
    """

    name: str | None
    sex: Sex | None
    born_on: str | None
    id_kind: Literal["resident"] | None
    id_number: str | None
    area: str | None
    phone: str | None
    skills: str | None
    service_kinds: list[str]


class RecordLine(Struct, frozen=True, rename="camel", kw_only=True):
    """Service of one shift, or what puts such a line right.

    Attributes:
        line: its posting in the ledger.
        corrects: the line that it puts right, with minutes that may be below zero.
        in_charge, recorded_by: masked; the latter is "" where scans were counted.
        service_class: verified, late or backfilled.
        confirmed: of a late one, whether a second person has confirmed it.
        sync_reason: why the national system rejected it.
    """

    line: UUID
    corrects: UUID | None
    activity: UUID
    shift: UUID
    kind: str
    title: str
    about: str
    beneficiaries: str
    place: str
    organisation: str
    in_charge: str
    recorded_by: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    service_class: str
    confirmed: bool
    recorded_at: datetime
    sync: SyncState
    sync_reason: str


class RecordEntryShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A training, an award or an evaluation.

    Attributes:
        words: what it was about, what was given, what is said.
        given_by: who taught, gave or said it; the organisation where nobody else is named.
        minutes: of a training.
    """

    id: UUID
    kind: EntryKind
    words: str
    given_by: str
    minutes: int | None
    on: date
    organisation: str
    entered_at: datetime


class Testimony(Struct, frozen=True, rename="camel", kw_only=True):
    """What another of the same shift says.

    Attributes:
        name: masked.
        was_there: whether that they were there themselves is on record.
    """

    name: str
    saw: bool
    was_there: bool
    said_at: datetime


class DisputeShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A dispute, as its person and whoever answers see it.

    Attributes:
        name: masked, whose it is.
        now_minutes: how many the line stands at; 0 where it is missing.
        minutes: how many it should be, as they say.
        provisional: whether `due_on` lies beyond the table of holidays.
        yours_to_answer: whether the asker may.
    """

    id: UUID
    activity: UUID
    shift: UUID
    line: UUID | None
    title: str
    name: str
    starts_at: datetime
    ends_at: datetime
    kind: DisputeKind
    now_minutes: int
    minutes: int | None
    words: str
    level: Literal["host", "county"]
    said_at: datetime
    due_on: date
    provisional: bool
    overdue: bool
    state: DisputeState
    answered_at: datetime | None
    why: str
    witnesses: list[Testimony]
    yours_to_answer: bool = False


class MyRecord(Struct, frozen=True, rename="camel", kw_only=True):
    """A person's whole record (Order 67, Art 4), the latest first.

    Attributes:
        version: of this shape.
        agreed: whether the person has agreed that it goes to the national system.
    """

    version: str
    made_at: datetime
    person: RecordPerson
    minutes: int
    services: list[RecordLine]
    entries: list[RecordEntryShown]
    disputes: list[DisputeShown]
    agreed: bool


class DisputeSaid(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """What is wrong: with a line, or of a shift that has none.

    Attributes:
        minutes: how many it should be.
    """

    shift: UUID
    line: UUID | None = None
    kind: DisputeKind
    minutes: _Minutes | None = None
    words: _Words


class DisputeAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """Null: it stays. Otherwise so many minutes is what the line should be. Either says why."""

    why: _Why
    minutes: _Minutes | None = None


class WitnessAsked(Struct, frozen=True, rename="camel", kw_only=True):
    """What whoever is asked to bear witness is told.

    Attributes:
        name: masked.
        saw: what they have said; null while they have not.
    """

    id: UUID
    title: str
    name: str
    starts_at: datetime
    ends_at: datetime
    is_open: bool
    saw: bool | None


class WitnessSaid(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether they saw the other there."""

    saw: bool


class TakingSaid(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """So many minutes of a line were not served, and why that is known.

    Attributes:
        false_presence: whether its person was not there, which spoils their good record for some
            years; false for a mistake, which spoils nothing.
    """

    line: UUID
    minutes: Annotated[int, Meta(ge=1, le=1_440)]
    false_presence: bool
    why: _Why


class RecordDue(Struct, frozen=True, rename="camel", kw_only=True):
    """What of a shift is not settled yet.

    Attributes:
        id: of the sign-up, by which its seat is settled or claimed for.
        name: masked.
        provisional: whether `due_on` lies beyond the table of holidays.
        yours: whether the asker may settle it, for the host, with a reason; what waits for
            somebody's yes is theirs.
        may_claim: whether minutes may still be claimed for it.
    """

    id: UUID
    kind: DueKind
    activity: UUID
    shift: UUID
    title: str
    organisation: str
    name: str
    ended_at: datetime
    due_on: date
    provisional: bool
    overdue: bool
    yours: bool
    may_claim: bool


class RecordDesk(Struct, frozen=True):
    """What waits to be recorded, the longest overdue first, and what is disputed, the same."""

    due: list[RecordDue]
    disputes: list[DisputeShown]


class Settling(Struct, frozen=True, forbid_unknown_fields=True):
    """Why nothing is counted of a seat."""

    why: _Why


class EntrySaid(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """A training, an award or an evaluation of somebody, by their sign-up for a shift of the
    organisation.

    Attributes:
        minutes: of a training, and only of one.
    """

    signup: UUID
    kind: EntryKind
    words: _Words
    given_by: _Name = ""
    minutes: Annotated[int, Meta(ge=1, le=60_000)] | None = None
    on: date
