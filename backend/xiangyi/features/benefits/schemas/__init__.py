"""What goes in and out of the catalogue of benefits."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.benefits.rules.eligible import Missing
from xiangyi.features.benefits.rules.life import State
from xiangyi.features.benefits.rules.terms import Blackout, Category, Eligibility, Payer, Quota

DivisionKey = Annotated[str, Meta(max_length=32)]
Why = Annotated[str, Meta(max_length=200)]


class BenefitPicture(Struct, frozen=True, forbid_unknown_fields=True):
    """A photo that whoever writes the benefit has sent; who does not see it reads the words."""

    photo: UUID
    words: Annotated[str, Meta(min_length=1, max_length=120)]


class BenefitFacts(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """What is written of a benefit.

    Attributes:
        division: those at home there and below may have it.
        provider: the organisation that gives it.
        basis: the article or letter by which it is given.
        cost_minutes: redeemable ones; 0 for what needs none.
        stock: how many there are; null where there are always some.
        valid_days: a voucher is good for so many days after the one on which it is issued.
    """

    category: Category
    title: Annotated[str, Meta(min_length=1, max_length=60)]
    about: Annotated[str, Meta(max_length=2_000)] = ""
    picture: BenefitPicture | None = None
    basis: Annotated[str, Meta(min_length=1, max_length=200)]
    division: DivisionKey
    provider: UUID
    payer: Payer
    eligibility: Eligibility = Eligibility()
    cost_minutes: Annotated[int, Meta(ge=0, le=100_000)] = 0
    quota: Quota
    stock: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    valid_days: Annotated[int, Meta(ge=1, le=366)]
    blackouts: Annotated[list[Blackout], Meta(max_length=60)] = []


class BenefitSaid(Struct, frozen=True, rename="camel", kw_only=True, forbid_unknown_fields=True):
    """What somebody writes of one.

    Attributes:
        based_on: the number of the revision that they read; 0 for a new one.
        follows: of a new version, the benefit whose place it takes once it is approved.
    """

    facts: BenefitFacts
    based_on: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    follows: UUID | None = None


class BenefitLookedAt(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Which revision somebody says something of."""

    based_on: Annotated[int, Meta(ge=0, le=1_000_000)]


class BenefitReturning(Struct, frozen=True, forbid_unknown_fields=True):
    why: Why


class BenefitWithdrawing(Struct, frozen=True, forbid_unknown_fields=True):
    """Why nobody gets it any more; `void`, whether vouchers that are not used yet end too."""

    why: Why
    void: bool = False


class PictureShown(Struct, frozen=True):
    """`/media/{digest}.1280.webp` and `.320.webp` once approved, with the larger one's size."""

    digest: str
    width: int
    height: int
    words: str


class BenefitCard(Struct, frozen=True, rename="camel", kw_only=True):
    """A version of a benefit as everybody sees it.

    Attributes:
        line: the id that all its versions have.
        remaining: how many are left; null where there are always some.
        picture: null also once it is replaced or withdrawn.
        reason: why it was withdrawn.
    """

    id: UUID
    line: UUID
    version: int
    state: State
    category: Category
    title: str
    about: str
    picture: PictureShown | None
    basis: str
    division: str
    division_name: str
    provider: UUID
    provider_name: str
    payer: Payer
    eligibility: Eligibility
    cost_minutes: int
    quota: Quota
    stock: int | None
    remaining: int | None
    valid_days: int
    blackouts: list[Blackout]
    approved_at: datetime | None
    reason: str


class BenefitList(Struct, frozen=True):
    items: list[BenefitCard]


class BenefitOffer(Struct, frozen=True, rename="camel", kw_only=True):
    """A benefit as somebody may have it.

    Attributes:
        missing: what lacks; nothing where they may have it now.
        consented: whether they have agreed that the provider learns of them.
        held: how many vouchers of it they have that are not used yet.
    """

    benefit: BenefitCard
    missing: list[Missing]
    consented: bool
    held: int


class Lapsing(Struct, frozen=True):
    """So many redeemable minutes lapse at the beginning of that day, unless they are used."""

    on: date
    minutes: int


class Owed(Struct, frozen=True, rename="camel", kw_only=True):
    """A counter honoured it, and its minutes had come back and been spent: the next pay for it."""

    title: str
    used_at: datetime
    minutes: int


class MyBenefits(Struct, frozen=True, rename="camel", kw_only=True):
    """What a person may have now first, then the rest.

    Attributes:
        redeemable_minutes: what is left of what they may redeem.
        owed: used vouchers whose minutes are taken out of the next that come, the oldest first.
        lapsing: of these, the days of the next year on which some lapse, the first first.
        verified_minutes: all that they have served, which is never redeemed away.
        at_home: whether they have said where they live.
    """

    offers: list[BenefitOffer]
    redeemable_minutes: int
    owed: list[Owed]
    lapsing: list[Lapsing]
    lapse_months: int
    verified_minutes: int
    stars: int
    at_home: bool
    as_of: datetime


class BenefitHistoryLine(Struct, frozen=True, rename="camel"):
    """What was done with it, by whom, and which of its facts became others."""

    number: int
    made_at: datetime
    move: str
    by: str
    why: str
    changed: list[str]


class BenefitDesk(Struct, frozen=True, rename="camel", kw_only=True):
    """One of them for whoever writes or approves it; of its vouchers, only how many.

    Attributes:
        before: of one that is not approved yet, the version whose place it takes.
        yours_to_void: withdrawn, and its vouchers are honoured on until the asker ends that.
    """

    id: UUID
    facts: BenefitFacts
    card: BenefitCard
    before: BenefitCard | None
    state: State
    revision: int
    yours_to_write: bool
    yours_to_approve: bool
    yours_to_take_back: bool
    yours_to_withdraw: bool
    yours_to_void: bool
    issued: int
    used: int
    history: list[BenefitHistoryLine]


class BenefitDeskCard(Struct, frozen=True, rename="camel", kw_only=True):
    id: UUID
    category: Category
    title: str
    provider_name: str
    division_name: str
    version: int
    state: State
    yours_to_approve: bool


class BenefitProvider(Struct, frozen=True):
    """An organisation for which the asker may write."""

    id: UUID
    name: str


class BenefitDeskList(Struct, frozen=True):
    """What waits for a yes first; and for whom the asker may write by a role there."""

    items: list[BenefitDeskCard]
    providers: list[BenefitProvider]
