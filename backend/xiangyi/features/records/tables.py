"""What is remembered of records beside what volunteering counts."""

from piccolo.columns import (
    UUID,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from xiangyi.features.identity.tables import Account
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.volunteering.tables import ActivityShift


class RecordEntry(Table):
    """A training, an award or an evaluation, as an organisation tells of it."""

    #: Minted by whoever enters it.
    id = UUID(primary_key=True, default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    organisation = ForeignKey(
        Organisation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: training, award or evaluation.
    kind = Varchar(length=12, default=None)
    #: Sealed: what it was about, what was given, what is said of them; null once taken back.
    words = Bytea(null=True, default=None)
    #: Sealed: who taught, gave or said it; null where it was the organisation.
    given_by = Bytea(null=True, default=None)
    #: Of a training.
    minutes = Integer(null=True, default=None)
    on = Date(default=None)
    entered_by = UUID(default=None)
    entered_at = Timestamptz(default=None)
    #: By the organisation, or by the volunteer.
    withdrawn_by = UUID(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class RecordDispute(Table):
    """What somebody finds wrong with their record of a shift, and what was answered."""

    #: Minted by whoever says it.
    id = UUID(primary_key=True, default=None)
    shift = ForeignKey(
        ActivityShift, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Null once they are erased.
    account = ForeignKey(Account, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: hours, missing or class.
    kind = Varchar(length=8, default=None)
    #: The posting of the line; null where it is missing.
    line = UUID(null=True, default=None)
    #: How many minutes it should be, as they say.
    minutes = Integer(null=True, default=None)
    #: Sealed; null once they are erased.
    words = Bytea(null=True, default=None)
    #: Who answers: host, or county where they were not content with what the host said.
    level = Varchar(length=8, default=None)
    said_at = Timestamptz(default=None)
    #: kept or changed; null while nobody has answered.
    answer = Varchar(length=8, null=True, default=None)
    answered_by = UUID(null=True, default=None)
    answered_at = Timestamptz(null=True, default=None)
    #: Sealed: why it stays, or what it rests on.
    why = Bytea(null=True, default=None)
    #: The claim that puts it right.
    claim = UUID(null=True, default=None)


class RecordWitness(Table):
    """What another of the same shift says of a dispute; one row for each (dispute, account)."""

    id = UUID(primary_key=True, default=None)
    dispute = ForeignKey(
        RecordDispute, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: Whether they saw them there.
    saw = Boolean(default=None)
    said_at = Timestamptz(default=None)


class RecordSettlement(Table):
    """That of a seat nothing is counted, because …"""

    #: The sign-up, which goes with its person.
    signup = UUID(primary_key=True, default=None)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    settled_by = UUID(default=None)
    settled_at = Timestamptz(default=None)
    #: Sealed: why.
    why = Bytea(null=True, default=None)


class RecordSync(Table):
    """Where a line stands with the national system; a line that has no row yet is pending."""

    #: The posting of the line.
    line = UUID(primary_key=True, default=None)
    #: Null once they are erased: it is sent no more.
    account = ForeignKey(Account, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: pending, sent, accepted or rejected.
    state = Varchar(length=8, default=None)
    #: In which file it went out last.
    batch = UUID(null=True, default=None)
    #: Sealed: why it was rejected, as the national system says.
    reason = Bytea(null=True, default=None)
    changed_at = Timestamptz(default=None)
