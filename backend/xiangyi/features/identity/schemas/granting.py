"""Roles that are granted, and who belongs to an organisation."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.asking import Role, ScopeKind
from xiangyi.core.text import WITHOUT_CONTROLS
from xiangyi.features.identity.schemas import PhoneText

Why = Annotated[str, Meta(max_length=200)]
GrantState = Literal["pending", "held", "withdrawn"]


class RoleWanted(Struct, frozen=True, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """Whom to give which role where, and why; the person by phone or by account."""

    phone: PhoneText | None = None
    account: UUID | None = None
    role: Role
    scope_kind: ScopeKind
    scope_id: Annotated[str, Meta(max_length=64, pattern=WITHOUT_CONTROLS)]
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
    #: How others see the granter's name, 王*; null where there is none.
    granted_by_name: str | None = None
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
    """Some of them, and the cursor of the rest."""

    items: list[MemberShown]
    next: str | None


class MemberWanted(Struct, frozen=True, forbid_unknown_fields=True):
    phone: PhoneText
