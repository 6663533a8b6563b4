"""What is kept of persons: fields, consents, guardians, kept accounts, claims."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.text import END
from xiangyi.features.identity.schemas import CodeText, PhoneText

How = Literal["app", "spoken", "written", "phone"]
#: acting_for, or a purpose of a higher feature, as in `partner:…`.
Purpose = Annotated[str, Meta(max_length=64, pattern="^[a-z][a-z0-9_]*(:[A-Za-z0-9_.-]+)?" + END)]
DivisionKey = Annotated[str, Meta(max_length=32)]


class PersonalField(Struct, frozen=True, rename="camel", kw_only=True):
    """One thing that is kept of persons: why, and until when."""

    feature: str
    field: str
    name_zh: str
    name_en: str
    purpose_zh: str
    purpose_en: str
    sensitivity: Literal["ordinary", "sensitive"]
    retention_zh: str
    retention_en: str
    optional: bool


class PersonalFields(Struct, frozen=True):
    items: list[PersonalField]


class DeletionDue(Struct, frozen=True, rename="camel"):
    """From when on nothing is left; until then it can be called off."""

    due_at: datetime


class ConsentGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """A yes to one purpose; for acting-for, in which division its clerks may."""

    purpose: Purpose
    division: DivisionKey | None = None


class ConsentShown(Struct, frozen=True, rename="camel", kw_only=True):
    """A yes, and whether it was taken back.

    Attributes:
        partner: what the organisation is called that may learn of them, of such a purpose, where
            they are listed.
        recorded_by: the clerk who wrote it down, null where the person gave it here.
    """

    id: UUID
    purpose: str
    partner: str = ""
    how: How
    division: str | None
    given_at: datetime
    recorded_by: UUID | None
    ends_at: datetime | None
    withdrawn_at: datetime | None


class Consents(Struct, frozen=True):
    items: list[ConsentShown]


class GuardianAsked(Struct, frozen=True, forbid_unknown_fields=True):
    phone: PhoneText


class GuardianAgreed(Struct, frozen=True, forbid_unknown_fields=True):
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    phone: PhoneText
    code: CodeText


class GuardianShown(Struct, frozen=True, rename="camel"):
    """Name and phone are masked."""

    name: str
    phone: str
    agreed_at: datetime


class Keeping(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A person without a phone, and how they said yes to a clerk's entering for them."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    phone: PhoneText | None = None
    division: DivisionKey
    how: Literal["spoken", "written", "phone"]
    #: Besides acting-for itself.
    purposes: Annotated[list[Purpose], Meta(max_length=16)] = []
    note: Annotated[str, Meta(max_length=200)] = ""


class Kept(Struct, frozen=True):
    """Somebody for whom clerks of a division enter; name and phone are masked."""

    id: UUID
    name: str
    phone: str | None
    division: str
    consents: list[ConsentShown]


class KeptPage(Struct, frozen=True):
    items: list[Kept]
    next: str | None


class Slip(Struct, frozen=True, rename="camel"):
    """Ten characters for the person to keep, shown this once."""

    code: str
    ends_at: datetime


class Claim(Struct, frozen=True, forbid_unknown_fields=True):
    code: Annotated[str, Meta(max_length=32)]


class ClaimShown(Struct, frozen=True, rename="camel"):
    """An account that one has claimed, with the name and the consents that came along."""

    account: UUID
    claimed_at: datetime
    name: str | None
    consents: list[ConsentShown]


class Claims(Struct, frozen=True):
    items: list[ClaimShown]


class Claimed(Struct, frozen=True):
    """The account that is one's own from now on, beside the one that signs in."""

    account: UUID
