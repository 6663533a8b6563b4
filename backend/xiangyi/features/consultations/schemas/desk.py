"""What goes in and out of the convener's desk, in the words of the API."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.instants import Dated, Instant
from xiangyi.features.consultations.rules.causes import Cause
from xiangyi.features.consultations.rules.forms import Doubt, Form, FormRules, PartyKind
from xiangyi.features.consultations.rules.life import State
from xiangyi.features.consultations.rules.times import Slot
from xiangyi.features.consultations.schemas import (
    AnswerKind,
    Change,
    ConsultationFacts,
    DivisionKey,
    Invited,
    Seats,
    Words,
)
from xiangyi.features.notifications.schemas import Outcome, Reach
from xiangyi.features.stations.schemas import Datum

#: What somebody may do with a consultation as it stands.
Deed = Literal[
    "change",
    "announce",
    "delete",
    "approve",
    "send_back",
    "withdraw",
    "cancel",
    "print",
    "see_answers",
]


class Announcing(Dated, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Let people know.

    Attributes:
        based_on: the revision that was looked at: nobody announces what they have not read.
        send_at: not before; None for at once.
        urgent: at meals and at night too.
        message_after_h: whoever has not seen it after so many hours gets a text message.
        hurry: why people are told later than the form asks; kept where they are.
    """

    based_on: Annotated[int, Meta(ge=1)]
    send_at: Instant | None = None
    urgent: bool = False
    message_after_h: Annotated[int, Meta(ge=1, le=72)] | None = None
    hurry: Words = ""


class SendingBack(Struct, frozen=True, forbid_unknown_fields=True):
    why: Words


class Cancelling(Struct, frozen=True, forbid_unknown_fields=True):
    """Why, for everybody to read; where many were told, one of the causes."""

    reason: Words = ""
    cause: Cause | None = None


class Answers(Struct, frozen=True, rename="camel"):
    """How many said what; `people` counts those who come along, `waiting` whoever has no seat.

    `outdated` of all answers were given when it was to be at another time; with `views` of those
    who do not come, something to be said came along.
    """

    coming: int
    people: int
    sending: int
    not_coming: int
    outdated: int
    views: int
    waiting: int


class Attendee(Struct, frozen=True, rename="camel"):
    """Somebody who comes, masked, or whom they send; `waiting` for a seat, or at a `party`'s."""

    name: str
    answer: AnswerKind
    people: int
    answered_at: datetime
    waiting: bool
    party: PartyKind | None


class DeskCard(Struct, frozen=True, rename="camel", kw_only=True):
    """A consultation in a convener's list."""

    id: UUID
    form: Form
    title: str
    starts_at: datetime
    ends_at: datetime
    state: State
    send_at: datetime | None
    #: Whether the asker may say yes to it.
    yours_to_approve: bool


class DeskList(Struct, frozen=True):
    """Some of them, the latest first; `next` leads on to earlier ones."""

    consultations: list[DeskCard]
    next: str | None


class HistoryLine(Struct, frozen=True, rename="camel"):
    """One change in its history: who, when, what, why, and what is another since."""

    number: int
    made_at: datetime
    move: str
    by: str
    why: str
    changes: list[Change]


class Told(Struct, frozen=True, rename="camel"):
    """One announcement with what came of it.

    Attributes:
        to_ring: how many of those not reached the asker may ring up; null where that is not theirs.
    """

    kind: str
    outcome: Outcome
    to_ring: int | None


class Approval(Struct, frozen=True):
    """Where the nearest is who may say yes; `near` in the same place, or for who calls."""

    name: str
    near: bool


class Call(Struct, frozen=True, rename="camel", kw_only=True):
    """Whether it may be called so, by the rules of its form that hold where it is.

    Attributes:
        caller: whether whoever calls may.
        parties: whom it lacks; untold: who is asked, and neither told here nor by letter.
        rider_seats: how many it lacks.
        earliest_on: on which day it may be, told now, without saying why it is in a hurry.
        provisional: holidays that nobody has announced yet may still move that day.
    """

    rules: FormRules
    caller: bool
    parties: list[PartyKind]
    untold: list[PartyKind]
    rider_seats: int
    earliest_on: date
    provisional: bool


