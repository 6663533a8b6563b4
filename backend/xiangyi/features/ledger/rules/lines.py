"""What an entry says, as bytes: what is hashed, signed and kept by the volunteer."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, Literal
from uuid import UUID

from msgspec import Struct

from xiangyi.features.ledger.rules.tree import leaf_hash

AccountKind = Literal["service", "redeemable", "issue"]
#: Why minutes move: earned by service, put right, let be redeemed, spent, given back, lapsed. None
#: move where something else is sealed, so that the tree holds it too.
Kind = Literal["earned", "corrected", "released", "spent", "returned", "lapsed", "sealed"]
#: How far minutes of service are proved.
ServiceClass = Literal["verified", "late", "backfilled"]

#: The first line of every entry; another one if what follows ever changes.
FORMAT: Final = "xiangyi-ledger/1"
SALT_BYTES: Final = 32
#: What a posting is about is told by ids, in so many characters.
MOST_ABOUT: Final = 200
#: PostgreSQL's integer ends there, long after everybody's life.
_MOST_MINUTES: Final = 1_000_000


class NotAPosting(ValueError):
    """A feature asks for what no ledger has; the message says what is wrong with it."""


class Line(Struct, frozen=True):
    """Minutes that come to an account, or go from it."""

    account: UUID
    minutes: int


class Posting(Struct, frozen=True, kw_only=True):
    """Minutes that move between accounts, for one reason.

    Attributes:
        id: minted by the caller, by whom the same posting may come again.
        about: what it is about, by ids, ≤ 200 characters: never anybody's name or number.
        lines: sum to zero; each account is there once.
        service_class: of minutes of service; None where it is not about any.
    """

    id: UUID
    kind: Kind
    about: str
    lines: tuple[Line, ...]
    service_class: ServiceClass | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One line of a posting, as it stands in the ledger.

    Attributes:
        seq: its number in a volunteer's account, from 1; None in an issue account.
        posted_at: to the second.
        commitment: of the posting, 32 bytes.
        previous: the hash of the account's entry before; None for the first, and in an issue
            account.
    """

    account: UUID
    account_kind: AccountKind
    seq: int | None
    minutes: int
    kind: str
    service_class: str | None
    posting: UUID
    posted_at: datetime
    commitment: bytes
    previous: bytes | None

    @property
    def text(self) -> str:
        """Eleven lines without an end of line; what is None is an empty one."""
        return "\n".join(
            (
                FORMAT,
                str(self.account),
                self.account_kind,
                "" if self.seq is None else str(self.seq),
                str(self.minutes),
                self.kind,
                self.service_class or "",
                str(self.posting),
                self.posted_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                self.commitment.hex(),
                (self.previous or b"").hex(),
            )
        )

    @property
    def hash(self) -> bytes:
        """By which the next entry of the account names it: its leaf in the tree."""
        return leaf_hash(self.text.encode())


def committed(salt: bytes, holder: UUID | None, about: str) -> bytes:
    """What tells nothing without the salt, and fits no other holder or words with it."""
    return sha256(salt + f"{holder or ''}\n{about}".encode()).digest()


def expect_whole(posting: Posting) -> None:
    """Raises NotAPosting unless it moves minutes that come from somewhere."""
    accounts = {line.account for line in posting.lines}
    if len(accounts) != len(posting.lines):
        raise NotAPosting("an account is there twice")
    if sum(line.minutes for line in posting.lines) != 0:
        raise NotAPosting("it does not sum to zero")
    if posting.kind == "sealed":
        if [line.minutes for line in posting.lines] != [0]:
            raise NotAPosting("what is sealed moves nothing, on one line")
    elif not posting.lines or any(
        line.minutes == 0 or abs(line.minutes) > _MOST_MINUTES for line in posting.lines
    ):
        raise NotAPosting("a line moves nothing, or more than anybody lives")
    if not posting.about or len(posting.about) > MOST_ABOUT:
        raise NotAPosting("it does not say what it is about, or says too much")


def expect_between(
    posting: Posting, kinds: Sequence[AccountKind], holders: Sequence[UUID | None]
) -> None:
    """Raises NotAPosting where these accounts may not have such a posting.

    Args:
        kinds: of the account of each line.
        holders: whose account each line's is; None for an issue account.
    """
    if len({holder for holder in holders if holder is not None}) > 1:
        raise NotAPosting("minutes do not pass from one person to another")
    if posting.kind == "sealed" and list(kinds) != ["issue"]:
        raise NotAPosting("what is sealed is on nobody's account")
    if "issue" not in kinds:
        raise NotAPosting("no organisation issues it or takes it back")
    for line, kind in zip(posting.lines, kinds, strict=True):
        if kind != "issue" and not may_come(kind, posting.kind, line.minutes):
            raise NotAPosting(f"{kind} minutes do not move so, for {posting.kind}")


def may_come(account_kind: str, kind: str, minutes: int) -> bool:
    """Whether a volunteer's account may have such an entry.

    Service only grows, by service, but for a correction; what is redeemed goes, and comes back.
    """
    if kind == "corrected":
        return True
    gaining = ("earned",) if account_kind == "service" else ("earned", "released", "returned")
    losing = () if account_kind == "service" else ("spent", "lapsed")
    return kind in (gaining if minutes > 0 else losing)
