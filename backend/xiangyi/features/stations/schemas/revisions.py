"""What became of a station's facts."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from msgspec import Struct


class Revision(Struct, frozen=True, rename="camel", kw_only=True):
    """One change of a station's facts: only those that differ, before and after."""

    number: int
    made_at: datetime
    made_by: Literal["source", "manager", "undo"]
    account: UUID | None
    batch: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Revisions(Struct, frozen=True):
    """A page, the latest first, and the number before which the next one begins."""

    items: list[Revision]
    next: int | None
