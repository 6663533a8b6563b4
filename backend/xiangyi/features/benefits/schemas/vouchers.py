"""What goes in and out of vouchers, for their person and at a counter."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.signing import PublicKey
from xiangyi.features.benefits.rules.life import UseState, VoucherState
from xiangyi.features.benefits.rules.terms import Category
from xiangyi.features.benefits.rules.tokens import Because
from xiangyi.features.benefits.schemas import BenefitCard


class VoucherWanted(Struct, frozen=True, forbid_unknown_fields=True):
    """Of which benefit, by the id of the version that the person has read."""

    benefit: UUID


class VoucherShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A voucher as its person sees it: all that a phone shows without a network.

    Attributes:
        benefit: the version on whose terms it is.
        name: masked, as the counter sees it.
        code: ten characters, to type; "" once it is over.
        token: what its QR code has; "" once it is over.
        locked_until: while a counter is at it.
        ended_at: when it ended without a use, and its minutes came back.
        consented: whether its provider may learn of its person; otherwise no counter takes it.
    """

    id: UUID
    state: VoucherState
    benefit: BenefitCard
    name: str
    code: str
    token: str
    cost_minutes: int
    issued_at: datetime
    expires_at: datetime
    locked_until: datetime | None
    used_at: datetime | None
    ended_at: datetime | None
    consented: bool


class MyVouchers(Struct, frozen=True, rename="camel"):
    """Those that are good first, then the others, the latest first; `next` leads on to these."""

    items: list[VoucherShown]
    next: str | None
    as_of: datetime


class Looking(Struct, frozen=True, forbid_unknown_fields=True):
    """What a counter has before it: a token out of a QR code, or ten characters that it types."""

    token: str | None = None
    code: Annotated[str, Meta(max_length=40)] | None = None


class Verdict(Struct, frozen=True, rename="camel", kw_only=True):
    """Valid, or not because …; of one that is not, nothing else than when it was used.

    Attributes:
        lock: the id by which it is used, until `locked_until`.
        name: masked.
    """

    lock: UUID
    valid: bool
    because: Because | None = None
    title: str | None = None
    category: Category | None = None
    name: str | None = None
    locked_until: datetime | None = None
    used_at: datetime | None = None


class CounterUse(Struct, frozen=True, rename="camel", kw_only=True):
    """A use as the counter sees it.

    Attributes:
        how: online or offline.
        state: whether it counts.
        because: why it was refused; of one that is unpaid, that its person is gone.
        undo_asked_at: since when a second person is asked to take it back.
        undo_refused_at: since when it counts for good, because that person said no.
    """

    id: UUID
    provider: UUID
    title: str
    category: Category
    name: str
    how: str
    used_at: datetime
    noted_at: datetime
    state: UseState
    because: Because | None
    undo_asked_at: datetime | None
    undo_why: str
    undone_at: datetime | None
    undo_refused_at: datetime | None
    undo_refused_why: str
    yours_to_undo: bool
    yours_to_confirm: bool


class CounterProvider(Struct, frozen=True):
    id: UUID
    name: str


class CounterDay(Struct, frozen=True, rename="camel", kw_only=True):
    """A day at the counters of the asker's organisations.

    Attributes:
        uses: of that day, the latest first; those that came to nothing too.
        waiting: whatever day, which a second person is asked to take back.
    """

    day: date
    providers: list[CounterProvider]
    uses: list[CounterUse]
    waiting: list[CounterUse]


class VoucherUndoing(Struct, frozen=True, forbid_unknown_fields=True):
    why: Annotated[str, Meta(max_length=200)]


class MorningList(Struct, frozen=True, rename="camel", kw_only=True):
    """What a counter needs to check vouchers without a network.

    Attributes:
        key: by which tokens and this list are signed.
        signed: a compact JWS (ES256) whose payload is a `MorningContent`.
    """

    key: PublicKey
    signed: str


class OfflineBenefit(Struct, frozen=True):
    """A version in short: title, category, and the days on which it is not honoured."""

    t: str
    c: Category
    x: list[tuple[date, date]]


class MorningContent(Struct, frozen=True):
    """What is signed of a morning's list.

    Attributes:
        at, until: from when on it is true, and until when a counter may go by it.
        providers: names by their ids as they are written.
        benefits: of theirs, by their ids as tokens have them in `b`.
        ended: of vouchers that have not run out by their tokens, those that are not good: the
            first six bytes of the SHA-256 of the id's sixteen, in base64url.
        own: as `ended`, those that a colleague uses: the asker's own, and what they took for
            somebody.
        most: so many may be used before they are settled.
    """

    deployment: str
    at: datetime
    until: datetime
    providers: dict[str, str]
    benefits: dict[str, OfflineBenefit]
    ended: list[str]
    own: list[str]
    most: int


class SettlementSaid(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """What a counter used without a network, and when by its clock."""

    token: str
    used_at: Annotated[datetime, Meta(tz=True)]

    def __post_init__(self) -> None:
        if not 2000 <= self.used_at.year <= 2099:  # noqa: PLR2004  # beyond them no clock is right
            raise ValueError("it was used from 2000 to 2099")


class SettlementShown(Struct, frozen=True, rename="camel", kw_only=True):
    """What came of it.

    Attributes:
        state: counted; double, another counter was first; unpaid, its minutes had come back and
            been spent elsewhere, because where nobody is there any more to pay; refused, because …
        first_used_at: of a double use, when the voucher was used first.
    """

    id: UUID
    state: UseState
    because: Because | None = None
    title: str | None = None
    category: Category | None = None
    name: str | None = None
    used_at: datetime
    first_used_at: datetime | None = None
