"""What is remembered of documents. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    UUID,
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


class ServiceDocument(Table):
    """A document that was issued. Once its person is erased, what tells of them is null.

    What stays tells whether whoever shows it was given it, and whether it has become untrue: its
    number, the hash of its token, its issuer, and which lines of the ledger it rests on.
    """

    #: Minted by whoever asks for it.
    id = UUID(primary_key=True, default=None)
    #: Ten characters of Crockford's base 32, which stand on it.
    number = Varchar(length=10, default=None)
    #: SHA-256 of the token, which nobody guesses who has not seen it: its signature is random. Null
    #: of those whose person was erased before there was any.
    token_hash = Bytea(null=True, default=None)
    account = ForeignKey(Account, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: Its issuer.
    organisation = ForeignKey(
        Organisation, null=True, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: full or least.
    form = Varchar(length=5, null=True, default=None)
    #: From which day to which, in Shanghai, both included.
    since_on = Date(null=True, default=None)
    until_on = Date(null=True, default=None)
    #: The person's account of service minutes, by its random id, and up to which number it was
    #: read.
    ledger_account = UUID(null=True, default=None)
    seq = Integer(null=True, default=None)
    #: Of a least one, how many hours there were at least.
    hours = Integer(null=True, default=None)
    #: `Content`, JSON, sealed: what stands on it, which never changes.
    content = Bytea(null=True, default=None)
    issued_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
    #: own, desk or corrected: the person, somebody who answers for the issuer, or the ledger. Null
    #: where the person is erased.
    revoked_by = Varchar(length=9, null=True, default=None)
    #: Sealed: why somebody at a desk revoked it.
    why = Bytea(null=True, default=None)
