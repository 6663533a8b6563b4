"""What goes in and out of codes, scans and minutes, in the words of the API."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.codes import Phase
from xiangyi.core.text import END
from xiangyi.features.ledger.schemas import SignedReceipt
from xiangyi.features.volunteering.rules.counting import LiveClass, Reckoning
from xiangyi.features.volunteering.rules.presence import State

How = Literal["qr", "digits", "ticket"]
#: waiting, for a second person; host, county: that was a yes, and the day is long.
ClaimState = Literal["waiting", "host", "county", "accepted", "refused"]
TokenText = Annotated[str, Meta(max_length=64)]
Words = Annotated[str, Meta(max_length=200)]


class LedShift(Struct, frozen=True, rename="camel"):
    """A shift whose codes the asker's phone shows."""

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime


class LedShifts(Struct, frozen=True):
    """What is on or just over first, then what comes next."""

    shifts: list[LedShift]


class ShiftCode(Struct, frozen=True, rename="camel", kw_only=True):
    """What whoever leads needs to show codes without a network.

    HMAC-SHA-256 of a step's number (8 bytes, big-endian) under a secret makes both the six digits
    (RFC 6238) and, its first 16 bytes, the end of the token. That is base64url of the shift's id
    (16 bytes), of twice the step and 1 for going (4 bytes, big-endian), and of those 16 bytes.

    Attributes:
        address: what a QR says before the token.
        secret_in, secret_out: base64url without padding, 32 bytes.
        now: ours, by which a phone that goes wrong sets itself right.
        shows_from, shows_until: outside of which no code counts.
    """

    shift: UUID
    address: str
    secret_in: str
    secret_out: str
    step_s: int
    now: datetime
    shows_from: datetime
    shows_until: datetime


class TicketWanted(Struct, frozen=True, forbid_unknown_fields=True):
    token: TokenText


class Ticket(Struct, frozen=True, rename="camel", kw_only=True):
    """That a code was read, for whoever signs in in time.

    Attributes:
        lasts_s: for so many seconds it holds, whatever the phone's clock says.
        tries: as many attempts to scan with it are left.
    """

    id: UUID
    shift: UUID
    title: str
    phase: Phase
    expires_at: datetime
    lasts_s: int
    tries: int


