"""What is remembered of polls in the room. `default=None` marks what a caller must supply.

While a poll is open its counts are sealed, so that a database read, copied or backed up between
two votes does not tell the second: see `service.voting`.
"""

from piccolo.columns import (
    UUID,
    Boolean,
    Bytea,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from xiangyi.features.consultations.tables import Consultation
from xiangyi.features.identity.tables import Account


class MeetingPoll(Table):
    """One of each meeting is open at a time."""

    #: Minted by whoever opens it.
    id = UUID(primary_key=True, default=None)
    consultation = ForeignKey(
        Consultation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: The item of the agenda that it is about.
    item = UUID(default=None)
    question = Varchar(length=60, default=None)
    #: JSON, what may be chosen; an empty list for yes, no and abstaining.
    options = Text(default=None)
    #: Why the same item is voted on again; "" the first time. In public.
    why = Varchar(length=200, default="")
    #: Nobody is ever told who voted what, and it is kept nowhere.
    secret = Boolean(default=None)
    #: As people were told when it was opened, whatever is set since: of fewer secret votes it is
    #: void, and whether its convener is shown who voted what; null if opened until 2026-11-27.
    least = Integer(null=True, default=None)
    names_shown = Boolean(null=True, default=None)
    #: open, closed, or void: so few voted secretly that numbers would tell what each did.
    state = Varchar(length=8, default=None)
    opened_by = UUID(default=None)
    opened_at = Timestamptz(default=None)
    closed_at = Timestamptz(null=True, default=None)
    #: Sealed, how many chose each; null once it is closed.
    tally = Bytea(null=True, default=None)
    #: JSON, how many chose each, in the app and by hand, once it is closed; null of what is void.
    counts = Text(null=True, default=None)
    #: JSON, one number: how many of all were by hand, as the convener counted them; null as above.
    #: With more numbers, of each choice by hand, and `counts` those in the app: until 2026-11-27.
    paper = Text(null=True, default=None)


class PollVoter(Table):
    """Somebody has voted; one row for each (poll, account), and no time in it."""

    #: Of chance, and so in no order.
    id = UUID(primary_key=True, default=None)
    poll = ForeignKey(MeetingPoll, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: Sealed, what they chose; null where it is secret.
    choice = Bytea(null=True, default=None)
