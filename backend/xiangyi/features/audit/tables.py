"""What is remembered of privileged reads and writes; triggers keep entries as they were."""

from piccolo.columns import UUID, BigSerial, Bytea, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from xiangyi.features.divisions.tables import Division


class AuditEntry(Table):
    id = BigSerial(primary_key=True)
    at = Timestamptz(default=None, index=True)
    #: The account that did it; null for an operator at the command line.
    actor = UUID(null=True, default=None, index=True)
    #: The account for whom a clerk did it.
    acting_for = UUID(null=True, default=None)
    #: What was done, a word of the feature's own: `role.granted`, `person.read`.
    action = Varchar(length=40, default=None)
    #: What it was done to: a kind and an id, never a name.
    subject_kind = Varchar(length=24, default=None)
    subject_id = Varchar(length=64, default=None)
    #: The division whose supervisors may look at it.
    division = ForeignKey(
        Division, null=True, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Empty since reasons are sealed beside their entries; older entries have theirs here.
    why = Varchar(length=200, default="")
    #: Keyed hashes of the subject's facts, null where there were none.
    before_hash = Bytea(null=True, default=None)
    after_hash = Bytea(null=True, default=None)


class AuditReason(Table):
    """Why an entry's act was done: what somebody typed, which may name a person.

    It lies apart, as an entry stays for ever and a person's name does not.
    """

    id = BigSerial(primary_key=True)
    entry = ForeignKey(
        AuditEntry, null=False, default=None, unique=True, on_delete=OnDelete.restrict
    )
    #: The account that the act concerned, with which the reason is erased.
    about = UUID(null=True, default=None, index=True)
    #: Sealed for the entry.
    words = Bytea(default=None)


class AuditPlace(Table):
    """An entry's division and each above it, as the tree stood: where a supervisor finds it."""

    entry = ForeignKey(
        AuditEntry, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    division = ForeignKey(
        Division, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
