"""What is remembered of benefits. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    UUID,
    BigSerial,
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
from xiangyi.features.media.tables import Photo
from xiangyi.features.organisations.tables import Organisation


class Benefit(Table):
    """One version of a benefit; once approved, what it says never changes."""

    #: Minted by whoever drafts it.
    id = UUID(primary_key=True, default=None)
    #: The id of the first version.
    line = UUID(default=None, index=True)
    #: From 1 on, counted when it is approved; 0 before.
    version = SmallInt(default=0)
    #: Those at home there and below may have it.
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    provider = ForeignKey(
        Organisation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: medical, elder_care, tourism or transit.
    category = Varchar(length=12, default=None)
    title = Varchar(length=60, default=None)
    about = Text(default="")
    #: Null where there is none, and once its photo is gone.
    picture = ForeignKey(Photo, null=True, default=None, index=True, on_delete=OnDelete.set_null)
    #: What is to be seen on it, for who does not see it.
    picture_words = Varchar(length=120, default="")
    #: The article or letter by which it is given.
    basis = Varchar(length=200, default=None)
    #: provider, government or fund.
    payer = Varchar(length=12, default=None)
    #: `Eligibility`, JSON.
    eligibility = Text(default=None)
    #: Redeemable ones; 0 for what needs none.
    cost_minutes = Integer(default=None)
    #: So often within a day, month or year, or ever.
    quota_times = SmallInt(default=None)
    quota_period = Varchar(length=5, default=None)
    #: How many there are, and how many of them are left; null where there are always some.
    stock = Integer(null=True, default=None)
    remaining = Integer(null=True, default=None)
    valid_days = SmallInt(default=None)
    #: `Blackout`s, JSON.
    blackouts = Text(default="[]")
    #: draft, waiting, approved, replaced, withdrawn or deleted.
    state = Varchar(length=12, default=None, index=True)
    #: The number of its latest revision.
    revision = Integer(default=None)
    drafted_by = UUID(default=None)
    #: The second person's yes.
    approved_by = UUID(null=True, default=None)
    approved_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
    #: Why it was withdrawn; in public.
    reason = Varchar(length=200, default="")
    #: From when on its vouchers are not honoured either; null where they are.
    voided_at = Timestamptz(null=True, default=None)


class BenefitRevision(Table):
    """One change: what it was, what it became, and by whom. Only added to."""

    id = BigSerial(primary_key=True)
    benefit = ForeignKey(Benefit, null=False, default=None, on_delete=OnDelete.restrict)
    #: 1 for the first; one row for each (benefit, number).
    number = Integer(default=None)
    made_at = Timestamptz(default=None)
    account = UUID(default=None)
    #: drafted, changed, submitted, sent_back, taken_back, approved, replaced, withdrawn, voided or
    #: deleted.
    move = Varchar(length=12, default=None)
    #: What was said of it, as for a draft that is sent back.
    why = Varchar(length=200, default="")
    #: `BenefitFacts`, JSON; `before` is null for the first.
    before = Text(null=True, default=None)
    after = Text(default=None)


class Voucher(Table):
    """One person's right to a benefit, once."""

    #: Minted by the phone.
    id = UUID(primary_key=True, default=None)
    benefit = ForeignKey(Benefit, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    provider = ForeignKey(
        Organisation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Null once they are erased.
    account = ForeignKey(Account, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: Ten characters of Crockford's base 32, to type.
    code = Varchar(length=10, default=None)
    #: Sealed: what its QR code has; null once its person is erased.
    token = Bytea(null=True, default=None)
    cost_minutes = Integer(default=None)
    #: How often its minutes were spent: again where a counter says late that it had used what ran
    #: out meanwhile.
    charges = SmallInt(default=1)
    issued_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    #: issued, used, expired, cancelled or void.
    state = Varchar(length=12, default=None)
    #: The look that holds it, whose it is, and until when; then nobody holds it.
    lock = UUID(null=True, default=None)
    locked_by = UUID(null=True, default=None)
    locked_until = Timestamptz(null=True, default=None)
    used_at = Timestamptz(null=True, default=None)
    #: When it ended without a use.
    ended_at = Timestamptz(null=True, default=None)


class VoucherUse(Table):
    """What a counter said that it used; of each voucher one at most counts."""

    #: The look's, or of what was used without a network, the settlement's; minted by the counter.
    id = UUID(primary_key=True, default=None)
    voucher = ForeignKey(Voucher, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    provider = ForeignKey(
        Organisation, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    #: online or offline.
    how = Varchar(length=8, default=None)
    #: When it was used: by our clock, or by that of a counter without a network.
    used_at = Timestamptz(default=None)
    #: When we came to know of it.
    noted_at = Timestamptz(default=None)
    #: Whoever stood at the counter.
    used_by = UUID(default=None)
    #: Redeemable ones that it cost its person.
    minutes = Integer(default=0)
    #: counted, undone, double, unpaid or refused.
    state = Varchar(length=8, default=None)
    #: Since when it counts, or until it was undone did; null where it never has. Of a double use
    #: that is later than `noted_at`: then the first one was undone.
    counted_at = Timestamptz(null=True, default=None)
    #: When its minutes were there again, of one that stood unpaid until then.
    paid_at = Timestamptz(null=True, default=None)
    #: When two of its division said that it is settled all the same.
    honoured_at = Timestamptz(null=True, default=None)
    #: Why it was refused.
    because = Varchar(length=12, null=True, default=None)
    #: Who asked that it be taken back, and sealed, why.
    undo_asked_by = UUID(null=True, default=None)
    undo_asked_at = Timestamptz(null=True, default=None)
    undo_why = Bytea(null=True, default=None)
    #: The second person's yes.
    undone_by = UUID(null=True, default=None)
    undone_at = Timestamptz(null=True, default=None)
    #: Or their no, and sealed, why: then it counts for good.
    undo_refused_by = UUID(null=True, default=None)
    undo_refused_at = Timestamptz(null=True, default=None)
    undo_refused_why = Bytea(null=True, default=None)


class BenefitRule(Table):
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


class LapseNotice(Table):
    """That somebody was told when minutes lapse; of a day once more where some came back since."""

    id = BigSerial(primary_key=True)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: In Shanghai, at the beginning of which they are too old.
    on = Date(default=None)
    told_at = Timestamptz(default=None)
    #: The day that was told, at the beginning of which they lapse: `on`, or later, where it was
    #: told late; null in those of before this was kept.
    lapses_on = Date(null=True, default=None)
    #: How many it told of; null in those of before this was kept.
    minutes = Integer(null=True, default=None)
