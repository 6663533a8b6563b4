"""What became of a station."""

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from xiangyi.features.identity.service.doers import Doer

About = Literal["facts", "amenity", "state", "photo"]


class Revision(Struct, frozen=True, rename="camel", kw_only=True):
    """One change of a station: what it was about, by whom, before and after.

    Attributes:
        id: as no other of this station has; of facts it ends with the number to put back by.
        by: null where no account made it, or one that is gone.
        list: whose list it was, where one made it.
        before: of the facts those that differ; of an amenity `amenity`, `works`, `note`; of a
            state `kind`, `until`, `note`; of a photo `photo` and `standing`.
    """

    id: str
    about: About
    number: int | None
    made_at: datetime
    made_by: Literal["source", "manager", "undo"]
    by: Doer | None
    list: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    #: Since when it is taken back, where it was said of an amenity or a state by mistake.
    taken_back_at: datetime | None


class Revisions(Struct, frozen=True):
    """A page, the latest first, and after how many of them the next one begins."""

    items: list[Revision]
    next: int | None
