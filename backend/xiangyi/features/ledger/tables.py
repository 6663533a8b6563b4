"""What is remembered of minutes; m0053 says what nobody may change.

An entry tells nothing of anybody. Whose an account is, and what a posting is about, lie in
`ledger_holder` and `ledger_opening`, which go with the person.
"""

from piccolo.columns import (
    UUID,
    BigInt,
    BigSerial,
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

from xiangyi.features.identity.tables import Account
from xiangyi.features.organisations.tables import Organisation


class LedgerAccount(Table):
    #: A volunteer's is random, an organisation's made of its own; before 2026-11-27 random too.
    id = UUID(primary_key=True, default=None)
    #: service or redeemable, a volunteer's; issue, an organisation's.
    kind = Varchar(length=16, default=None)
    #: How many entries it has, the hash of the last one, and their sum, as postings left them. An
    #: issue account has none of these: every posting would wait for the one row.
    seq = Integer(default=0)
    head = Bytea(null=True, default=None)
    balance = Integer(default=0)


class LedgerHolder(Table):
    """Whose an account is: a person's, until they are erased, or an organisation's."""

    ledger_account = UUID(primary_key=True, default=None)
    kind = Varchar(length=16, default=None)
    account = ForeignKey(Account, null=True, default=None, index=False, on_delete=OnDelete.restrict)
    organisation = ForeignKey(
        Organisation, null=True, default=None, index=False, on_delete=OnDelete.restrict
    )


class LedgerPosting(Table):
    #: Minted by the feature that posts.
    id = UUID(primary_key=True, default=None)
    posted_at = Timestamptz(default=None)


class LedgerOpening(Table):
    """What a posting is about, by ids, and the salt that hides it in the entries."""

    posting = ForeignKey(
        LedgerPosting, null=False, default=None, primary_key=True, on_delete=OnDelete.restrict
    )
    salt = Bytea(default=None)
    about = Varchar(length=200, default=None)


class LedgerEntry(Table):
    #: The order of the leaves in the tree.
    id = BigSerial(primary_key=True)
    posting = ForeignKey(
        LedgerPosting, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    account = ForeignKey(
        LedgerAccount, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    #: From 1 on in a volunteer's account; null in an issue account.
    seq = Integer(null=True, default=None)
    #: What comes to the account; below zero, what goes from it.
    minutes = Integer(default=None)
    #: Why: earned, corrected, released, spent, returned or lapsed.
    kind = Varchar(length=16, default=None)
    #: verified, late or backfilled; null where it is about no service.
    service_class = Varchar(length=12, null=True, default=None)
    #: Whole seconds.
    posted_at = Timestamptz(default=None)
    commitment = Bytea(default=None)
    #: The hash of the account's entry before this one.
    previous = Bytea(null=True, default=None)
    hash = Bytea(default=None)


class LedgerIssued(Table):
    """Minutes of service that an organisation has issued, in some slots that are summed.

    Postings at the same time rarely meet in one slot, where the later would wait for the earlier.
    """

    id = BigSerial(primary_key=True)
    #: An issue account.
    account = ForeignKey(
        LedgerAccount, null=False, default=None, index=False, on_delete=OnDelete.restrict
    )
    service_class = Varchar(length=12, default=None)
    #: From 0 on; one row for each (account, service_class, slot).
    slot = SmallInt(default=None)
    minutes = BigInt(default=None)


class LedgerTile(Table):
    """256 hashes of the tree side by side, kept once they are all there."""

    #: 0: of leaves; 1: of tiles of level 0; and so on.
    level = SmallInt(default=None)
    number = BigInt(default=None)
    #: The last entry below it.
    last_entry = BigInt(default=None)
    hashes = Bytea(default=None)
    root = Bytea(default=None)


class LedgerCheckpoint(Table):
    #: How many entries the tree has.
    size = BigInt(primary_key=True, default=None)
    root = Bytea(default=None)
    last_entry = BigInt(default=None)
    signed_at = Timestamptz(default=None)
    #: The JWS that is published.
    signed = Text(default=None)