class ConsultationDesk(Struct, frozen=True, rename="camel", kw_only=True):
    """All that a convener works with.

    Attributes:
        urgent, message_after_h: as it is, or was asked to be, announced.
        reach: whom the audience has as of now, and when they would hear of it.
        approval_above: to more than so many people, a second person has to say yes.
        approval: who would be asked for that; null where nobody is there, or nobody is asked.
        doubts: what to think of again before people are called then.
        announced_to: how many people it had when it was announced, or a second person said yes.
        may: what the asker may do with it now; everything else would be refused.
        movable: what of it may still change: when it is, or where and whom to ring too.
        hurry: why people were told later than its form asks.
        history: nothing for a clerk, who only rings people up.
    """

    id: UUID
    facts: ConsultationFacts
    station_name: str | None
    division_name: str
    invited_name: str
    organisation_name: str | None
    state: State
    revision: int
    send_at: datetime | None
    urgent: bool
    message_after_h: int | None
    cancelled_at: datetime | None
    reason: str
    reach: Reach
    approval_above: int
    approval: Approval | None
    announced_to: int | None
    doubts: list[Doubt]
    may: list[Deed]
    movable: Literal["all", "time", "nothing"]
    call: Call
    hurry: str
    answers: Answers
    seats: Seats | None
    history: list[HistoryLine]
    told: list[Told]


class ReachWanted(Dated, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Whom it would reach, and when they hear of it if it is told then; None for at once.

    Attributes:
        starts_at: when it begins: nobody hears of it only after that.
        consultation: one of which people know, for whom a change or a cancellation is.
    """

    invited: Invited
    urgent: bool = False
    send_at: Instant | None = None
    starts_at: Instant | None = None
    consultation: UUID | None = None


class TimesWanted(Dated, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """For whom times are looked for, and how long it is to be.

    Attributes:
        since, through: on which days; null for as soon as may be, and a month from then.
        evenings: after work, or on days off.
        consultation: the one that is being moved: it is not in its own way.
    """

    form: Form
    invited: Invited
    minutes: Annotated[int, Meta(ge=15, le=720)] = 90
    since: date | None = None
    through: date | None = None
    evenings: bool = False
    consultation: UUID | None = None


class TimesTold(Struct, frozen=True, rename="camel"):
    """The first that fit, and from which day on its form lets it be."""

    earliest_on: date
    slots: list[Slot]


class PointAsked(Struct, frozen=True, forbid_unknown_fields=True):
    """A point as somebody has it from a map, in degrees of that map's datum."""

    lon: Annotated[float, Meta(ge=-180, le=180)]
    lat: Annotated[float, Meta(ge=-90, le=90)]
    division: DivisionKey
    datum: Datum = "wgs84"


class PointTold(Struct, frozen=True, rename="camel"):
    """A point in words, for whoever is about to lead people there.

    Attributes:
        lon, lat: in WGS-84 degrees.
        county_name: in which county it lies; null where that is not known.
        inside: whether that is where the meeting's division is; null where not known.
        away_m: from the middle of the division, in metres; null where its middle is not known.
    """

    lon: float
    lat: float
    county_name: str | None
    inside: bool | None
    away_m: int | None


class Approving(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Of the revision that was looked at: nobody says yes to what they have not read."""

    based_on: Annotated[int, Meta(ge=1)]


class Attendees(Struct, frozen=True):
    attendees: list[Attendee]


class RungUp(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether somebody who was to be rung up, for one announcement, has been."""

    campaign: UUID
    account: UUID
    rung: bool


class FormsTold(Struct, frozen=True, rename="camel"):
    """The five forms, as they hold in a division."""

    division_name: str
    forms: list[FormRules]
