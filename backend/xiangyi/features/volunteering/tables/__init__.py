"""What is remembered of volunteering. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    UUID,
    BigSerial,
    Boolean,
    DoublePrecision,
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
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.stations.tables import Station


class VolunteerActivity(Table):
    #: Minted by whoever drafts it.
    id = UUID(primary_key=True, default=None)
    #: cleaning, care, hazard, guidance, teaching, comfort or other.
    kind = Varchar(length=12, default=None)
    title = Varchar(length=60, default=None)
    about = Text(default="")
    #: Where it takes place.
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: The host, which answers for it.
    organisation = ForeignKey(
        Organisation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Where people meet, as they say it there; or `station`, or both.
    place = Varchar(length=120, default="")
    station = ForeignKey(Station, null=True, default=None, on_delete=OnDelete.restrict)
    #: WGS-84 degrees.
    lon = DoublePrecision(null=True, default=None)
    lat = DoublePrecision(null=True, default=None)
    #: Whom to ring; in public.
    phone = Varchar(length=32, default="")
    #: In years, on the day of the shift; null where everybody may come.
    minimum_age = SmallInt(null=True, default=None)
    #: Whether the host insures those who come.
    insured = Boolean(default=False)
    #: Whom it is for.
    beneficiaries = Varchar(length=200, default="")
    #: From when on people sign up; null for as soon as it is approved.
    opens_at = Timestamptz(null=True, default=None)
    #: draft, waiting, approved, closed, cancelled or deleted.
    state = Varchar(length=12, default=None, index=True)
    #: The number of its latest revision.
    revision = Integer(default=None)
    drafted_by = UUID(default=None)
    #: The second person's yes.
    approved_by = UUID(null=True, default=None)
    approved_at = Timestamptz(null=True, default=None)
    #: When it was last changed after it had been approved.
    changed_at = Timestamptz(null=True, default=None)
    cancelled_at = Timestamptz(null=True, default=None)
    #: Why it was cancelled; in public.
    reason = Varchar(length=200, default="")
    closed_at = Timestamptz(null=True, default=None)
    #: When the first of all its shifts begins: a copy, for what is found by it; m0096b keeps it.
    starts_at = Timestamptz(null=True, default=None)


class ActivityShift(Table):
    """One stretch of time of an activity, with its own seats, lead and codes."""

    #: Minted by whoever drafts it.
    id = UUID(primary_key=True, default=None)
    activity = ForeignKey(
        VolunteerActivity, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(default=None)
    #: Of it, what is no service.
    break_minutes = SmallInt(default=0)
    #: How many may come, and how many of these seats only the host gives away.
    capacity = Integer(default=None)
    reserved = Integer(default=0)
    #: The account whose phone shows its codes.
    lead = UUID(default=None)
    #: Grows with each change of the lead: what an earlier one could show is worth nothing then.
    code_number = Integer(default=1)
    #: When it was let go of alone; null where its activity was cancelled.
    cancelled_at = Timestamptz(null=True, default=None)
    #: When its list of who was there was sealed; it stays so, see m0077.
    sealed_at = Timestamptz(null=True, default=None)
    #: When those with a seat were reminded, a day and an hour before, or were told a time too late
    #: to be; null again for another time.
    day_before_at = Timestamptz(null=True, default=None)
    hour_before_at = Timestamptz(null=True, default=None)


class ShiftSignup(Table):
    """What somebody said of a shift; one row for each (shift, account)."""

    #: By which whoever leads speaks of it, who never learns the account's id.
    id = UUID(primary_key=True, default=None)
    shift = ForeignKey(ActivityShift, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: signed, waiting or cancelled.
    state = Varchar(length=12, default=None)
    #: Since when it is so.
    at = Timestamptz(default=None)
    #: Grows with each that is said of the shift: who has waited longest is promoted first.
    turn = Integer(default=None)
    #: Whether it is one of the seats that only the host gives away.
    reserved = Boolean(default=False)
    #: When somebody who waited got a seat.
    promoted_at = Timestamptz(null=True, default=None)
    #: When its shift begins: a copy, as an activity's.
    starts_at = Timestamptz(null=True, default=None)


class ActivityRevision(Table):
    """One change: what it was, what it became, and by whom. Only added to."""

    id = BigSerial(primary_key=True)
    activity = ForeignKey(VolunteerActivity, null=False, default=None, on_delete=OnDelete.restrict)
    #: 1 for the first; one row for each (activity, number).
    number = Integer(default=None)
    made_at = Timestamptz(default=None)
    account = UUID(default=None)
    #: drafted, changed, submitted, sent_back, withdrawn, approved, cancelled, closed or deleted.
    move = Varchar(length=12, default=None)
    #: What was said of it, as for a draft that is sent back.
    why = Varchar(length=200, default="")
    #: `ActivityFacts`, JSON; `before` is null for the first.
    before = Text(null=True, default=None)
    after = Text(default=None)


class ActivityCampaign(Table):
    """What was told of it, by its notices."""

    id = BigSerial(primary_key=True)
    activity = ForeignKey(
        VolunteerActivity, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Of which shift those are who were told; null where it was not of one.
    shift = ForeignKey(ActivityShift, null=True, default=None, on_delete=OnDelete.restrict)
    campaign = UUID(default=None)
    #: changed, cancelled, promoted, still_there, reminder, overlaps, approval or verdict.
    kind = Varchar(length=12, default=None)
    #: The number of the revision that it told of.
    revision = Integer(default=None)
    made_at = Timestamptz(default=None)
