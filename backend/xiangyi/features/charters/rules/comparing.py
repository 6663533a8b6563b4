"""What became of each article from one version to the next."""

from collections.abc import Iterator, Sequence
from typing import Literal
from uuid import UUID

from msgspec import Struct

What = Literal["added", "changed", "removed"]


class Numbered(Struct, frozen=True):
    """An article by its id, which it keeps, and its words."""

    id: UUID
    words: str


class Difference(Struct, frozen=True, rename="camel"):
    """An article that is not as it was.

    Attributes:
        number: its number now; that of the version before where it is gone.
        was, now: its words; "" where there were or are none.
    """

    what: What
    number: int
    was: str
    now: str


def differences(before: Sequence[Numbered], after: Sequence[Numbered]) -> Iterator[Difference]:
    """Those with other words or new in the order of now, then those that are gone.

    Of one that only moved nothing is said: its words hold as they did.
    """
    were = {one.id: one.words for one in before}
    for number, one in enumerate(after, 1):
        if one.id not in were:
            yield Difference("added", number, "", one.words)
        elif were[one.id] != one.words:
            yield Difference("changed", number, were[one.id], one.words)
    stay = {one.id for one in after}
    for number, one in enumerate(before, 1):
        if one.id not in stay:
            yield Difference("removed", number, one.words, "")
