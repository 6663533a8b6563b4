"""What may be chosen in a poll, and when its numbers would tell who chose what."""

from collections.abc import Sequence
from typing import Final, Literal

PollState = Literal["open", "closed", "void"]
#: Where a poll has no options of its own: yes, no and abstaining, in this order.
USUAL: Final = 3
#: So many it may have of its own.
FEWEST, MOST = 2, 6


def is_void(app: Sequence[int], by_hand: Sequence[int], *, secret: bool, least: int) -> bool:
    """Whether so few voted secretly that their numbers would tell what each of them did.

    Everybody reads the sums, so it is about all of them; whoever counted the hands knows those and
    reads the rest, so it is about those in the app besides. All the same answer of enough people
    is shown, though it tells that each of them gave it: hidden, it would be no decision.
    """
    phones, everybody = sum(app), sum(app) + sum(by_hand)
    return secret and (0 < phones < least or 0 < everybody < least)
