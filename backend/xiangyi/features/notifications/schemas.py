"""What goes in and out of notifications."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.asking import Role, Scope
from xiangyi.features.notifications.rules.words import Topic, Urgency, Why

DivisionKey = Annotated[str, Meta(max_length=32)]


class Subject(Struct, frozen=True):
    """Something that can be followed, by the feature that owns it."""

    kind: Annotated[str, Meta(max_length=24)]
    id: Annotated[str, Meta(max_length=64)]


class Group(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Those of whom everything is true that is said here.

    Attributes:
        division: at home there or below; with roles, who holds one there or below.
        occupations: of one of these.
        roles: who holds one of these.
        scope: with roles, who holds one of them for exactly this.
        follows: who follows it.
        told_of: who has been told something of this thread, phones without an account included,
            and who has signed in on one of those since.
        accounts: one of these.
        apart: none of these.
    """

    division: str | None = None
    occupations: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    scope: Scope | None = None
    follows: Subject | None = None
    told_of: str | None = None
    accounts: tuple[UUID, ...] = ()
    apart: tuple[UUID, ...] = ()


class Audience(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whoever is in one of the groups, once each.

    Attributes:
        watchers: whether phones without an account hear of it that watch the topic in a division
            around or inside one that a group names, unless it means roles or followers there.
    """

    groups: tuple[Group, ...]
    watchers: bool = False


class Telling(Struct, frozen=True, kw_only=True):
    """What is to be told.

    Attributes:
        kind: as in consultation.announced.
        thread: what it is about; a later campaign of a thread takes the place of earlier ones.
        link: the page of the app on which it is read, from its root.
        facts: what fills the blanks of the sentence; nothing in it is of a person.
        division: whose conveners and supervisors may see what came of it.
        send_at: not before; None for at once.
        ends_at: from when on it is worth no knock.
        known_by: by when it must be heard; quiet time that lasts until then holds nothing back.
        falls_back_at: from when on whoever has not seen it gets a text message.
        most: to how many people it goes; where they are more by then, nobody is told.
    """

    kind: str
    topic: Topic
    thread: str
    link: str
    audience: Audience
    facts: dict[str, Any] = {}
    urgency: Urgency = "normal"
    sender: UUID | None = None
    division: str | None = None
    send_at: datetime | None = None
    ends_at: datetime | None = None
    known_by: datetime | None = None
    falls_back_at: datetime | None = None
    most: int | None = None


class NoticeShown(Struct, frozen=True, rename="camel"):
    """A notice as its person sees it; `id` is the campaign's, which nobody guesses."""

    id: UUID
    kind: str
    topic: Topic
    thread: str
    link: str
    facts: dict[str, Any]
    urgency: Urgency
    made_at: datetime
    seen_at: datetime | None
    read_at: datetime | None
    #: A later one says how it is now.
    replaced: bool
    #: From when on it counts as unread no more, read or not: the meeting that it is about is over.
    over_at: datetime | None


class Inbox(Struct, frozen=True, rename="camel"):
    """Some notices, the latest first; `next` leads on to older ones.

    `unread` counts those of the last thirty days, which a phone holds.
    """

    notices: list[NoticeShown]
    unread: int
    next: str | None


class FetchedInbox(Inbox, frozen=True, rename="camel"):
    """The same for a worker, which cannot know who has signed in; `account` says whose it is."""

    account: UUID


class Seen(Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody had before their eyes."""

    notices: Annotated[list[UUID], Meta(min_length=1, max_length=100)]


class ReadAll(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Up to which notice, the latest that the phone shows."""

    up_to: UUID


class TopicSetting(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether to knock, and whether at meals and at night too."""

    topic: Topic
    push: bool
    anytime: bool


class TopicSettings(Struct, frozen=True, forbid_unknown_fields=True):
    topics: Annotated[list[TopicSetting], Meta(max_length=16)]


class Watch(Struct, frozen=True, forbid_unknown_fields=True):
    division: DivisionKey
    topic: Topic


class PushKey(Struct, frozen=True, rename="camel"):
    """What a phone subscribes with (RFC 8292): 65 bytes of P-256 in base64url."""

    id: str
    public_key: str


class Subscribing(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """What the browser's `PushSubscription` says, and under which of our keys it was made.

    `watches` counts only where nobody has signed in.
    """

    endpoint: Annotated[str, Meta(max_length=2_000)]
    p256dh: Annotated[str, Meta(max_length=100)]
    auth: Annotated[str, Meta(max_length=32)]
    key: Annotated[str, Meta(max_length=16)]
    watches: Annotated[list[Watch], Meta(max_length=20)] = []


class Subscribed(Struct, frozen=True, rename="camel"):
    """That it is kept, for whom; and whether the phone should subscribe anew with another key."""

    id: UUID
    signed_in: bool
    watches: list[Watch]
    renew: bool


class Hearing(Struct, frozen=True):
    """How many people hear a knock, on how many phones without an account besides, and when.

    That is at once, or after a meal or the night.
    """

    at: datetime
    number: int
    phones: int


class Reach(Struct, frozen=True):
    """Whom an audience has just now.

    Attributes:
        people: how many get it into their inbox.
        sample: a few of them, masked.
        pushed: how many of them are knocked for on a phone.
        phones: how many phones besides on which nobody has signed in.
        hear: when they hear of it.
    """

    people: int
    sample: list[str]
    pushed: int
    phones: int
    hear: list[Hearing]


class Failure(Struct, frozen=True):
    """Why some knocks never came, and for how many people that was the last of it."""

    why: Why
    number: int


class Outcome(Struct, frozen=True, rename="camel", kw_only=True):
    """What has come of a campaign so far; every number is of people, phones excepted.

    Attributes:
        outgrown: how many people it had when its time came, where those were more than `most`:
            nobody was told.
        told_at: from when on every notice was there; null while the worker is at it, or waits.
        inbox: how many have it in their inbox.
        pushed: of them, for how many a push service took at least one knock.
        seen, read: how many had it before their eyes, on an open screen, and how many opened it.
        messaged: how many got a text message instead.
        rung: how many were told by telephone.
        waiting: for how many a knock is still to come; `next_at`, when the next of them does.
        failed: for how many no knock came, by the reason of the last.
        replaced: how many have been told something newer of it, and are counted as not reached
            by that alone.
        not_reached: who has seen nothing, was knocked for in vain or not at all, and not rung up.
        phones, phones_pushed, phones_waiting: phones without an account that were to hear of it,
            that did, and that have yet to; `phones_next_at`, when the next of them does.
        kept_until: until when it can be told who was not reached; then only the numbers stay.
    """

    id: UUID
    kind: str
    made_at: datetime
    send_at: datetime
    cancelled_at: datetime | None
    most: int | None = None
    outgrown: int | None = None
    told_at: datetime | None
    inbox: int
    pushed: int
    seen: int
    read: int
    messaged: int
    waiting: int
    next_at: datetime | None
    failed: list[Failure]
    replaced: int = 0
    rung: int = 0
    not_reached: int
    phones: int
    phones_pushed: int
    phones_waiting: int = 0
    phones_next_at: datetime | None = None
    kept_until: datetime | None


class NotReached(Struct, frozen=True, rename="camel"):
    """Somebody to be rung up from the counter; the phone in full, where there is one.

    `rung_at` and `rung_by` say when somebody did, and who, masked.
    """

    account: UUID
    name: str | None
    phone: str | None
    why: Why
    rung_at: datetime | None
    rung_by: str | None


class NotReachedPage(Struct, frozen=True):
    people: list[NotReached]
    next: str | None
