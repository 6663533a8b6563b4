"""What is remembered of consultations. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    UUID,
    BigSerial,
    Boolean,
    Bytea,
    Date,
    DoublePrecision,
    ForeignKey,
    Integer,
    OnDelete,
    Serial,
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


class ConsultationRule(Table):
    """A number that a division sets for itself and all below it, from a day on."""

    id = BigSerial(primary_key=True)
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: approval_above: to how many people one person may announce alone; and those of the forms.
    name = Varchar(length=32, default=None)
    value = Integer(default=None)
    since_on = Date(default=None)
    #: The article or letter that says so.
    basis = Varchar(length=200, default=None)


class Consultation(Table):
    #: Minted by whoever drafts it.
    id = UUID(primary_key=True, default=None)
    #: council, hearing, talk, courtyard or building.
    form = Varchar(length=12, default=None)
    title = Varchar(length=60, default=None)
    about = Text(default="")
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: In whose name people are called.
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.restrict)
    starts_at = Timestamptz(default=None, index=True)
    ends_at = Timestamptz(default=None)
    #: Where it is, as people there say it; or `link`, or both.
    place = Varchar(length=120, default="")
    station = ForeignKey(Station, null=True, default=None, on_delete=OnDelete.restrict)
    #: WGS-84 degrees.
    lon = DoublePrecision(null=True, default=None)
    lat = DoublePrecision(null=True, default=None)
    link = Varchar(length=300, default="")
    #: Whom to ring; in public.
    phone = Varchar(length=32, default="")
    #: JSON, `Invited`.
    invited = Text(default=None)
    #: JSON, lists of `Party` and of `AgendaItem`: who sits at the table, and what is spoken of.
    parties = Text(default="[]")
    agenda = Text(default="[]")
    #: How many find room, those at the table among them; null where nobody counts.
    seats = Integer(null=True, default=None)
    #: Why people are told later than the form asks; in public, "" where they are told in time.
    hurry = Varchar(length=200, default="")
    #: draft, waiting, announced, cancelled or deleted.
    state = Varchar(length=12, default=None, index=True)
    #: The number of its latest revision.
    revision = Integer(default=None)
    drafted_by = UUID(default=None)
    #: The second person's yes, or the writer's own where few are told.
    announced_by = UUID(null=True, default=None)
    announced_at = Timestamptz(null=True, default=None)
    #: How many people it went to as of then.
    announced_to = Integer(null=True, default=None)
    #: When people are told; later than announced where somebody chose so.
    send_at = Timestamptz(null=True, default=None)
    cancelled_at = Timestamptz(null=True, default=None)
    #: normal or urgent, and after how many hours unseen a text message goes out; as announced.
    urgency = Varchar(length=8, default="normal")
    message_after_h = SmallInt(null=True, default=None)
    #: Why it was cancelled; in public.
    reason = Varchar(length=200, default="")
    #: When it was last changed after it had been announced.
    changed_at = Timestamptz(null=True, default=None)
    #: From when on its record is overdue, reckoned once it is over; and that its convener was told.
    record_due_at = Timestamptz(null=True, default=None)
    record_told_at = Timestamptz(null=True, default=None)


class ConsultationRevision(Table):
    """One change: what it was, what it became, and by whom. Only added to."""

    id = BigSerial(primary_key=True)
    consultation = ForeignKey(Consultation, null=False, default=None, on_delete=OnDelete.restrict)
    #: 1 for the first; one row for each (consultation, number).
    number = Integer(default=None)
    made_at = Timestamptz(default=None)
    account = UUID(default=None)
    #: drafted, changed, submitted, sent_back, announced, outgrown, withdrawn, cancelled or deleted;
    #: outgrown came of itself, to whoever had announced it.
    move = Varchar(length=12, default=None)
    #: What was said of it, as for a draft that is sent back.
    why = Varchar(length=200, default="")
    #: `ConsultationFacts`, JSON; `before` is null for the first.
    before = Text(null=True, default=None)
    after = Text(default=None)


class ConsultationCampaign(Table):
    """What was told of it, by its notices."""

    id = BigSerial(primary_key=True)
    consultation = ForeignKey(
        Consultation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    campaign = UUID(default=None)
    #: announced, changed, cancelled, day_before, hour_before, approval, verdict, held or promoted.
    kind = Varchar(length=12, default=None)
    #: The number of the revision that it told of.
    revision = Integer(default=0)
    made_at = Timestamptz(default=None)


class ConsultationAnswer(Table):
    """What somebody said to the invitation; one row for each (consultation, account)."""

    id: Serial
    consultation = ForeignKey(Consultation, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: coming, not_coming or sending.
    answer = Varchar(length=12, default=None)
    #: How many come, with the person who answers.
    people = SmallInt(default=1)
    #: Sealed for the account, who comes instead; null again a month after the meeting.
    delegate = Bytea(null=True, default=None)
    #: Sealed for the account, what who cannot come wants said; null again a month after.
    view = Bytea(null=True, default=None)
    answered_at = Timestamptz(default=None)
    #: When it was to begin as they read it; null of earlier versions.
    starts_at = Timestamptz(null=True, default=None)
    #: Where seats are counted: for which party they come, "" for none, and the how-manieth they
    #: said so.
    party = Varchar(length=12, default="")
    turn = Integer(null=True, default=None)
    #: Since when they have a seat, null while they wait for one; and since when after waiting.
    seated_at = Timestamptz(null=True, default=None)
    promoted_at = Timestamptz(null=True, default=None)


class CalendarFeed(Table):
    """A secret address under which somebody's calendar reads what they go to."""

    account = ForeignKey(
        Account, null=False, default=None, primary_key=True, on_delete=OnDelete.restrict
    )
    token_hash = Bytea(default=None)
    made_at = Timestamptz(default=None)


