"""What is remembered of notices. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    UUID,
    BigSerial,
    Boolean,
    Bytea,
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


class Follow(Table):
    """Somebody wants to be told of a subject; one row for each (subject, account)."""

    subject_kind = Varchar(length=24, default=None)
    subject_id = Varchar(length=64, default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    since_at = Timestamptz(default=None)


class Campaign(Table):
    """One thing told to an audience, once."""

    id = UUID(primary_key=True, default=None)
    #: What is told, as in consultation.announced; the phone has the sentence for it.
    kind = Varchar(length=40, default=None)
    topic = Varchar(length=16, default=None)
    #: What it is about, as in consultation/6f1e…; a later one takes an earlier one's place.
    thread = Varchar(length=80, default=None, index=True)
    #: The page of the app on which it is read.
    link = Varchar(length=200, default=None)
    #: JSON, what fills the blanks of the sentence; nothing in it is of a person.
    facts = Text(default=None)
    #: JSON, `Audience`.
    audience = Text(default=None)
    urgency = Varchar(length=8, default=None)
    #: Who told it; null where the service itself did.
    sender = UUID(null=True, default=None)
    #: Where it was told: whose conveners may see what came of it.
    division = ForeignKey(
        Division, null=True, default=None, index=True, on_delete=OnDelete.restrict
    )
    made_at = Timestamptz(default=None)
    #: Not before; the moment at which it was made unless somebody chose a later one.
    send_at = Timestamptz(default=None)
    #: From when on a knock is worth nothing any more.
    ends_at = Timestamptz(null=True, default=None)
    #: By when it must be heard: quiet time that lasts until then holds nothing back.
    known_by = Timestamptz(null=True, default=None)
    #: From when on whoever has seen nothing gets a text message; null where none is sent.
    falls_back_at = Timestamptz(null=True, default=None)
    #: Until when the text messages have been written; null until then.
    fell_back_at = Timestamptz(null=True, default=None)
    cancelled_at = Timestamptz(null=True, default=None)
    #: To how many people it goes at most, counted when its time comes; null for however many.
    most = Integer(null=True, default=None)
    #: How many it had by then, where they were more: nobody was told.
    outgrown = Integer(null=True, default=None)
    #: How far the worker has come: a:<account> or d:<subscription>, the last that was told.
    cursor = Varchar(length=40, null=True, default=None)
    #: From when on every notice is there; null until then.
    told_at = Timestamptz(null=True, default=None, index=True)
    #: JSON, what came of it, once its rows are forgotten.
    counts = Text(null=True, default=None)


class Notice(Table):
    """A campaign in one person's inbox; one row for each (campaign, account)."""

    id = BigSerial(primary_key=True)
    campaign = ForeignKey(Campaign, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(Account, null=False, default=None, on_delete=OnDelete.restrict)
    made_at = Timestamptz(default=None)
    #: When they first had it before their eyes, and when they opened it.
    seen_at = Timestamptz(null=True, default=None)
    read_at = Timestamptz(null=True, default=None)
    #: When somebody told them by telephone, and who.
    rung_at = Timestamptz(null=True, default=None)
    rung_by = UUID(null=True, default=None)
    #: When a later one of its thread took its place.
    replaced_at = Timestamptz(null=True, default=None)


class NoticeSetting(Table):
    """What a person wants of a topic; none means both defaults. One for each (account, topic)."""

    account = ForeignKey(Account, null=False, default=None, on_delete=OnDelete.restrict)
    topic = Varchar(length=16, default=None)
    #: Whether to knock at all; the inbox has it either way.
    push = Boolean(default=True)
    #: Whether to knock at meals and at night too.
    anytime = Boolean(default=False)


class PushSubscription(Table):
    """An address at a push service (RFC 8030), with what to encrypt for it (RFC 8291)."""

    #: Minted by the phone, and known to it alone: whoever has it may change or end it.
    id = UUID(primary_key=True, default=None)
    #: Whose phone it is; null for one on which nobody has signed in.
    account = ForeignKey(Account, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: The sign-in under which it was made; once that has ended, nobody knocks.
    device = UUID(null=True, default=None)
    #: Sealed: it leads to one phone.
    endpoint = Bytea(default=None)
    #: By which it is found; one row for each.
    endpoint_hash = Bytea(default=None)
    #: The phone's public key, 65 bytes of P-256, and its secret, 16 bytes; null once ended.
    p256dh = Bytea(null=True, default=None)
    auth = Bytea(null=True, default=None)
    #: The id of the VAPID key (RFC 8292) with which the phone subscribed.
    vapid_key = Varchar(length=16, default=None)
    made_at = Timestamptz(default=None)
    #: When the phone last said that it is so.
    renewed_at = Timestamptz(default=None, index=True)
    ended_at = Timestamptz(null=True, default=None)
    #: gone: the push service says so. Ended rows are let go within the hour.
    ended_why = Varchar(length=12, null=True, default=None)


class PushWatch(Table):
    """Of what a phone without an account wants to hear: a topic, in a division and all below."""

    subscription = ForeignKey(
        PushSubscription, null=False, default=None, index=True, on_delete=OnDelete.cascade
    )
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    topic = Varchar(length=16, default=None)


class Attempt(Table):
    """One knock, or the wish for one; its row is what the sender's report counts."""

    id = BigSerial(primary_key=True)
    campaign = ForeignKey(
        Campaign, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Null for a phone without an account.
    account = UUID(null=True, default=None)
    #: Null for a text message.
    subscription = UUID(null=True, default=None)
    channel = Varchar(length=8, default=None)
    #: waiting, sent, failed or replaced.
    state = Varchar(length=8, default=None)
    #: Not before: after quiet hours, or after what the push service asked for.
    due_at = Timestamptz(default=None)
    tries = SmallInt(default=0)
    #: A worker has it until then; a later one takes it up again.
    claimed_until = Timestamptz(null=True, default=None)
    #: The last answer's HTTP status, and in a word what was wrong.
    status = Integer(null=True, default=None)
    why = Varchar(length=40, null=True, default=None)
    done_at = Timestamptz(null=True, default=None)
