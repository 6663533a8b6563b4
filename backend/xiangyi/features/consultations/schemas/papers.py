"""What goes in and out of a meeting's papers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

#: Who reads it: anybody, or those who were called, came or answer for it.
Readers = Literal["everyone", "called"]


class PaperShown(Struct, frozen=True, kw_only=True, rename="camel"):
    """A paper as everybody sees it.

    Attributes:
        item: of which item of the agenda; null for the whole meeting.
        size: in bytes.
        sha256: of the file, hexadecimal.
        withdrawn_at: since when it can be read no more.
        may_read: whether the asker may.
    """

    id: UUID
    title: str
    item: UUID | None
    size: int
    sha256: str
    readers: Readers
    added_at: datetime
    withdrawn_at: datetime | None
    may_read: bool


class PaperDesk(PaperShown, frozen=True, kw_only=True, rename="camel"):
    """The same at the desk: with who added it and who took it off, masked."""

    added_by: str
    withdrawn_by: str | None


class PapersDesk(Struct, frozen=True, kw_only=True, rename="camel"):
    """A meeting's papers, the first first.

    Attributes:
        may_change: whether the asker may add some and take some off.
        sealed: whether its record is: what is added or taken off is then told in an annex.
    """

    papers: list[PaperDesk]
    may_change: bool
    sealed: bool
