"""What is remembered of codes that were read, of who was there, and of minutes."""

from piccolo.columns import (
    UUID,
    BigSerial,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from xiangyi.features.divisions.tables import Division
from xiangyi.features.identity.tables import Account
from xiangyi.features.volunteering.tables import ActivityShift, ShiftSignup


class VolunteerRule(Table):
    """A number that a division sets for itself and all below it, from a day on."""

    id = BigSerial(primary_key=True)
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: One of `Numbers`.
    name = Varchar(length=32, default=None)
    value = Integer(default=None)
    since_on = Date(default=None)
    #: The article or letter that says so.
    basis = Varchar(length=200, default=None)


class ShiftScan(Table):
    """A code that somebody read; one row for each (shift, account, phase, step)."""

    #: Minted by the phone.
    id = UUID(primary_key=True, default=None)
    shift = ForeignKey(
        ActivityShift, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: in or out.
    phase = Varchar(length=3, default=None)
    #: Of the code, 30 seconds each, from 1970 on.
    step = Integer(default=None)
    #: When it came to us, or the ticket was made out.
    received_at = Timestamptz(default=None)
    #: qr, digits or ticket.
    how = Varchar(length=8, default=None)
    #: Whether it came soon enough to prove a time.
    on_time = Boolean(default=None)
    #: Whether the phone says that it was near; null where it says nothing.
    in_radius = Boolean(null=True, default=None)
    #: A keyed hash of the phone's own secret and the shift: one that scans for several is seen in
    #: a shift, and none is known again in another. Null where it said none, and once it is too old
    #: to be looked into.
    phone = Bytea(null=True, default=None)


class ShiftPresence(Table):
    """From one coming to the going after it, and what it added to somebody's minutes."""

    #: Random; the posting of its minutes has the same.
    id = UUID(primary_key=True, default=None)
    shift = ForeignKey(
        ActivityShift, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Null once they are erased.
    account = ForeignKey(Account, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: In Shanghai, on which they came, or the shift began where they came before it.
    day = Date(default=None)
    came_at = Timestamptz(default=None)
    came_on_time = Boolean(default=None)
    left_at = Timestamptz(null=True, default=None)
    left_on_time = Boolean(null=True, default=None)
    #: open, short, counted, host, county or refused; `rules/presence.py` says what they mean.
    state = Varchar(length=8, default=None)
    #: What it adds, whether it has been posted or waits for somebody's yes.
    minutes = Integer(default=0)
    #: verified or late; null while nothing is added. It never becomes another.
    service_class = Varchar(length=12, null=True, default=None)
    #: `Reckoning`, JSON, as it was when they went.
    reckoning = Text(null=True, default=None)
    counted_at = Timestamptz(null=True, default=None)
    #: Who said yes or no to a long day, and sealed, why not.
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    why = Bytea(null=True, default=None)
    #: Who confirmed what came late, so that it may be redeemed.
    confirmed_by = UUID(null=True, default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    #: When they were asked whether they are still there.
    asked_at = Timestamptz(null=True, default=None)


class ShiftTick(Table):
    """That whoever leads saw somebody there; written during the activity only."""

    signup = ForeignKey(
        ShiftSignup, null=False, default=None, primary_key=True, on_delete=OnDelete.restrict
    )
    ticked_by = UUID(default=None)
    ticked_at = Timestamptz(default=None)


class LateTick(Table):
    """What whoever led ticked while the list was open, and we heard once it was sealed.

    It stands beside the list, which stays as it was sealed; only added to.
    """

    id = BigSerial(primary_key=True)
    signup = ForeignKey(
        ShiftSignup, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    #: Whether they said that somebody is there, or that this was a mistake.
    there = Boolean(default=None)
    ticked_by = UUID(default=None)
    #: By their phone's clock; one row for each (signup, ticked_by, ticked_at).
    ticked_at = Timestamptz(default=None)
    received_at = Timestamptz(default=None)


class FormerLead(Table):
    """Who led a shift before somebody else did, with the codes of which number."""

    id = BigSerial(primary_key=True)
    #: One row for each (shift, number).
    shift = ForeignKey(
        ActivityShift, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    number = Integer(default=None)
    lead = UUID(default=None)
    until_at = Timestamptz(default=None)


class CodeTicket(Table):
    """That a browser which nobody had signed in on has read a code, and when."""

    id = UUID(primary_key=True, default=None)
    shift = ForeignKey(
        ActivityShift, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    phase = Varchar(length=3, default=None)
    step = Integer(default=None)
    received_at = Timestamptz(default=None, index=True)
    #: By how many attempts to scan with it, of whoever signed in.
    tries = SmallInt(default=0)
    #: The scan that it became.
    scan = UUID(null=True, default=None)


class ServiceClaim(Table):
    """Minutes that no pair of scans proves, with evidence; marked for ever, never redeemable."""

    #: Minted by whoever claims; the posting of its minutes has the same.
    id = UUID(primary_key=True, default=None)
    shift = ForeignKey(
        ActivityShift, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Whose minutes; null once they are erased.
    account = ForeignKey(Account, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    minutes = Integer(default=None)
    #: Sealed: what shows that they were there, and who saw them; null once they are erased.
    evidence = Bytea(null=True, default=None)
    #: waiting for a second person, then of a long day for host or county; accepted or refused.
    state = Varchar(length=8, default=None, index=True)
    claimed_by = UUID(default=None)
    claimed_at = Timestamptz(default=None)
    decided_by = UUID(null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    #: Sealed: why it was refused.
    why = Bytea(null=True, default=None)
    #: The line of the ledger that it puts right, by its posting; null for minutes of their own.
    #: Of such a one `minutes` may be below zero.
    corrects = UUID(null=True, default=None)
    #: Null for backfilled, and while it waits of more for a line; of what puts a line right, that
    #: line's, where scans prove as much when it is accepted.
    service_class = Varchar(length=12, null=True, default=None)
    #: Of what takes minutes off a line: its person was not there, which spoils a good record.
    #: Otherwise it puts a mistake right.
    false_presence = Boolean(default=False)
