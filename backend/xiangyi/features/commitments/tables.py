"""What is remembered of commitments. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    UUID,
    BigSerial,
    Boolean,
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

from xiangyi.features.cases.tables import Concern
from xiangyi.features.divisions.tables import Division
from xiangyi.features.identity.tables import Account
from xiangyi.features.media.tables import Photo
from xiangyi.features.organisations.tables import Organisation


class CommitmentRule(Table):
    """A number that a division sets for itself and all below it, from a day on."""

    id = BigSerial(primary_key=True)
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    name = Varchar(length=32, default=None)
    value = Integer(default=None)
    since_on = Date(default=None)
    #: The article or letter that says so.
    basis = Varchar(length=200, default=None)


class Commitment(Table):
    """What an organisation promised about a concern. All of it is for everybody to read."""

    #: Minted by whoever writes it down.
    id = UUID(primary_key=True, default=None)
    concern = ForeignKey(Concern, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: The concern's.
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Who owes it.
    organisation = ForeignKey(
        Organisation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    words = Text(default=None)
    promised_by = UUID(default=None)
    promised_at = Timestamptz(default=None)
    #: Within so many working days after `since_on`, and so by when; of the latest turn.
    days = SmallInt(default=None)
    since_on = Date(default=None)
    due_on = Date(default=None)
    #: The day that was promised first, once another has taken its place.
    promised_for = Date(null=True, default=None)
    #: The table of workdays did not reach so far: counted again once it does.
    provisional = Boolean(default=False)
    #: promised, done, solved, unanswered, supervised or withdrawn.
    state = Varchar(length=12, default=None)
    #: 1 until it is reopened, then one more each time it was found not solved.
    turn = SmallInt(default=1)
    moved_at = Timestamptz(default=None)
    #: A report came after its day, in this turn or one before.
    late = Boolean(default=False)
    #: The last day on which it may be said whether it is solved.
    judged_until = Date(null=True, default=None)
    #: The last day on which who had said nothing may still say that it is not solved.
    late_until = Date(null=True, default=None)
    #: From which day on it climbs; set once it has been told overdue, null once it has climbed.
    climbs_on = Date(null=True, default=None)
    #: When it was told overdue in this turn.
    fell_due_at = Timestamptz(null=True, default=None)
    #: How many said so when it was counted last.
    solved = Integer(null=True, default=None)
    not_solved = Integer(null=True, default=None)


class CommitmentStep(Table):
    """One step of a commitment. Only added to."""

    #: In the order in which they were taken.
    id = BigSerial(primary_key=True)
    #: Minted by whoever takes it.
    key = UUID(default=None)
    commitment = ForeignKey(Commitment, null=False, default=None, on_delete=OnDelete.restrict)
    move = Varchar(length=16, default=None)
    at = Timestamptz(default=None)
    #: Null where a rule took it.
    account = UUID(null=True, default=None)
    #: The proof, or why; in public.
    words = Text(default="")
    photo = ForeignKey(Photo, null=True, default=None, index=True, on_delete=OnDelete.set_null)
    #: The new day of one that is reopened or watched.
    due_on = Date(null=True, default=None)
    #: Of a count.
    solved = Integer(null=True, default=None)
    not_solved = Integer(null=True, default=None)


class CommitmentAnswer(Table):
    """Whether somebody finds it solved; one row for each (commitment, turn, account)."""

    id = BigSerial(primary_key=True)
    commitment = ForeignKey(Commitment, null=False, default=None, on_delete=OnDelete.restrict)
    turn = SmallInt(default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    solved = Boolean(default=None)
    said_at = Timestamptz(default=None)
