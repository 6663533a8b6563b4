"""What goes in and out of volunteering, in the words of the API."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.volunteering.rules.kinds import Kind
from xiangyi.features.volunteering.rules.life import Phase, State

DivisionKey = Annotated[str, Meta(max_length=32)]
Words = Annotated[str, Meta(max_length=200)]
Instant = Annotated[datetime, Meta(tz=True)]
Minutes = Annotated[int, Meta(ge=0, le=720)]
Seats = Annotated[int, Meta(ge=1, le=10_000)]
SignUpState = Literal["signed", "waiting", "cancelled"]


class MeetingPlace(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where people meet: in words, at a station, at a point (WGS-84 degrees)."""

    words: Annotated[str, Meta(max_length=120)] = ""
    station: Annotated[str, Meta(max_length=8)] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None


class MeetingPoint(Struct, frozen=True):
    """WGS-84, degrees."""

    lon: float
    lat: float


class ShiftFacts(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """One stretch of time.

    Attributes:
        id: minted by whoever writes it.
        break_minutes: of it, what is no service.
        reserved: how many of its seats only the host gives away.
        lead: the account whose phone shows its codes; None for whoever writes.
    """

    id: UUID
    starts_at: Instant
    ends_at: Instant
    break_minutes: Minutes = 0
    capacity: Seats
    reserved: Annotated[int, Meta(ge=0, le=10_000)] = 0
    lead: UUID | None = None


class ActivityFacts(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """What a host writes.

    Attributes:
        opens_at: from when on people sign up; None for as soon as it is approved.
        shifts: those that take place; of one that is approved, one left out is cancelled.
    """

    kind: Kind
    title: Annotated[str, Meta(max_length=60)]
    about: Annotated[str, Meta(max_length=4_000)] = ""
    division: DivisionKey
    organisation: UUID
    place: MeetingPlace
    phone: Annotated[str, Meta(max_length=32)] = ""
    minimum_age: Annotated[int, Meta(ge=1, le=100)] | None = None
    insured: bool = False
    beneficiaries: Words = ""
    opens_at: Instant | None = None
    shifts: Annotated[list[ShiftFacts], Meta(min_length=1, max_length=31)]


class ActivitySaid(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The facts from now on; `based_on` is the revision that was read, 0 for a new one."""

    facts: ActivityFacts
    based_on: Annotated[int, Meta(ge=0)] = 0


class LookedAt(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The revision that was looked at: nobody says yes to what they have not read."""

    based_on: Annotated[int, Meta(ge=1)]


class Returning(Struct, frozen=True, forbid_unknown_fields=True):
    why: Words


class CallingOff(Struct, frozen=True, forbid_unknown_fields=True):
    """Why, for everybody to read."""

    reason: Words


class SeatLeft(Struct, frozen=True, rename="camel"):
    """A seat was given back.

    Attributes:
        stay_ended: they had come early; they are out, and nothing is counted of it.
    """

    stay_ended: bool


class MySignUp(Struct, frozen=True, rename="camel"):
    """What one has said of a shift.

    Attributes:
        ahead: how many have waited longer; None for whoever does not wait.
        promoted_at: when somebody who waited got a seat.
    """

    state: SignUpState
    at: datetime
    ahead: int | None
    promoted_at: datetime | None


class ShiftCard(Struct, frozen=True, rename="camel", kw_only=True):
    """A shift as everybody sees it.

    Attributes:
        free: how many seats anybody may still take.
        waiting: how many wait for one.
    """

    id: UUID
    starts_at: datetime
    ends_at: datetime
    break_minutes: int
    capacity: int
    free: int
    waiting: int
    cancelled_at: datetime | None
    mine: MySignUp | None


class ActivityCard(Struct, frozen=True, rename="camel", kw_only=True):
    """An activity as everybody sees it.

    Attributes:
        distance_m: from where it was asked, along the great circle; None where it was not.
        changed_at: when it was last changed after it had been approved.
    """

    id: UUID
    kind: Kind
    title: str
    about: str
    division: str
    division_name: str
    organisation: UUID
    organisation_name: str
    place: MeetingPlace
    station_name: str | None
    distance_m: int | None
    phone: str
    minimum_age: int | None
    insured: bool
    beneficiaries: str
    opens_at: datetime | None
    phase: Phase
    changed_at: datetime | None
    cancelled_at: datetime | None
    reason: str
    shifts: list[ShiftCard]


class ActivityPage(Struct, frozen=True):
    """Those to come or under way; `next` leads on to more."""

    items: list[ActivityCard]
    next: str | None


class SignUpShown(Struct, frozen=True, rename="camel", kw_only=True):
    """What one signed up for, the shift with its activity in a few words.

    Attributes:
        at: where people meet, by which the phone of whoever scans knows whether it is there; null
            where nothing says so.
        cancelled: whether the shift, or the whole activity, does not take place.
    """

    activity: UUID
    shift: UUID
    kind: Kind
    title: str
    place: str
    at: MeetingPoint | None
    starts_at: datetime
    ends_at: datetime
    cancelled: bool
    mine: MySignUp


class MySignUps(Struct, frozen=True):
    """The latest shift first; `next` leads on to earlier ones."""

    items: list[SignUpShown]
    next: str | None


class Volunteer(Struct, frozen=True, rename="camel", kw_only=True):
    """Somebody who has signed up or waits, masked."""

    id: UUID
    name: str
    state: SignUpState
    at: datetime
    reserved: bool


class Volunteers(Struct, frozen=True):
    """Those with a seat, then those who wait, each the longest first."""

    volunteers: list[Volunteer]


class ShiftChange(Struct, frozen=True):
    """What of a shift is another than people were told: the words; of time "start/end" (ISO 8601).

    Of the point on the map and of who leads nothing is said but that it is another.
    """

    what: Literal["time", "place", "point", "phone", "break", "lead"]
    was: str = ""
    now: str = ""


class ActivityDeskCard(Struct, frozen=True, rename="camel", kw_only=True):
    """An activity in a host's list.

    Attributes:
        starts_at: of the shift that comes next or is under way; of the last where all are over.
    """

    id: UUID
    kind: Kind
    title: str
    organisation_name: str
    starts_at: datetime
    state: State
    #: Whether the asker may say yes to it.
    yours_to_approve: bool


class ActivityDeskList(Struct, frozen=True):
    """As many as can be shown; whether there are more, which are found by their titles."""

    activities: list[ActivityDeskCard]
    more: bool


class ActivityHistoryLine(Struct, frozen=True, rename="camel"):
    """One change in its history: who, when, what, why, and the names of what is another since."""

    number: int
    made_at: datetime
    move: str
    by: str
    why: str
    changed: list[str]


class PossibleLead(Struct, frozen=True):
    """Somebody who leads for the host, masked."""

    account: UUID
    name: str


class ActivityDesk(Struct, frozen=True, rename="camel", kw_only=True):
    """All that a host works with.

    Attributes:
        card: as everybody sees it, or will.
        leads: who may lead a shift of it.
        yours_to_write: whether the asker writes for the host.
        yours_to_approve: whether the asker may say yes.
        yours_to_withdraw: whether it waits and the asker, who wrote or sent it, may take it back.
    """

    id: UUID
    facts: ActivityFacts
    card: ActivityCard
    state: State
    revision: int
    leads: list[PossibleLead]
    yours_to_write: bool
    yours_to_approve: bool
    yours_to_withdraw: bool
    history: list[ActivityHistoryLine]
