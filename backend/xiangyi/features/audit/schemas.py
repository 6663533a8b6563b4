"""What audit tells."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct


class Entry(Struct, frozen=True, kw_only=True, rename="camel"):
    """Who did what to which subject, and why."""

    id: int
    at: datetime
    #: The account that did it; null for an operator at the command line.
    actor: UUID | None
    #: How others see the actor's name, 王*; null where there is none.
    actor_name: str | None = None
    #: The account for whom a clerk did it.
    acting_for: UUID | None
    action: str
    subject_kind: str
    subject_id: str
    #: What the subject is called now; null where it has no name, or is gone.
    subject_name: str | None = None
    division: str | None
    why: str
    #: Keyed hash of the subject's facts, hex; null where there were none.
    before: str | None
    after: str | None


class EntryPage(Struct, frozen=True):
    """Some entries, the latest first, and the cursor of the rest."""

    items: list[Entry]
    next: str | None


class Reason(Struct, frozen=True):
    """Why something was done, as it was typed."""

    at: datetime
    action: str
    why: str


class Sought(Struct, frozen=True, kw_only=True):
    """Which entries somebody looks for; what is None is not asked about."""

    #: With all below it; None: wherever the asker may look.
    division: str | None = None
    actor: UUID | None = None
    action: str | None = None
    subject: str | None = None
    #: From this instant on, and before that one.
    from_: datetime | None = None
    to: datetime | None = None
    #: The `next` of the page before.
    before: int | None = None
    limit: int = 50
