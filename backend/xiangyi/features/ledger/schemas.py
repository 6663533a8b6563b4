"""What goes in and out of the ledger."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from xiangyi.core.signing import PublicKey


class Opening(Struct, frozen=True, rename="camel"):
    """What a posting is about; SHA-256 of the salt and these, as `committed` has it, commits to it.

    Attributes:
        salt: hex.
        holder: whose account it was, by their random id.
    """

    salt: str
    holder: UUID | None
    about: str


class Receipt(Struct, frozen=True, kw_only=True, rename="camel"):
    """A line of a volunteer's account, for the volunteer to keep.

    Attributes:
        text: the entry as it was hashed: what is below, but for the opening, and no more.
        hash: hex; SHA-256 of a zero byte and the text, a leaf of the tree (RFC 6962).
        previous: hex, the hash of the account's line before; "" for the first.
        commitment: hex.
        opening: null once the person has been erased.
    """

    account: UUID
    account_kind: str
    seq: int
    minutes: int
    kind: str
    service_class: str | None
    posting: UUID
    posted_at: datetime
    commitment: str
    previous: str
    hash: str
    text: str
    opening: Opening | None


class SignedReceipt(Receipt, frozen=True, kw_only=True, rename="camel"):
    """The same, so that nobody can say that they never gave it.

    Attributes:
        signed: a compact JWS (ES256) whose payload is the text.
    """

    signed: str


class Balance(Struct, frozen=True, rename="camel"):
    """An account of the person, and how many minutes are on it."""

    account: UUID
    account_kind: str
    minutes: int
    lines: int


class Statement(Struct, frozen=True):
    """The accounts of a person, some of their lines, the latest first, and the cursor of more."""

    balances: list[Balance]
    items: list[SignedReceipt]
    next: str | None


class Checkpoint(Struct, frozen=True, kw_only=True, rename="camel"):
    """What the tree was at one size.

    Attributes:
        size: how many entries it had.
        root: hex (RFC 6962 §2.1).
        signed: a compact JWS (ES256); its payload has `ledger`, `size`, `root` and `at`.
    """

    size: int
    root: str
    signed_at: datetime
    signed: str


class CheckpointPage(Struct, frozen=True):
    """Some checkpoints, the latest first, whose key they are signed with, and the cursor of more.

    Attributes:
        ledger: which deployment's.
    """

    ledger: str
    key: PublicKey
    items: list[Checkpoint]
    next: str | None


class KeptCheckpoint(Checkpoint, frozen=True, kw_only=True, rename="camel"):
    """A checkpoint as it is written into a file, with what is needed to check it."""

    ledger: str
    key: PublicKey


class Inclusion(Struct, frozen=True):
    """That an entry is in the tree (RFC 6962 §2.1.1).

    Attributes:
        leaf: the hash of the entry, hex.
        number: the entry's place, from 0.
        size: of the tree.
        proof: hashes, hex.
        root: hex.
    """

    leaf: str
    number: int
    size: int
    proof: list[str]
    root: str


class Consistency(Struct, frozen=True, rename="camel"):
    """That the tree of `size` entries begins with the tree of `old` ones (RFC 6962 §2.1.2).

    Attributes:
        proof: hashes, hex.
        old_root: hex.
        root: hex.
    """

    old: int
    size: int
    proof: list[str]
    old_root: str
    root: str


class Seal(Struct, frozen=True):
    """By which anybody finds what was sealed in the tree.

    Attributes:
        leaf: its hash, hex, as `GET /checkpoints/{size}/inclusion` wants it.
        text: what was hashed to it. The line before the last is the commitment: the SHA-256 of the
            salt, an end of line and `about`.
        salt: hex.
    """

    leaf: str
    text: str
    salt: str
    about: str
