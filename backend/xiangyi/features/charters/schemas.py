"""What goes in and out of compacts and charters."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from xiangyi.features.charters.rules.comparing import Difference

Kind = Literal["compact", "charter"]
CharterDeed = Literal["change", "publish", "delete"]


class Article(Struct, frozen=True, forbid_unknown_fields=True):
    """One article, by its place in the text; `id` goes along from version to version."""

    id: UUID
    words: Annotated[str, Meta(max_length=500)]


class CharterSaid(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What a convener writes.

    Attributes:
        consultation, item: the meeting and the item of its record that it comes from.
        since_on: the first day on which it is in force.
        based_on: the revision that was read, 0 for a new draft.
    """

    kind: Kind
    title: Annotated[str, Meta(max_length=60)]
    consultation: UUID
    item: UUID
    since_on: date
    articles: Annotated[list[Article], Meta(min_length=1, max_length=60)]
    based_on: Annotated[int, Meta(ge=0)] = 0


class Publishing(Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Of the revision that was looked at."""

    based_on: Annotated[int, Meta(ge=1)]


class Origin(Struct, frozen=True, kw_only=True, rename="camel"):
    """The item of a record from which it comes, or may come.

    Attributes:
        concern: what people asked for, where the item took that on; and its title.
    """

    consultation: UUID
    meeting: str
    held_on: date
    item: UUID
    item_title: str
    concern: UUID | None
    concern_title: str | None


class CharterCard(Struct, frozen=True, kw_only=True, rename="camel"):
    """One as a list has it: its version of today, or else the first to come."""

    id: UUID
    kind: Kind
    title: str
    division: str
    division_name: str
    number: int
    since_on: date
    in_force: bool


class CharterPage(Struct, frozen=True):
    """Some of them, and the cursor of the rest."""

    items: list[CharterCard]
    next: str | None


class VersionShown(Struct, frozen=True, kw_only=True, rename="camel"):
    """One published version.

    Attributes:
        until_on: its last day; null while nothing follows.
        differences: from the version before, article by article; null of the first.
    """

    number: int
    since_on: date
    until_on: date | None
    published_at: datetime
    origin: Origin
    articles: list[str]
    differences: list[Difference] | None


class CharterShown(Struct, frozen=True, kw_only=True):
    """One with all its versions, the latest first."""

    card: CharterCard
    versions: list[VersionShown]


class DraftShown(Struct, frozen=True, kw_only=True, rename="camel"):
    """A version that is being drafted; `may` is what the asker could do with it now."""

    id: UUID
    charter: UUID
    kind: Kind
    title: str
    division: str
    division_name: str
    since_on: date
    origin: Origin
    articles: list[Article]
    differences: list[Difference] | None
    revision: int
    may: list[CharterDeed]


class Standing(Struct, frozen=True, kw_only=True):
    """The latest published version, from which the next one begins."""

    card: CharterCard
    articles: list[Article]


class CharterDesk(Struct, frozen=True, kw_only=True):
    """Those of the asker's places, and the decided items from which one may come."""

    drafts: list[DraftShown]
    published: list[Standing]
    origins: list[Origin]
