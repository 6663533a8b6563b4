"""What is remembered of feedback."""

from piccolo.columns import UUID, Bytea, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from xiangyi.features.divisions.tables import Division


class Feedback(Table):
    #: Minted on the phone, and the receipt: whoever has it reads the answer.
    id = UUID(primary_key=True, default=None)
    #: complaint or suggestion.
    kind = Varchar(length=12, default=None)
    #: Sealed, as the writer may name somebody.
    words = Bytea(null=True, default=None)
    #: Sealed, how to reach a writer who wants to be called back.
    contact = Bytea(null=True, default=None)
    account = UUID(null=True, default=None, index=True)
    division = ForeignKey(
        Division, null=True, default=None, index=True, on_delete=OnDelete.restrict
    )
    said_at = Timestamptz(default=None, index=True)
    answer = Bytea(null=True, default=None)
    answered_at = Timestamptz(null=True, default=None)
    answered_by = UUID(null=True, default=None)
    #: When words and contact were erased.
    erased_at = Timestamptz(null=True, default=None)
