"""Who is asking: what a service needs to know to say yes or no.

The features that guard their operations lie below and above the one that knows accounts;
this is the word they share. `identity` finds out, once for each request.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final, Literal
from uuid import UUID

from msgspec import Struct

from xiangyi.core.errors import Forbidden, Unauthenticated

ScopeKind = Literal["division", "organisation", "station"]
Role = Literal[
    "administrator", "supervisor", "convener", "clerk", "handler", "lead", "partner", "manager"
]
#: Of what a role may be held: a division with all below it, an organisation, a station.
SCOPES: Final[dict[Role, tuple[ScopeKind, ...]]] = {
    "administrator": ("division", "organisation"),
    "supervisor": ("division",),
    "convener": ("division", "organisation"),
    "clerk": ("division",),
    "handler": ("organisation",),
    "lead": ("organisation",),
    "partner": ("organisation",),
    "manager": ("station", "organisation"),
}
#: Where the request keeps who is asking.
STATE: Final = "asker"


class SignInNeeded(Unauthenticated):
    code = "sign_in_needed"


class RoleMissing(Forbidden):
    """Facts: `roles`, any of which would do."""

    code = "role_missing"


class Scope(Struct, frozen=True):
    """A division by its key, an organisation or a station by its id."""

    kind: ScopeKind
    id: str


class HeldRole(Struct, frozen=True):
    role: Role
    scope: Scope


class Asker(Struct, frozen=True, kw_only=True):
    """Somebody who has signed in, as of this request.

    Attributes:
        account: who it is.
        device: the sign-in by which they ask.
        roles: what has been granted and not withdrawn.
        acting_for: the account for whom a clerk asks, with a recorded consent (Art 14).
        acting_in: the division in which they may, whose supervisors see what they did.
        may_be_young: whether the account has told when they were born, and so perhaps that they
            are under 14.
    """

    account: UUID
    device: UUID
    roles: tuple[HeldRole, ...] = ()
    acting_for: UUID | None = None
    acting_in: str | None = None
    may_be_young: bool = True

    @property
    def subject(self) -> UUID:
        """Whose it is: what is written belongs to this account."""
        return self.acting_for or self.account

    def holds(self, *roles: Role, within: Iterable[Scope]) -> bool:
        """Whether one of the roles is held for one of the scopes.

        `within` is everything that contains what is asked about: the station itself, its
        organisation, and its division with those above it.
        """
        scopes = set(within)
        return any(one.role in roles and one.scope in scopes for one in self.roles)

    def expect(self, *roles: Role, within: Iterable[Scope]) -> None:
        """Raises RoleMissing unless one of the roles is held for one of the scopes."""
        if not self.holds(*roles, within=within):
            raise RoleMissing(roles=list(roles))

    def scopes_of(self, *roles: Role, kind: ScopeKind) -> list[str]:
        """The ids of the scopes of one kind in which one of the roles is held."""
        return sorted(
            {one.scope.id for one in self.roles if one.role in roles and one.scope.kind == kind}
        )


def divisions(lineage: Collection[str]) -> list[Scope]:
    """The scopes that contain a division: itself and those above it, by their keys."""
    return [Scope("division", key) for key in lineage]


def asker_of(request: Any) -> Asker:
    """Who asks, for a handler that anonymous callers do not reach.

    Raises:
        SignInNeeded: nobody does.
    """
    asker = maybe_asker_of(request)
    if asker is None:
        raise SignInNeeded
    return asker


def maybe_asker_of(request: Any) -> Asker | None:
    """Who asks, or None for somebody who has not signed in."""
    asker: Asker | None = request.scope["state"].get(STATE)
    return asker
