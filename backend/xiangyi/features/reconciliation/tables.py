"""What is remembered of statements beside what happened to vouchers."""

from piccolo.columns import UUID, Bytea, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from xiangyi.features.organisations.tables import Organisation


class StatementDispute(Table):
    """That a provider finds a line wrong; one for each line."""

    #: Minted by whoever says it.
    id = UUID(primary_key=True, default=None)
    #: Which line, as its statement names it; it is disputed once.
    line = UUID(default=None, unique=True)
    #: The provider, of whose statement it is.
    organisation = ForeignKey(
        Organisation, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    said_by = UUID(default=None)
    said_at = Timestamptz(default=None)
    #: Sealed: what is wrong; null once whoever said it, or whose voucher it is, is erased.
    words = Bytea(null=True, default=None)
    #: kept, struck or honoured, once two have said so.
    outcome = Varchar(length=8, null=True, default=None)
    settled_at = Timestamptz(null=True, default=None)


class StatementAnswer(Table):
    """What somebody of the division says of it; none is ever changed."""

    #: Minted by whoever says it.
    id = UUID(primary_key=True, default=None)
    dispute = ForeignKey(
        StatementDispute, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    answer = Varchar(length=8, default=None)
    #: Sealed: why; null as the words of the dispute.
    why = Bytea(null=True, default=None)
    said_by = UUID(default=None)
    said_at = Timestamptz(default=None)