class MeetingPresence(Table):
    """Somebody was there, by a code that only the room showed; no hours come of it.

    One row for each (consultation, account).
    """

    #: By which a record says who spoke.
    id = UUID(primary_key=True, default=None)
    consultation = ForeignKey(Consultation, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    proven_at = Timestamptz(default=None)
    #: Since when they do not sign what its record says of them; null while nobody knows.
    unsigned_at = Timestamptz(null=True, default=None)


class MeetingGuest(Table):
    """Somebody without a phone who was there, or for whom a seat is kept."""

    #: Minted by whoever enters it.
    id = UUID(primary_key=True, default=None)
    consultation = ForeignKey(
        Consultation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Sealed; null again a month after the meeting.
    name = Bytea(null=True, default=None)
    #: For whom they came: a kind of party, or `residents`.
    kind = Varchar(length=12, default=None)
    entered_by = UUID(default=None)
    entered_at = Timestamptz(default=None)
    #: Since when a seat is kept for them, null for who came without one.
    seated_at = Timestamptz(null=True, default=None)
    #: When they came, by the sheet of paper at the door; null until then.
    came_at = Timestamptz(null=True, default=None)
    #: By whom they were signed in: for what one closes or seals oneself, they do not count.
    came_by = UUID(null=True, default=None)


class MeetingRecord(Table):
    """What a meeting leaves. Once it is sealed only a name goes out of `words`."""

    consultation = ForeignKey(
        Consultation, null=False, default=None, primary_key=True, on_delete=OnDelete.restrict
    )
    #: draft, open or sealed.
    state = Varchar(length=8, default=None)
    #: JSON, `RecordWords`.
    words = Text(default=None)
    revision = Integer(default=None)
    written_by = UUID(default=None)
    opened_at = Timestamptz(null=True, default=None)
    #: The last day on which whoever was there may have it put right, and on which it may be
    #: objected to.
    correct_until = Date(null=True, default=None)
    object_until = Date(null=True, default=None)
    sealed_at = Timestamptz(null=True, default=None)
    #: What was hashed, with hashes in place of the names of who spoke; and the salt of those.
    sealed = Text(null=True, default=None)
    salt = Bytea(null=True, default=None)
    #: By which it is found in the ledger's tree.
    seal = UUID(null=True, default=None)


class RecordEarlier(Table):
    """What a record that is laid open said before a change. Only added to, but for a name that
    goes out of `words`.
    """

    id = BigSerial(primary_key=True)
    consultation = ForeignKey(
        Consultation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: JSON, `RecordWords`.
    words = Text(default=None)
    changed_at = Timestamptz(default=None)
    changed_by = UUID(default=None)


class RecordRemark(Table):
    """Somebody who was there asks for it to be put right, or objects once it is sealed."""

    #: Minted on the phone.
    id = UUID(primary_key=True, default=None)
    consultation = ForeignKey(
        Consultation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Null once erased, and of who signed on paper.
    account = ForeignKey(Account, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: Who signed on paper, though they be taken off the sheet since, and who entered it for them.
    guest = UUID(null=True, default=None)
    entered_by = UUID(null=True, default=None)
    #: correction or objection.
    kind = Varchar(length=12, default=None)
    #: Sealed.
    words = Bytea(null=True, default=None)
    made_at = Timestamptz(default=None)
    #: What the convener said to it; null while they have not.
    taken = Boolean(null=True, default=None)
    answer = Varchar(length=200, default="")
    answered_at = Timestamptz(null=True, default=None)
    answered_by = UUID(null=True, default=None)
    #: Of an objection, by when it is answered; and that who watches was told it was not.
    due_on = Date(null=True, default=None)
    watched_at = Timestamptz(null=True, default=None)


class RecordAnnex(Table):
    """What is said of a sealed record later. Only added to."""

    #: Minted by whoever writes it.
    id = UUID(primary_key=True, default=None)
    consultation = ForeignKey(
        Consultation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    words = Text(default=None)
    made_by = UUID(default=None)
    made_at = Timestamptz(default=None)