class ScanSaid(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """A code that was read: by a camera, by eye, or before its reader had signed in.

    Attributes:
        token, digits, ticket: one of these.
        shift, phase: what the person stands for, where the app knows; digits need both.
        typed_at: when digits were typed, by the phone's clock, if that was without a network.
    """

    token: TokenText | None = None
    digits: Annotated[str, Meta(pattern="^[0-9]{6}" + END)] | None = None
    ticket: UUID | None = None
    shift: UUID | None = None
    phase: Phase | None = None
    typed_at: Annotated[datetime, Meta(tz=True)] | None = None
    in_radius: bool | None = None


class PresenceShown(Struct, frozen=True, rename="camel", kw_only=True):
    """From coming to going, and what came of it.

    Attributes:
        reckoning: null while they have not gone.
    """

    id: UUID
    activity: UUID
    shift: UUID
    title: str
    came_at: datetime
    left_at: datetime | None
    state: State
    minutes: int
    service_class: LiveClass | None
    why: str
    confirmed_at: datetime | None
    reckoning: Reckoning | None


class ScanTaken(Struct, frozen=True, rename="camel", kw_only=True):
    """What a scan was taken for.

    Attributes:
        shown_at: when its code was shown, which is the time that counts.
        receipts: the lines that it put into the ledger, signed, for the volunteer to keep.
    """

    id: UUID
    phase: Phase
    shown_at: datetime
    received_at: datetime
    how: How
    on_time: bool
    presence: PresenceShown
    receipts: list[SignedReceipt]


class MyPresences(Struct, frozen=True):
    """The latest first; `next` leads on to earlier ones."""

    items: list[PresenceShown]
    next: str | None


class Ticking(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether somebody is there.

    Attributes:
        at: when that was said, by the phone's clock; null for just now.
    """

    there: bool
    at: Annotated[datetime, Meta(tz=True)] | None = None


class TickTaken(Struct, frozen=True):
    """What came of a tick.

    Attributes:
        kept: listed; or late, where the list was sealed before we heard of it: it is kept beside
            the list, for whoever confirms hours to see.
    """

    kept: Literal["listed", "late"]


class LateTickShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A tick that we heard of once the list was sealed.

    Attributes:
        there: whether they were said to be there, or that this was a mistake.
        ticked_at: by the phone of whoever led.
        by: who ticked, masked.
        led_since: since when they led then; null for since ever.
    """

    there: bool
    ticked_at: datetime
    received_at: datetime
    by: str
    led_since: datetime | None


class TickShown(Struct, frozen=True, rename="camel", kw_only=True):
    """Somebody with a seat, masked, and whether they were seen.

    Attributes:
        id: of their sign-up.
        late_ticks: what stands beside the list, as it came too late; the earliest first.
        presences: their comings and goings, the earliest first.
    """

    id: UUID
    name: str
    ticked_at: datetime | None
    late_ticks: list[LateTickShown]
    presences: list[PresenceShown]
    claims: list["ServiceClaimShown"]


class ShiftHours(Struct, frozen=True, rename="camel", kw_only=True):
    """Who was there, for whoever leads, hosts or confirms.

    Attributes:
        sealed_at: when the list of ticks was sealed, or will be.
    """

    shift: UUID
    sealed_at: datetime
    sealed: bool
    volunteers: list[TickShown]


class Deciding(Struct, frozen=True, forbid_unknown_fields=True):
    """Yes or no; a no says why."""

    yes: bool
    why: Words = ""


class ServiceClaimSaid(
    Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True
):
    """Minutes that no pair of scans proves.

    Attributes:
        signup: whose, by their sign-up; null for the asker's own.
        evidence: what shows it, and who saw them.
    """

    shift: UUID
    signup: UUID | None = None
    minutes: Annotated[int, Meta(ge=1, le=1_440)]
    evidence: Annotated[str, Meta(max_length=500)]


class ServiceClaimShown(Struct, frozen=True, rename="camel", kw_only=True):
    """Minutes without scans, or what puts a line right.

    Attributes:
        minutes: below zero where they are to be taken.
        corrects: the line that it puts right; null for minutes of their own.
        false_presence: whether they are because the person was not there.
    """

    id: UUID
    activity: UUID
    shift: UUID
    title: str
    minutes: int
    evidence: str
    corrects: UUID | None
    false_presence: bool
    state: ClaimState
    claimed_at: datetime
    decided_at: datetime | None
    why: str


class MyServiceClaims(Struct, frozen=True):
    claims: list[ServiceClaimShown]


class ServiceShare(Struct, frozen=True):
    """How many minutes an organisation has issued, by how far they are proved."""

    verified: int
    late: int
    backfilled: int


class HoursToDo(Struct, frozen=True, rename="camel", kw_only=True):
    """Somebody's minutes that wait for the asker's yes or no.

    Attributes:
        kind: late, to be confirmed; host or county, a long day; claim, minutes without scans;
            long_claim or longer_claim, such of a long day, for the host or the county; taking,
            minutes that somebody says were not served.
        id: of the presence, or of the claim.
        name: masked.
        false_presence: of a taking, whether the person is said not to have been there.
    """

    id: UUID
    kind: Literal["late", "host", "county", "claim", "long_claim", "longer_claim", "taking"]
    shift: UUID
    title: str
    name: str
    minutes: int
    evidence: str
    false_presence: bool
    at: datetime


class HoursToDoList(Struct, frozen=True, rename="camel"):
    items: list[HoursToDo]
