"""What goes in and out of organisations."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.core.text import END

Kind = Literal[
    "street_office",
    "committee",
    "department",
    "volunteer_organisation",
    "hospital",
    "care_home",
    "scenic_spot",
    "bus_operator",
    "platform_company",
    "courier_company",
    "property_manager",
    "association",
    "union",
]


class ExternalId(Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """What another system calls it: `uscc` for the unified social credit code, and so on."""

    system: Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,23}" + END)]
    number: Annotated[str, Meta(pattern="^[0-9A-Za-z._/-]{1,64}" + END)]


class OrganisationFacts(
    Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True
):
    """What is told of an organisation; `home` is a division's key."""

    kind: Kind
    name: Annotated[str, Meta(max_length=400)]
    home: Annotated[str, Meta(max_length=32)]
    phone: Annotated[str, Meta(max_length=64)] = ""
    address: Annotated[str, Meta(max_length=800)] = ""
    external_ids: Annotated[list[ExternalId], Meta(max_length=10)] = []


class Closing(Struct, frozen=True, forbid_unknown_fields=True):
    why: Annotated[str, Meta(max_length=200)]


class OrganisationCard(Struct, frozen=True, kw_only=True, rename="camel"):
    """An organisation as everybody may see it."""

    id: UUID
    kind: Kind
    name: str
    home: str
    #: With the names of those above it, but for the province's.
    home_name: str
    phone: str
    address: str
    external_ids: list[ExternalId]
    #: Since when it is no more; null while it is.
    closed_at: datetime | None


class OrganisationPage(Struct, frozen=True):
    """Some organisations, and the cursor of the rest."""

    items: list[OrganisationCard]
    next: str | None


class Home(Struct, frozen=True):
    """Where an organisation is at home."""

    kind: str
    name: str
    division: str
    closed: bool
