"""What divisions send."""

from datetime import date
from typing import Self

from msgspec import Struct

from xiangyi.features.divisions.rules.tree import Known


class Imported(Struct, frozen=True):
    """How many divisions an import added, rewrote, ended and left as they were."""

    added: int
    changed: int
    ended: int
    unchanged: int


class DivisionCard(Struct, frozen=True, kw_only=True, rename="camel"):
    """A division in a list."""

    key: str
    system: str
    code: str
    name: str
    #: province, prefecture, county, street or community.
    level: str
    parent: str | None
    has_children: bool
    #: A point people would take for its middle, WGS-84 degrees, where somebody has told us.
    lon: float | None
    lat: float | None

    @classmethod
    def of(cls, known: Known, *, has_children: bool) -> Self:
        return cls(
            key=known.key,
            system=known.system,
            code=known.code,
            name=known.name,
            level=known.level,
            parent=known.parent,
            has_children=has_children,
            lon=known.lon,
            lat=known.lat,
        )


class DivisionPage(Struct, frozen=True):
    """Some divisions, and the cursor of the rest."""

    items: list[DivisionCard]
    next: str | None


class DivisionPath(Struct, frozen=True, kw_only=True, rename="camel"):
    """One division with those above it, the province first, and what became of it."""

    division: DivisionCard
    ancestors: list[DivisionCard]
    source: str
    as_of: date
    valid_to: date | None
    successor: str | None
