"""What goes in and out of identity."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

from xiangyi.core.asking import Role, ScopeKind
from xiangyi.core.text import WITHOUT_CONTROLS

Way = Literal["code", "passkey", "demo"]
Language = Literal["zh-CN", "en"]
Size = Literal["normal", "elder"]
Sex = Literal["male", "female"]
PhoneText = Annotated[str, Meta(max_length=64)]
CodeText = Annotated[str, Meta(max_length=16)]
LONGEST_LABEL = 60
Label = Annotated[str, Meta(max_length=LONGEST_LABEL)]
_Skills = Annotated[str, Meta(max_length=60, pattern=WITHOUT_CONTROLS)]


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
    #: male or female; this and what they can do are for their record as a volunteer.
    sex: Sex | None
    skills: str | None
    guardian: Literal["not_needed", "needed", "given"]
    roles: list[RoleShown]
    organisations: list[OrganisationShown]
    deletion_due_at: datetime | None
    device: UUID
    #: For how many persons without a phone one keeps an account.
    kept: int


class Session(Struct, frozen=True, rename="camel"):
    """A sign-in for the next 15 minutes; the refresh token travels in a cookie.

    `note` is written down before the access token is used, and goes along with the next renewal.
    """

    access_token: str
    expires_at: datetime
    me: Me
    note: str


class ProfileChanges(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """What is left out stays; null clears."""

    name: Annotated[str, Meta(max_length=200)] | UnsetType | None = UNSET
    occupation: Annotated[str, Meta(max_length=24)] | UnsetType | None = UNSET
    home: Annotated[str, Meta(max_length=32)] | UnsetType | None = UNSET
    language: Language | UnsetType | None = UNSET
    size: Size | UnsetType | None = UNSET
    born_on: Annotated[str, Meta(max_length=10)] | UnsetType | None = UNSET
    id_number: Annotated[str, Meta(max_length=32)] | UnsetType | None = UNSET
    sex: Sex | UnsetType | None = UNSET
    skills: _Skills | UnsetType | None = UNSET


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
