"""What goes in and out of identity."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

from xiangyi.core.asking import Role, ScopeKind

Way = Literal["code", "passkey", "demo"]
Language = Literal["zh-CN", "en"]
Size = Literal["normal", "elder"]
PhoneText = Annotated[str, Meta(max_length=64)]
CodeText = Annotated[str, Meta(max_length=16)]
LONGEST_LABEL = 60
Label = Annotated[str, Meta(max_length=LONGEST_LABEL)]


class CodeWanted(Struct, frozen=True, forbid_unknown_fields=True):
    phone: PhoneText


class CodeSent(Struct, frozen=True, rename="camel"):
    """After how many seconds the code is over, and when another may be asked for."""

    expires_in_s: int
    again_in_s: int


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    phone: PhoneText
    code: CodeText
    #: What the phone calls itself, for the list of devices.
    device: Label = ""


class RoleShown(Struct, frozen=True, rename="camel"):
    role: Role
    scope_kind: ScopeKind
    scope_id: str
    scope_name: str


class OrganisationShown(Struct, frozen=True):
    id: UUID
    name: str
    kind: str


class Me(Struct, frozen=True, rename="camel", kw_only=True):
    """The person who asks, as they see themselves; the phone is masked."""

    id: UUID
    phone: str | None
    name: str | None
    occupation: str | None
    home: str | None
    home_name: str | None
    language: Language | None
    size: Size | None
    #: As 2001-05-17.
    born_on: str | None
    #: Masked; null where none is kept.
    id_number: str | None
    guardian: Literal["not_needed", "needed", "given"]
    roles: list[RoleShown]
    organisations: list[OrganisationShown]
    deletion_due_at: datetime | None
    device: UUID
    #: For how many persons without a phone one keeps an account.
    kept: int


class Session(Struct, frozen=True, rename="camel"):
    """A sign-in for the next 15 minutes; the refresh token travels in a cookie."""

    access_token: str
    expires_at: datetime
    me: Me


class ProfileChanges(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """What is left out stays; null clears."""

    name: Annotated[str, Meta(max_length=200)] | UnsetType | None = UNSET
    occupation: Annotated[str, Meta(max_length=24)] | UnsetType | None = UNSET
    home: Annotated[str, Meta(max_length=32)] | UnsetType | None = UNSET
    language: Language | UnsetType | None = UNSET
    size: Size | UnsetType | None = UNSET
    born_on: Annotated[str, Meta(max_length=10)] | UnsetType | None = UNSET
    id_number: Annotated[str, Meta(max_length=32)] | UnsetType | None = UNSET


class DeviceShown(Struct, frozen=True, rename="camel"):
    """One sign-in; `seen_at` is when its token was last renewed."""

    id: UUID
    label: str
    way: Way
    signed_in_at: datetime
    seen_at: datetime
    here: bool


class Devices(Struct, frozen=True):
    items: list[DeviceShown]


class CastMember(Struct, frozen=True, rename="camel"):
    """Somebody of the demonstration, and what they show."""

    person: str
    account: UUID
    name_zh: str
    name_en: str
    does_zh: str
    does_en: str


class Cast(Struct, frozen=True):
    items: list[CastMember]


Why = Annotated[str, Meta(max_length=200)]
GrantState = Literal["pending", "held", "withdrawn"]


class RoleWanted(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """Whom to give which role where, and why; the person by phone or by account."""

    phone: PhoneText | None = None
    account: UUID | None = None
    role: Role
    scope_kind: ScopeKind
    scope_id: Annotated[str, Meta(max_length=64)]
    why: Why

    def __post_init__(self) -> None:
        if (self.phone is None) == (self.account is None):
            raise ValueError("phone or account, one of them")


class Withdrawal(Struct, frozen=True, forbid_unknown_fields=True):
    why: Why


class Grant(Struct, frozen=True, rename="camel", kw_only=True):
    """A role, from its being asked for to its being withdrawn; phone and name are masked."""

    id: UUID
    account: UUID
    phone: str | None
    name: str | None
    role: Role
    scope_kind: ScopeKind
    scope_id: str
    scope_name: str
    why: str
    #: Null for an operator at the command line.
    granted_by: UUID | None
    granted_at: datetime
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_why: str
    state: GrantState


class GrantPage(Struct, frozen=True):
    """Some grants, the latest first, and the cursor of the rest."""

    items: list[Grant]
    next: str | None


class GrantsSought(Struct, frozen=True, kw_only=True):
    """Which grants somebody looks for; what is None is not asked about."""

    account: UUID | None = None
    role: Role | None = None
    scope_kind: ScopeKind | None = None
    scope_id: str | None = None
    state: GrantState | None = None
    #: The `next` of the page before.
    cursor: str | None = None
    limit: int = 50


class MemberShown(Struct, frozen=True, rename="camel"):
    """Somebody who belongs to an organisation; phone and name are masked."""

    id: UUID
    account: UUID
    name: str | None
    phone: str | None
    since_at: datetime


class Members(Struct, frozen=True):
    items: list[MemberShown]


class MemberWanted(Struct, frozen=True, forbid_unknown_fields=True):
    phone: PhoneText


How = Literal["app", "spoken", "written", "phone"]
#: acting_for, or a purpose of a higher feature, as in `partner:…`.
Purpose = Annotated[str, Meta(max_length=64, pattern="^[a-z][a-z0-9_]*(:[A-Za-z0-9_.-]+)?$")]
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
    """`recorded_by` is the clerk who wrote it down, null where the person gave it here."""

    id: UUID
    purpose: str
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


class Claimed(Struct, frozen=True):
    """The account that is one's own from now on, beside the one that signs in."""

    account: UUID
